"""The script that a package was trained on."""

from __future__ import annotations

from bilingual.chinese.edits import apply_edits
from bilingual.chinese.script import Evidence, Script, script_edits

_SCRIPTS = {"zh": Script.SIMPLIFIED, "zt": Script.TRADITIONAL}  # by Argos's language codes


def in_script(sentence: str, from_code: str) -> str:
    """The sentence in the script of packages from ``from_code``; of one from no Chinese, as it
    is."""
    script = _SCRIPTS.get(from_code, Script.KEEP)
    return apply_edits(sentence, script_edits(sentence, script, around=Evidence(0, 0)))

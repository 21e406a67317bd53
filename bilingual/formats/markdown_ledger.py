"""The ledger of a Markdown document: a comment at its end, which no reader of it sees and
formatters leave alone."""

from __future__ import annotations

import re
from textwrap import wrap

from bilingual.formats.ledger import Ledger, dump_ledger, load_ledger

_WIDTH = 100
_OPENING = "<!-- bilingual"
_COMMENT = re.compile(r"^<!-- bilingual\s+(?P<ledger>[^<>]*?)\s*-->[^\S\n]*$", re.MULTILINE)


def ledger_comment(ledger: Ledger) -> str:
    """The ledger as the last lines of a document."""
    lines = wrap(dump_ledger(ledger).replace("--", "-\n-"), _WIDTH, break_on_hyphens=False)
    return "\n<!-- bilingual\n" + "\n".join(lines) + "\n-->\n"


def split_ledger(text: str) -> tuple[str, Ledger | None]:
    """A document without its ledger, and that."""
    found = _COMMENT.search(text, max(0, text.rfind(_OPENING)))
    if found is None:
        return text, None
    line = "".join(found["ledger"].split())
    return f"{text[: found.start()]}{text[found.end() :]}".rstrip("\n") + "\n", load_ledger(line)

"""The fields at the top of a Markdown file: YAML between ``---``, or TOML between ``+++``.

Which of the two a text is shows by itself: YAML with fields is never sound TOML.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

_YAML = re.compile(
    r"""---[ \t]*\n
    ((?:[ \t]*\n|\#.*\n)*             # blank lines and comments, then a key:
     [\w"'][^\n]*?:(?:[ \t].*)?\n     # a text between two rules has none
     (?:.*\n)*?)
    (?:---|\.\.\.)[ \t]*(?:\n|\Z)""",
    re.VERBOSE,
)
_TOML = re.compile(r"\+\+\+[ \t]*\n((?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")

_LONGEST = 100_000
"""Characters that are parsed; beyond, YAML takes minutes."""
_MOST_ALIASES = 20
"""YAML aliases can make gigabytes of a line (the "billion laughs")."""


def split_front_matter(source: str) -> tuple[str, str]:
    """The fields without their fences, and the rest, whose lines keep their numbers.

    ``---\\ntitle: 题\\n---\\n文`` gives ``title: 题\\n`` and ``\\n\\n\\n文``.
    """
    match = _YAML.match(source) or _TOML.match(source)
    if match is None:
        return "", source
    return match[1], "\n" * match[0].count("\n") + source[match.end() :]


def is_toml(text: str) -> bool:
    """Whether a front matter is TOML with fields."""
    return bool(_load_toml(text))


def load_fields(text: str) -> dict[Any, Any] | None:
    """The fields of a front matter; None where it is not sound, or holds anything else."""
    if len(text) > _LONGEST:
        return None
    if fields := _load_toml(text):
        return fields
    try:
        aliases = sum(isinstance(token, yaml.AliasToken) for token in yaml.scan(text))
        loaded = yaml.safe_load(text) if aliases <= _MOST_ALIASES else text
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: such as month 13
        return None
    if loaded is None:
        return {}
    return loaded if isinstance(loaded, dict) else None


def _load_toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None

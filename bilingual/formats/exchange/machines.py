"""How programs say that a machine translated something."""

from __future__ import annotations

import re

_QUALIFIERS = re.compile(r"(?:leveraged-)?mt(?:[-_!.].*)?|machine.*", re.IGNORECASE)
_USERS = re.compile(r"mt[-_!].*|mt!|machine[-_ ]?translat.*", re.IGNORECASE)
"""A person may be called MT, or belong to Machinery."""


def is_machine(qualifier: str) -> bool:
    """Whether a ``state-qualifier`` such as ``leveraged-mt`` or ``mt-suggestion`` says so."""
    return _QUALIFIERS.fullmatch(qualifier) is not None


def is_machine_user(name: str) -> bool:
    """Whether the name of a user in TMX is a machine's, such as ``MT!`` or ``MT-argos``."""
    return _USERS.fullmatch(name) is not None

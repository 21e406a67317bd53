"""Telephone numbers as they are written in China: digits that count nothing.

With an area code (``010-12345678``, ``0871-6512345-8001``), mobile (``13812345678``,
``138-1234-5678``), of services (``400-810-1234``), each also with ``+86``. The shapes are those of
the numbering plan (电信网编号计划, YD/T 1926).
"""

from __future__ import annotations

import re

from bilingual.chinese.edits import Range

_PHONE = re.compile(
    r"(?<![\w.,])(?:\+?86[- ]?)?(?:"
    r"\(?0\d{2,3}\)?[-–— ]\d{7,8}(?:[-–—转]\d{1,6})?"
    r"|\(?0\d{2,3}\)?[-–— ]\d{3,4}[-–— ]\d{4}"
    r"|1[3-9]\d{9}|1[3-9]\d[- ]\d{4}[- ]\d{4}"
    r"|[48]00[-–— ]\d{3}[-–— ]\d{4}|[48]00[-–— ]\d{4}[-–— ]\d{3}"
    r")(?![\d%]|[.,]\d|[-–—]\d| ?[万亿元米])",
    re.ASCII,
)
_SIGN = "#"


def phone_ranges(text: str) -> list[Range]:
    """Where telephone numbers stand in ``text``, in order."""
    return [match.span() for match in _PHONE.finditer(text)]


def hide_phones(text: str) -> str:
    """``text``, as long as before, with signs for the digits of telephone numbers."""
    return _PHONE.sub(lambda match: _SIGN * len(match[0]), text)

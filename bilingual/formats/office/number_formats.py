"""How Excel shows a number (ECMA-376, 18.8.30). Dates and times are shown in ISO's form, whatever
the language of theirs; so they need no translation."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **dict.fromkeys((14, 15, 16, 17), "yyyy-mm-dd"),
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 34, 55), "h:mm"),
    **dict.fromkeys((33, 35, 56), "h:mm:ss"),
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss"},
}
"""Formats that files name by a number alone. Those of 27 to 36 and 50 to 58 are dates of East Asian
editions."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = re.compile(r"(?P<whole>[#0?](?:[#0?,]*[#0?])?)?(?:\.(?P<part>[#0?]*))?(?P<scale>,*)")
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LATEST = 2_958_465
"""The last day of the year 9999."""
_LONGEST = 15
"""Digits that Excel keeps."""


def show_number(text: str, code: str, *, is_1904: bool = False) -> str:
    """A number as a file stores it, in the format of its cell.

    >>> show_number("45593", "yyyy年m月d日"), show_number("0.125", "0.0%")
    ('2024-10-28', '12.5%')
    >>> show_number("1234.5", '#,##0.00"元"')
    '1,234.50元'
    """
    try:
        value = Decimal(text)
        if not value.is_finite():
            return text
    except InvalidOperation:
        return text
    sections = code.split(";")
    bare = _LITERAL.sub("", sections[0])
    elapsed = _ELAPSED.search(sections[0])
    if elapsed or (_DATE.search(bare) and "general" not in bare.lower()):
        return _moment(value, bare, is_1904=is_1904, is_elapsed=bool(elapsed)) or _general(value)
    if value < 0 and len(sections) > 1 and sections[1].strip():
        return _counted(-value, sections[1])
    return _counted(value, sections[0])


def _general(value: Decimal) -> str:
    shown = f"{float(value):.{_LONGEST}g}"
    return format(Decimal(shown), "f") if "e" in shown and abs(value) < 10**20 else shown


def _moment(value: Decimal, code: str, *, is_1904: bool, is_elapsed: bool) -> str:
    if is_elapsed:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if not 0 <= value <= _LATEST:
        return ""
    days = float(value)
    if not is_1904 and days < 60:  # Excel counts a 29th of February 1900
        days += 1
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + dt.timedelta(days=days)
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    lower = code.lower()
    has_time = "h" in lower or "s" in lower
    has_day = "y" in lower or "d" in lower or not has_time
    parts = [moment.strftime("%Y-%m-%d")] if has_day else []
    if has_time:
        parts.append(moment.strftime("%H:%M:%S" if "s" in lower else "%H:%M"))
    return " ".join(parts)


def _counted(value: Decimal, section: str) -> str:
    literals = list[str]()

    def keep(match: re.Match[str]) -> str:
        literals.append(next((one for one in match.groups() if one), ""))
        return "\x00"

    bare = _LITERAL.sub(keep, section)
    found = (match for match in _DIGITS.finditer(bare) if match["whole"] or match["part"])
    digits = next(found, None)
    if digits is None or "E" in bare.upper() or "/" in bare or "@" in bare:
        return _general(value)
    whole, part = digits["whole"] or "", digits["part"] or ""
    places, least = len(part), len(part.rstrip("#?"))
    value = value / 1000 ** len(digits["scale"])
    value = value * 100 if "%" in bare else value
    try:
        rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return _general(value)
    shown = format(rounded, ",f" if "," in whole else "f")
    if whole.count("0") > 1 and "," not in whole:  # 007
        shown = format(rounded, f"0{whole.count('0') + (places + 1 if places else 0)}f")
    if places > least and "." in shown:
        head, _, tail = shown.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        shown = f"{head}.{tail}" if tail else head
    filled = iter(literals)
    before, after = (
        "".join(next(filled) if one == "\x00" else one for one in part)
        for part in (bare[: digits.start()], bare[digits.end() :])
    )
    return f"{before}{shown}{after}".strip()

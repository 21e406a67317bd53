"""Moments as TMX has them, and as we do."""

from __future__ import annotations

import re

_TMX_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z)?")


def iso_date(date: str) -> str:
    """``20261127T101500Z`` as ``2026-11-27T10:15:00Z``; empty for what is no date."""
    found = _TMX_DATE.fullmatch(date)
    if not found:
        return ""
    day = "-".join(found.groups()[:3])
    return f"{day}T{':'.join(found.groups()[3:])}Z" if found[4] else day


def tmx_date(date: str) -> str:
    """The other way round; midnight where no time is known."""
    found = _ISO_DATE.fullmatch(date)
    if not found:
        return ""
    year, month, day, *time = found.groups(default="00")
    return f"{year}{month}{day}T{''.join(time)}Z"

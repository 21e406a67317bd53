"""Addresses of servers, and whether they are on this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from bilingual.errors import UsageError


def checked_address(url: str, *, may_leave: bool) -> str:
    """The address of an API without a slash at its end; ``localhost`` is 127.0.0.1.

    Raises `UsageError` if it is none, or is not on this machine, unless it ``may_leave`` it.
    """
    about = f"--llm-url {url}"
    example = "give an address such as http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError(about, "not an address", example) from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(about, "not an address", example)
    if parts.username or parts.query or parts.fragment:
        raise UsageError(about, "has more than host, port and path", example)
    if not (is_loopback(host) or may_leave):
        raise UsageError(
            about,
            "not on this machine: the documents' text would be sent there",
            "if you want that, add --allow-network, without --offline or BILINGUAL_OFFLINE",
        )
    if host == "localhost":
        host = "127.0.0.1"
    elif ":" in host:
        host = f"[{host}]"
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, place, parts.path.rstrip("/"), "", ""))


def is_loopback(host: str) -> bool:
    """Whether a host's name or address can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Fetching over HTTP: in bounded time and space, resumed where it broke off, checked when whole.

Requests does the talking: it verifies TLS, follows redirects and honours the usual proxy
variables.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from platformdirs import user_cache_path

from bilingual.errors import PackageError
from bilingual.files import hash_file

if TYPE_CHECKING:
    import requests

_LARGEST = 2 << 30  # bytes of a package archive
_CHUNK = 1 << 13  # small, since what has come of one is lost when the connection breaks
_FETCH_CHUNK = 16  # small, so that a server that drips is noticed
_PATIENCE = 3  # attempts at one address that bring nothing new
_FETCH_WAITS = 4  # times the timeout that a small file may take as a whole

TellBytes = Callable[[int, int | None], None]
"""Told the bytes there are and the bytes there will be, if known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to download and how to know that it is whole."""

    links: tuple[str, ...]
    size: int | None = None
    sha256: str = ""


INDEX_OPTION = "--index"
"""The option that names a mirror of Argos's index."""


class _Broken(Exception):
    """This address did not work out; its message says why."""


def fetch(address: str, *, timeout: float, limit: int, option: str = INDEX_OPTION) -> bytes:
    """A small file's content; raises `PackageError` if it cannot be had. ``option`` is what users
    name a mirror with."""
    import requests

    latest = time.monotonic() + _FETCH_WAITS * timeout
    try:
        with requests.get(address, timeout=timeout, stream=True) as response:
            response.raise_for_status()
            content = bytearray()
            for chunk in response.iter_content(_FETCH_CHUNK):
                content += chunk
                if time.monotonic() > latest:
                    raise _Broken("the server is too slow")
                if len(content) > limit:
                    raise _Broken(f"larger than {limit:,} bytes")
            return bytes(content)
    except (requests.RequestException, _Broken) as error:
        raise PackageError(
            address,
            f"cannot be fetched ({_reason(error)})",
            f"check the connection, name a mirror with {option}, or carry a file here: "
            "bilingual models install FILE",
        ) from None


def download(
    wanted: Wanted, *, timeout: float, tell: TellBytes, option: str = INDEX_OPTION
) -> Path:
    """Download from the first address that works; the archive stays in the user's cache until
    `discard` is called.

    What an earlier attempt brought is kept and gone on from. ``timeout`` bounds each wait for the
    server, in seconds. Raises `PackageError`, with each address's reason, if none works.
    ``option`` is what users name a mirror with.
    """
    folder = downloads_folder()
    reasons = []
    for link in wanted.links:
        part = folder / f"{hashlib.sha256(link.encode()).hexdigest()[:16]}.argosmodel"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if is_address(link):
                _download(link, part, timeout, tell)
            else:
                shutil.copyfile(link.removeprefix("file://"), part)
            _check(part, wanted)
            return part
        except _Broken as error:
            reasons.append(f"{link}: {error}")
        except OSError as error:
            reasons.append(f"{link}: {error.strerror or error}")
    raise PackageError(
        "",
        f"the package could not be downloaded ({'; '.join(reasons)})",
        f"run the command again to go on, or name a mirror with {option}",
    )


def is_address(location: str) -> bool:
    """Whether something is on the network: an address, not a path or ``file:`` address."""
    return urlsplit(location).scheme in ("http", "https")


def downloads_folder() -> Path:
    """Where downloads are until they are installed."""
    return user_cache_path("bilingual") / "downloads"


def discard(part: Path) -> None:
    """Remove a download that is not needed any more."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _download(link: str, part: Path, timeout: float, tell: TellBytes) -> None:
    """Bring ``part`` to the whole; go on after broken connections as long as bytes arrive."""
    import requests

    patience = _PATIENCE
    while True:
        before = part.stat().st_size if part.is_file() else 0
        try:
            _go_on(link, part, timeout, tell)
            return
        except requests.HTTPError as error:
            raise _Broken(_reason(error)) from None
        except requests.RequestException as error:
            after = part.stat().st_size if part.is_file() else 0
            patience = _PATIENCE if after > before else patience - 1
            if patience == 0:
                raise _Broken(_reason(error)) from None


def _go_on(link: str, part: Path, timeout: float, tell: TellBytes) -> None:
    import requests

    done, tag = part.stat().st_size if part.is_file() else 0, _read_note(part)
    headers = {"Accept-Encoding": "identity"}
    if done and tag:
        headers |= {"Range": f"bytes={done}-", "If-Range": tag}
    with requests.get(link, headers=headers, timeout=timeout, stream=True) as response:
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            total = response.headers.get("Content-Range", "").rpartition("/")[2]
            if total == str(done):
                return
            discard(part)
            raise requests.ConnectionError("the file on the server has changed")
        response.raise_for_status()
        if response.status_code != requests.codes.partial_content:
            done = 0
        length = response.headers.get("Content-Length", "")
        total_size = done + int(length) if length.isdecimal() else None
        if (total_size or 0) > _LARGEST:
            raise _Broken(f"larger than {_LARGEST:,} bytes")
        _note(part).write_text(json.dumps({"tag": _validator(response)}), "utf-8")
        with part.open("ab" if done else "wb") as file:
            for chunk in response.iter_content(_CHUNK):
                file.write(chunk)
                done += len(chunk)
                tell(done, total_size)
                if done > _LARGEST:
                    raise _Broken(f"larger than {_LARGEST:,} bytes")
    if total_size is not None and done < total_size:
        raise requests.ConnectionError(f"broken off after {done:,} of {total_size:,} bytes")


def _check(part: Path, wanted: Wanted) -> None:
    size = part.stat().st_size
    if wanted.size is not None and size != wanted.size:
        discard(part)
        raise _Broken(f"has {size:,} bytes, not {wanted.size:,} as the index says")
    if wanted.sha256 and hash_file(part) != wanted.sha256:
        discard(part)
        raise _Broken("has another SHA-256 than the index says")


def _validator(response: requests.Response) -> str:
    """What tells this version of the file from others: a strong ETag, or its date."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _note(part: Path) -> Path:
    return part.with_suffix(".json")


def _read_note(part: Path) -> str:
    try:
        return str(json.loads(_note(part).read_text("utf-8"))["tag"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _reason(error: Exception) -> str:
    """One line, without the client library's inner workings."""
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the server answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.Timeout) or "timed out" in str(error):  # the latter in a body
        return "the server does not answer"
    for kind, reason in (
        (requests.exceptions.ChunkedEncodingError, "the connection broke off"),
        (requests.exceptions.ProxyError, "the proxy cannot be reached"),
        (requests.exceptions.SSLError, "its certificate cannot be verified"),
        (requests.ConnectionError, "no connection"),
    ):
        if isinstance(error, kind) and not (error.args and isinstance(error.args[0], str)):
            return reason
    return str(error).splitlines()[0] if str(error) else type(error).__name__

"""An HTTP server on 127.0.0.1 that serves a folder and misbehaves as told.

What it is told and what it was asked is in two files beside the folder, so that nobody needs to
talk to it.
"""

import contextlib
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.loopback import Handler, running, serve


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How the server treats requests for one path; the default is to serve the file."""

    status: int = 200
    redirect: str = ""
    """Path to send the client to."""
    has_ranges: bool = True
    """Whether it knows ``Range``, and sends an ETag."""
    cut_after: int | None = None
    """Bytes of a response before the connection is closed."""
    cuts: int = 1_000_000
    """How many responses are cut; later ones come whole."""
    silent_after: int | None = None
    """Bytes of the file before the server says no more."""
    drip: float = 0
    """Seconds before each byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that was made."""

    path: str
    range: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageServer:
    """The tests' side: where it is, what to do, what happened."""

    url: str
    folder: Path

    def behave(self, path: str, **behaviour: Any) -> None:
        """From now on treat requests for ``path`` like that."""
        file = _plans(self.folder)
        plans = json.loads(file.read_text("utf-8")) if file.exists() else {}
        plans[path] = asdict(Behaviour(**behaviour))
        beside = file.with_suffix(".new")
        beside.write_text(json.dumps(plans), "utf-8")
        beside.replace(file)

    @property
    def asked(self) -> list[Asked]:
        """All requests up to now."""
        log = _log(self.folder)
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [Asked(**json.loads(line)) for line in lines]

    def count(self, path: str) -> int:
        """How often ``path`` was asked for."""
        return sum(asked.path == path for asked in self.asked)


@contextmanager
def serving(folder: Path, guard: Path) -> Iterator[PackageServer]:
    """Serve ``folder``; ``guard`` is the folder of the network guard, which allows loopback."""
    with running(__name__, folder, guard) as url:
        yield PackageServer(url=url, folder=folder)


def _plans(folder: Path) -> Path:
    return folder.parent / f"{folder.name}-behaviour.json"


def _log(folder: Path) -> Path:
    return folder.parent / f"{folder.name}-asked.jsonl"


class _Handler(Handler):
    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        log = _log(self.folder)
        asked_before = log.read_text("utf-8").count(json.dumps(path)) if log.exists() else 0
        asked = Asked(
            path=path, range=self.headers.get("Range", ""), host=self.headers.get("Host", "")
        )
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(asked)) + "\n")
        plans = _plans(self.folder)
        told = json.loads(plans.read_text("utf-8")).get(path, {}) if plans.exists() else {}
        with contextlib.suppress(ConnectionError):
            self._answer(path, Behaviour(**told), asked_before)

    def _answer(self, path: str, told: Behaviour, asked_before: int) -> None:
        file = self.folder / path.lstrip("/")
        status = told.status if file.is_file() or told.status != 200 else 404
        if told.redirect:
            self.send_response(302)
            self.send_header("Location", told.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if status != 200:
            self.send_error(status)
            return
        content, start = file.read_bytes(), 0
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if told.has_ranges and self.headers.get("If-Range", tag) == tag:
            start = int(self.headers.get("Range", "bytes=0-")[len("bytes=") : -1])
        if start >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if told.has_ranges:
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self._send(content, start, told, is_cut=asked_before < told.cuts)

    def _send(self, content: bytes, start: int, told: Behaviour, *, is_cut: bool) -> None:
        silent_after, content = told.silent_after, content[start:]
        if told.cut_after is not None and is_cut:
            self.wfile.write(content[: told.cut_after])
            self.close_connection = True
        elif silent_after is not None:
            self.wfile.write(content[: max(0, silent_after - start)])
            self.wfile.flush()
            time.sleep(600)
        elif told.drip:
            for number in range(len(content)):
                time.sleep(told.drip)
                self.wfile.write(content[number : number + 1])
        else:
            self.wfile.write(content)


if __name__ == "__main__":
    serve(_Handler)

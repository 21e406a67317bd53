"""Servers of our own: asked in this process without a socket, and real ones in a process."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bilingual.engines import EngineChoice, choose_engine
from bilingual.run.tasks import Settings
from bilingual.serve.app import make_app
from bilingual.serve.guard import Access
from bilingual.serve.limits import Limits
from bilingual.serve.service import Service
from tests.conftest import LOOPBACK, ROOT, guarded

HOST = "127.0.0.1:5000"
_PATIENCE = 60  # seconds for a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Asks an application as a browser or a program would."""

    def __init__(self, service: Service, loop: asyncio.AbstractEventLoop) -> None:
        self.service = service
        self._app, self._loop = make_app(service), loop

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Any = b"",
        *,
        host: str = HOST,
        headers: Mapping[str, str] | None = None,
        address: str = "127.0.0.1",
        is_cut: bool = False,
    ) -> Answer:
        """One request and its answer; a body that is no bytes is sent as JSON. Of one that
        ``is_cut``, the end never comes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._loop.run_until_complete(
            self.asking(
                method,
                path,
                content,
                host=host,
                headers=headers or {},
                address=address,
                is_cut=is_cut,
            )
        )

    async def asking(
        self,
        method: str,
        path: str,
        body: bytes,
        *,
        host: str = HOST,
        headers: Mapping[str, str],
        address: str = "127.0.0.1",
        is_cut: bool = False,
    ) -> Answer:
        """The same, for several at once."""
        where, _, query = path.partition("?")
        sent = {"host": host, "content-length": str(len(body)), **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": where,
            "raw_path": where.encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), one.encode()) for name, one in sent.items()],
            "client": (address, 1),
            "server": ("127.0.0.1", 5000),
        }
        parts = [body[at : at + 65536] for at in range(0, len(body), 65536)] or [b""]
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not parts:
                await asyncio.sleep(3600)
            part = parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(parts) or is_cut}

        async def send(message: Any) -> None:
            messages.append(message)

        await self._app(scope, receive, send)
        head, *rest = messages
        return Answer(
            status=head["status"],
            headers={name.decode(): value.decode() for name, value in head["headers"]},
            body=b"".join(one.get("body", b"") for one in rest),
        )

    def send(self, name: str, content: bytes) -> dict[str, Any]:
        """Send a document; what is said of it when it is done, or has failed."""
        answer = self.ask("POST", f"/api/documents?name={quote(name)}", content)
        assert answer.status == 202, answer.body
        return self.wait(answer.json["document"]["id"])

    def wait(self, id_: str) -> dict[str, Any]:
        """What is said of a document when it is done, or has failed."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            told: dict[str, Any] = self.ask("GET", f"/api/documents/{id_}").json["document"]
            if told["state"] in ("done", "failed"):
                return told
            time.sleep(0.02)
        raise AssertionError("still not done")

    def rows(self, id_: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", f"/api/documents/{id_}/rows").json["rows"]
        return found


@contextmanager
def serving(
    folder: Path,
    engine: EngineChoice | None = None,
    settings: Settings | None = None,
    access: Access | None = None,
    *,
    is_started: bool = True,
    **limits: Any,
) -> Iterator[Client]:
    """A server without a socket."""
    folder.mkdir(exist_ok=True)
    loop = asyncio.new_event_loop()
    service = Service(
        settings or Settings(),
        engine or choose_engine("identity"),
        access or Access(),
        Limits(**{"rate": 0, **limits}),
        folder,
    )
    if is_started:
        service.workers.start()
    try:
        yield Client(service, loop)
    finally:
        service.workers.stop()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


@contextmanager
def server_process(
    folder: Path, *arguments: object, **variables: object
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A real server, and where it is; it may reach loopback and nothing else."""
    words = map(str, ("serve", "--port", 0, *arguments))
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", *words],
        cwd=folder,
        env=guarded(**LOOPBACK, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout and process.stderr
    with process.stdout, process.stderr:
        try:
            where = process.stdout.readline().strip()
            assert where.startswith("http"), process.stderr.read()
            yield where, process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(30)


def as_client(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python program that may reach loopback, and nothing else."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**guarded(**LOOPBACK), "NO_PROXY": "*", "PYTHONWARNINGS": "ignore"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

"""The server itself: an address, a private folder, and an end that leaves nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bilingual.engines import EngineChoice
from bilingual.errors import UsageError
from bilingual.memory import Memory
from bilingual.run.tasks import Settings
from bilingual.serve.limits import Limits

if TYPE_CHECKING:
    from uvicorn import Config, Server

_NEEDS = ("starlette", "uvicorn", "python_multipart")
_SHORTEST_TOKEN = 16
_HEADER_SECONDS = 20
"""That the first request of a connection may take to say what it wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a server listens."""

    host: str = "127.0.0.1"
    port: int = 5000
    """0 for any that is free."""
    names: Sequence[str] = ()
    """By which other machines call this one, besides its address in figures."""

    @property
    def is_exposed(self) -> bool:
        """Whether other machines can reach it."""
        if self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return True


def require_installed() -> None:
    """Raise `UsageError` if what a server needs is not installed."""
    missing = [name.replace("_", "-") for name in _NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            "serve",
            f"needs {' and '.join(missing)}, not installed here",
            "pip install 'bilingual-zh[serve]'",
        )


def settled_token(token: str, address: Address) -> str:
    """The token that is needed: the one that is given; a new one where other machines can ask;
    none on loopback.

    Raises `UsageError` if the one that is given can be guessed.
    """
    if token and (len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise UsageError(
            "--token",
            f"has to have {_SHORTEST_TOKEN} characters of ASCII or more",
            "leave it out to have one made",
        )
    return token or (secrets.token_urlsafe(24) if address.is_exposed else "")


def serve(
    settings: Settings,
    engine: EngineChoice,
    address: Address,
    token: str,
    limits: Limits,
    tell: Callable[[str], None],
) -> None:
    """Serve until the process is told to end. ``tell`` gets the address when all is ready.

    A memory that is not there yet is made. Raises `UsageError` if the address cannot be had,
    `PackageError` if the model cannot be loaded, `ReadError` or `WriteError` if the memory cannot
    be used.
    """
    from bilingual.serve.app import make_app
    from bilingual.serve.guard import Access
    from bilingual.serve.service import Service

    names = frozenset(name.lower().rstrip(".") for name in (*address.names, *_own_names(address)))
    access = Access(token=token, names=names, is_exposed=address.is_exposed)
    if settings.memory:
        Memory(settings.memory, is_created=True).close()
    listening = _listen(address)
    with listening, tempfile.TemporaryDirectory(prefix="bilingual-") as folder:
        service = Service(settings, engine, access, limits, Path(folder))
        service.workers.start()
        port = listening.getsockname()[1]
        shown = f"[{address.host}]" if ":" in address.host else address.host
        tell(f"http://{shown}:{port}/{f'#token={token}' if token else ''}")
        server = _server(make_app(service), limits)
        asyncio.run(server.serve(sockets=[listening]))


def _own_names(address: Address) -> Sequence[str]:
    if not address.is_exposed:
        return ()
    return (socket.gethostname(), address.host)


def _listen(address: Address) -> socket.socket:
    """A socket that listens; raises `UsageError` if the address cannot be had."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
        listening.listen(128)  # who asks from now on waits, and is not refused
    except OSError as error:
        listening.close()
        raise UsageError(
            f"{address.host}:{address.port}",
            f"cannot be had ({error.strerror or error})",
            "choose another with --host or --port",
        ) from None
    return listening


def _server(app: object, limits: Limits) -> Server:
    from uvicorn import Config, Server

    config: Config = Config(
        app,  # type: ignore[arg-type]
        http=_prompt_protocol(),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
    )
    return Server(config)


def _prompt_protocol() -> type[asyncio.Protocol]:
    """HTTP in which a connection has to say what it wants, or is closed."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class PromptProtocol(H11Protocol):
        """See above."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """A client is there."""
            super().connection_made(transport)
            self.loop.call_later(_HEADER_SECONDS, self._require_request)

        def _require_request(self) -> None:
            if not self.cycle:
                self.transport.close()

    return PromptProtocol

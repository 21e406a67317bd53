"""Who may ask, from where, how often and how much: looked at before anything else.

A page of the web that a colleague has open can send requests to this machine too. So the address
that a browser was told (``Host``) has to be one of ours, and the page that asks (``Origin``) has to
be ours, whatever name its own server has given this machine.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bilingual.errors import BilingualError, FaultError
from bilingual.files import hash_bytes
from bilingual.serve.limits import Limits, RefusedError, too_large

SCHEMA = 1
"""Of our answers, as in docs/json-schema."""
LIBRE_PATHS = frozenset({"/translate", "/languages", "/detect", "/translate_file"})
"""Of the API of LibreTranslate, in which errors are a line and the token may be in the body."""
_OPEN_PATHS = frozenset(
    ("/", "/page.css", "/page.js", "/rows.js", "/icon.svg", "/openapi.json", "/health")
    + ("/languages", "/frontend/settings")
)
"""What needs no token, for it tells nothing of anybody's documents. LibreTranslate's clients ask
for languages without one."""
_LINKED = "/download_file/"
"""Links that are given to LibreTranslate's clients, which send no token with them: the names in
them are as good as one."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_MOST_ADDRESSES = 10_000
_LOGGER = logging.getLogger("bilingual")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may ask."""

    token: str = ""
    """Empty where none is needed."""
    names: frozenset[str] = frozenset()
    """Names of this machine that are ours, besides those of loopback."""
    is_exposed: bool = False
    """Whether other machines may ask."""

    def knows(self, token: str) -> bool:
        """Whether a token is the right one; takes as long if it is not."""
        given, right = (hash_bytes(one.encode()) for one in (token, self.token))
        return not self.token or hmac.compare_digest(given, right)

    def is_ours(self, host: str) -> bool:
        """Whether a ``Host`` header names us. A name in the web can be made to lead anywhere, an
        address in figures cannot."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
            _ = urlsplit(f"//{host}").port
        except ValueError:
            return False
        if name == "localhost" or name in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.is_exposed or address.is_loopback


@dataclass(slots=True)
class Rate:
    """How many requests an address has left: a bucket that fills again in a minute."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, address: str) -> bool:
        """Whether one more request is allowed, which is counted."""
        if not self.per_minute:
            return True
        now = self.clock()
        left, at = self._buckets.pop(address, (float(self.per_minute), now))
        left = min(self.per_minute, left + (now - at) * self.per_minute / 60)
        while len(self._buckets) >= _MOST_ADDRESSES:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[address] = (max(left - 1, 0), now)
        return left >= 1


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp, access: Access, limits: Limits) -> None:
        self._app, self._access, self._limits = app, access, limits
        self._rate = Rate(limits.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        most = self._most_bytes(scope["path"])
        body = _Body(receive, most, self._limits.upload_seconds, is_whole=not has_body)
        has_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not body.is_whole:  # what is left of it is not read
                    headers["Connection"] = "close"
            await send(message)

        try:
            self._examine(scope)
            await self._app(scope, body.receive, send_guarded)
        except RefusedError as error:
            if has_begun:
                raise
            await refusal(scope["path"], error)(scope, body.receive, send_guarded)
        except Exception as error:
            _LOGGER.debug("a fault of bilingual", exc_info=error)
            if not has_begun:
                fault = FaultError.of(scope["path"], error)
                await refusal(scope["path"], fault)(scope, body.receive, send_guarded)

    def _most_bytes(self, path: str) -> int:
        is_file = path in ("/api/documents", "/translate_file")
        # A character of text is up to 12 bytes as \\uXXXX\\uXXXX, or 12 in a form.
        return self._limits.file_bytes + 2**16 if is_file else 12 * self._limits.text_characters

    def _examine(self, scope: Scope) -> None:
        """Raise `RefusedError` if a request is not to be answered."""
        headers, path = Headers(scope=scope), scope["path"]
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._access.is_ours(hosts[0]):
            raise RefusedError(
                421, "Host", "is no name of this server", "name it with --allow-host"
            )
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        is_page = path == "/" and scope["method"] in ("GET", "HEAD")
        is_foreign = origin is not None and urlsplit(origin).netloc != hosts[0]
        if is_foreign or (site not in ("none", "same-origin") and not is_page):
            raise RefusedError(
                403, "Origin", "another page may not ask", "open this server's own page"
            )
        client = scope.get("client")
        if not self._rate.allows(client[0] if client else ""):
            raise RefusedError(
                429, "requests", f"more than {self._limits.rate} in a minute", "wait a moment"
            )
        if path in _OPEN_PATHS or path.startswith(_LINKED):
            return
        if path in LIBRE_PATHS and scope["method"] == "POST":
            return  # their token may be in the body: `require_token` looks there
        require_token(HTTPConnection(scope), self._access)


def require_token(request: HTTPConnection, access: Access, given: Iterable[str] = ()) -> None:
    """Raise `RefusedError` unless the right token is among those ``given`` or in the request."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    tokens = [
        *given,
        request.headers.get("x-api-key", ""),
        request.query_params.get("api_key", ""),
        bearer.strip() if scheme.lower() == "bearer" else "",
    ]
    if not any([access.knows(token) for token in tokens]):
        is_libre = request.url.path in LIBRE_PATHS
        raise RefusedError(
            403 if is_libre else 401,
            "token",
            "missing, or not the right one",
            "send it as Authorization: Bearer TOKEN, X-API-Key: TOKEN or api_key",
        )


def refusal(path: str, error: BilingualError, status: int = 500) -> Response:
    """The answer that says what went wrong, as those who ask there expect it."""
    status = error.status if isinstance(error, RefusedError) else status
    facts: dict[str, Any] = {"error": str(error)}
    if path not in LIBRE_PATHS and not path.startswith(_LINKED):
        facts = {"schema": SCHEMA, "error": error.fields()}
    headers = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "10"}}.get(status, {})
    if status == 503:
        headers = {"Retry-After": "60"}
    return JSONResponse(facts, status, headers)


async def read_json(request: Request) -> dict[str, Any]:
    """The object in a request's body; raises `RefusedError` if it is none."""
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError(400, "body", "is no JSON object", "see /openapi.json")
    return found


class _Body:
    """A request's body, up to so many bytes and seconds."""

    def __init__(self, receive: Receive, most: int, seconds: float, *, is_whole: bool) -> None:
        self._receive, self._most = receive, most
        self._end = time.monotonic() + seconds
        self._got = 0
        self.is_whole = is_whole

    async def receive(self) -> Message:
        """The next part; raises `RefusedError` beyond the bounds."""
        if self.is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(max(0, self._end - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise RefusedError(408, "request", "takes too long to arrive", "try again") from None
        self._got += len(message.get("body", b""))
        if self._got > self._most:
            raise too_large("request", f"{self._most / 2**20:.3g} MB")
        self.is_whole = not message.get("more_body", False)
        return message

"""The server's application: the guard around the page, our API and that of LibreTranslate."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bilingual.errors import BilingualError, FaultError
from bilingual.serve import documents_api
from bilingual.serve.guard import Guard, refusal
from bilingual.serve.libretranslate import LibreTranslate
from bilingual.serve.limits import RefusedError
from bilingual.serve.service import Service

_HERE = Path(__file__).parent
PAGE = {
    "/": ("page/index.html", "text/html"),
    "/page.css": ("page/page.css", "text/css"),
    "/page.js": ("page/page.js", "text/javascript"),
    "/rows.js": ("page/rows.js", "text/javascript"),
    "/icon.svg": ("page/icon.svg", "image/svg+xml"),
    "/openapi.json": ("openapi.json", "application/json"),
}
"""Files that anybody may have, and their types."""
_TIDY = 5
"""Seconds between looks for what has been kept for its time."""


def make_app(service: Service) -> ASGIApp:
    """The application; its start loads the model, and its end lets go of all documents."""
    libre = LibreTranslate(service)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        tidying = asyncio.create_task(_tidy(service, libre))
        try:
            yield
        finally:
            tidying.cancel()
            service.workers.stop()

    app = Starlette(
        routes=[
            *(_file(path, *told) for path, told in PAGE.items()),
            *documents_api.routes(service),
            *libre.routes(),
        ],
        lifespan=lifespan,
        exception_handlers={
            BilingualError: _known_error,
            HTTPException: _http_error,
            Exception: _fault,
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, service.access, service.limits)


async def _tidy(service: Service, libre: LibreTranslate) -> None:
    while True:
        await asyncio.sleep(_TIDY)
        service.shelf.expire()
        libre.expire()


def _file(path: str, name: str, kind: str) -> Route:
    content = (_HERE / name).read_bytes()

    async def answer(request: Request) -> Response:
        return Response(content, media_type=kind)

    return Route(path, answer, methods=["GET"])


async def _known_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, BilingualError)
    is_fault = isinstance(error, FaultError)
    return refusal(request.url.path, error, 500 if is_fault else 400)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = "no such address" if error.status_code == 404 else str(error.detail)
    told = RefusedError(error.status_code, request.url.path, problem, "see /openapi.json")
    return refusal(request.url.path, told)


async def _fault(request: Request, error: Exception) -> Response:
    return refusal(request.url.path, FaultError.of(request.url.path, error), 500)

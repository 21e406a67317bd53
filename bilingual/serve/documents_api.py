"""The API for documents: send one, look how far it is, read and correct its rows, fetch files.

Nobody is told of a document but those who know its name, which is not to be guessed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bilingual.memory import Memory
from bilingual.serve.answers import describe_document, describe_rows, describe_server
from bilingual.serve.editing import correct, entries_of
from bilingual.serve.guard import SCHEMA, read_json
from bilingual.serve.held import Held
from bilingual.serve.limits import RefusedError, too_large, wrong
from bilingual.serve.service import Service, as_download

_MOST_ASKED = 100
"""Documents that one request asks about."""
_LONGEST_ROW = 50_000
"""Characters of a correction."""
_LONGEST_AUTHOR = 100


def routes(service: Service) -> list[Route]:
    """The paths below ``/api``."""
    table = {
        "/api/server": (("GET", tell_server),),
        "/api/documents": (("GET", list_documents), ("POST", send_document)),
        "/api/documents/{id}": (("GET", tell_document), ("DELETE", remove_document)),
        "/api/documents/{id}/rows": (("GET", list_rows),),
        "/api/documents/{id}/rows/{row}": (("PUT", correct_row),),
        "/api/documents/{id}/files/{format}": (("GET", fetch_file),),
        "/api/documents/{id}/memory": (("POST", remember),),
    }
    return [
        Route(path, partial(answer, service), methods=[method])
        for path, answers in table.items()
        for method, answer in answers
    ]


async def tell_server(service: Service, request: Request) -> Response:
    """What this server does."""
    facts = describe_server(service.settings, service.engine, service.limits, service.formats)
    return JSONResponse(facts)


async def send_document(service: Service, request: Request) -> Response:
    """Take in a document: its bytes are the body, its name is in the address."""
    held = await service.receive(request.stream(), request.query_params.get("name", ""))
    return _told(service, held, 202)


async def list_documents(service: Service, request: Request) -> Response:
    """How far some documents are; those that are not there are not told."""
    wanted = request.query_params.getlist("id")[:_MOST_ASKED]
    service.shelf.expire()
    found = [held for held in service.shelf if held.id in wanted]
    told = [describe_document(one, service.shelf, service.formats) for one in found]
    return JSONResponse({"schema": SCHEMA, "documents": told})


async def tell_document(service: Service, request: Request) -> Response:
    """How far a document is."""
    return _told(service, _held(service, request))


async def remove_document(service: Service, request: Request) -> Response:
    """Stop work on a document, and let go of it."""
    service.shelf.remove(_held(service, request))
    return Response(status_code=204)


async def list_rows(service: Service, request: Request) -> Response:
    """Source, translation and findings, row by row."""
    held = _done(service, request)
    rows = await to_thread.run_sync(describe_rows, held)
    return JSONResponse({"schema": SCHEMA, "rows": rows})


async def correct_row(service: Service, request: Request) -> Response:
    """Put another translation into a row."""
    held, row = _done(service, request), request.path_params["row"]
    text = (await read_json(request)).get("text")
    if not isinstance(text, str):
        raise wrong("text", "missing", "send the translation as text")
    if len(text) > _LONGEST_ROW:
        raise too_large("text", f"{_LONGEST_ROW:,} characters")
    text = _printable(text)

    def work() -> dict[str, Any]:
        with held.lock:
            assert held.single is not None
            held.single = correct(
                held.single,
                row,
                text,
                service.workers.translator(),
                service.settings,
                service.shelf.new_file(),
            )
            held.corrections[row] = text
            return next(one for one in describe_rows(held) if one["id"] == row)

    told = await to_thread.run_sync(work, limiter=service.correcting)
    service.shelf.touch(held)
    return JSONResponse({"schema": SCHEMA, "row": told})


async def fetch_file(service: Service, request: Request) -> Response:
    """A document as a file."""
    layout = request.query_params.get("layout", service.settings.layouts[0])
    held = _done(service, request)
    return as_download(await service.make(held, request.path_params["format"], layout))


async def remember(service: Service, request: Request) -> Response:
    """Store the corrections of a document in the translation memory."""
    held, memory = _done(service, request), service.settings.memory
    if memory is None:
        raise RefusedError(409, "memory", "this server has none", "start it with --memory FILE")
    author = (await read_json(request)).get("author", "")
    if not isinstance(author, str):
        raise wrong("author", "is no text", "send a name, or leave it out")

    def work() -> int:
        with held.lock, Memory(memory, is_created=True) as opened:
            return opened.add(entries_of(held, _printable(author)[:_LONGEST_AUTHOR]))

    stored = await to_thread.run_sync(work, limiter=service.correcting)
    return JSONResponse({"schema": SCHEMA, "stored": stored})


def _printable(text: str) -> str:
    """A text without control characters, halves of characters and the like."""
    return "".join(one for one in text if one.isprintable() or one == "\n").strip()


def _held(service: Service, request: Request) -> Held:
    return service.shelf.find(request.path_params["id"])


def _done(service: Service, request: Request) -> Held:
    held = _held(service, request)
    if held.single is None:
        raise RefusedError(409, held.name, "is not done", "wait until it is")
    return held


def _told(service: Service, held: Held, status: int = 200) -> Response:
    told = describe_document(held, service.shelf, service.formats)
    return JSONResponse({"schema": SCHEMA, "document": told}, status)

"""The API of LibreTranslate, as its clients call it: https://docs.libretranslate.com/api/

Clients send forms, JSON or queries, whichever they like, with the method they like. What this
server cannot do (other languages, alternatives) is refused, or comes back empty, as there.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bilingual.model import Layout
from bilingual.readers import SUFFIXES
from bilingual.serve.guard import require_token
from bilingual.serve.held import Held
from bilingual.serve.languages import chinese_code, detect, list_languages
from bilingual.serve.limits import too_large, unknown, wrong
from bilingual.serve.service import Made, Service, as_download
from bilingual.serve.strings import read_text

_SAME = frozenset({"docx", "pptx", "xlsx", "md", "html", "epub", "srt", "vtt", "ass"})
"""Formats that come back as what they were."""
_LOOK = 0.1
"""Seconds between looks at a document that somebody waits for."""
_MOST = 1000
"""Fields of a form."""
_PART = 2**16
"""Bytes of a file that are taken in at once."""


@dataclass(slots=True)
class _Files:
    """Files that are fetched by a link, for a while."""

    seconds: float
    _files: dict[str, tuple[float, Made]] = field(default_factory=dict)

    def add(self, made: Made) -> str:
        """Keep a file; returns the last part of its link, which nobody can guess."""
        suffix = PurePosixPath(made.name).suffix
        id_ = f"{secrets.token_urlsafe(24)}{suffix}"
        self._files[id_] = (time.monotonic(), made)
        return id_

    def find(self, id_: str) -> Made:
        """The file behind a link; raises `RefusedError` if it is not there any more."""
        self.expire()
        if id_ not in self._files:
            raise unknown("file")
        return self._files[id_][1]

    def expire(self) -> None:
        """Let go of what was kept for its time."""
        end = time.monotonic() - self.seconds
        for id_ in [one for one, (since, _) in self._files.items() if since < end]:
            del self._files[id_]


class LibreTranslate:
    """Answers as LibreTranslate does."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._info = service.engine.info
        self._files = _Files(service.limits.keep)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/translate", self._translate, methods=["POST"]),
            Route("/detect", self._detect, methods=["POST"]),
            Route("/languages", self._languages, methods=["GET", "POST"]),
            Route("/translate_file", self._translate_file, methods=["POST"]),
            Route("/download_file/{id}", self._download_file, methods=["GET"]),
            Route("/frontend/settings", self._settings, methods=["GET"]),
            Route("/health", self._health, methods=["GET"]),
        ]

    def expire(self) -> None:
        """Let go of what was kept for its time."""
        self._files.expire()

    async def _translate(self, request: Request) -> Response:
        async with self._read(request) as fields:
            given = fields.get("q")
        texts = self._texts(given)
        is_html = _text(fields, "format", "text") == "html"
        self._require_target(fields)
        source = _text(fields, "source")
        detected = None
        if source.lower() == "auto":
            (detected,) = detect("\n".join(texts))
            source = detected["language"]
        elif not self._is_known(source):
            raise wrong(source, "is not supported", f"choose from auto, {self._known}")
        answers = texts
        if chinese_code(source):
            read = await to_thread.run_sync(
                lambda: [read_text(text, is_html=is_html) for text in texts]
            )
            answers = await self._service.workers.translate(read, sum(map(len, texts)))
        is_list = isinstance(given, list)
        facts: dict[str, Any] = {"translatedText": answers if is_list else answers[0]}
        if detected:
            facts["detectedLanguage"] = [detected] * len(texts) if is_list else detected
        if _text(fields, "alternatives", "0") not in ("", "0"):
            facts["alternatives"] = [[] for _ in texts] if is_list else []
        return JSONResponse(facts)

    async def _detect(self, request: Request) -> Response:
        async with self._read(request) as fields:
            given = fields.get("q")
        return JSONResponse(detect("\n".join(self._texts(given))))

    async def _languages(self, request: Request) -> Response:
        return JSONResponse(list_languages(self._info.target_language, self._info.target_name))

    async def _translate_file(self, request: Request) -> Response:
        async with self._read(request) as fields:
            file = fields.get("file")
            if not isinstance(file, UploadFile):
                raise wrong("file", "missing", "send it as multipart/form-data")
            source = _text(fields, "source")
            self._require_target(fields)
            if source.lower() != "auto" and not chinese_code(source):
                raise wrong(source, "is not supported", f"choose from auto, {self._known}")
            held = await self._service.receive(_parts(file), file.filename or "")
        try:
            made = await self._wait(held, request)
        finally:
            self._service.shelf.remove(held)
        link = request.url.replace(path=f"/download_file/{self._files.add(made)}", query="")
        return JSONResponse({"translatedFileUrl": str(link)})

    async def _wait(self, held: Held, request: Request) -> Made:
        """The translated file, in the format that it came in where that can be written."""
        while not held.is_over:
            if await request.is_disconnected():
                raise wrong(held.name, "nobody waits for it", "send it again")
            await asyncio.sleep(_LOOK)
        if held.error:
            raise held.error
        if held.single is None:
            raise unknown(held.name)
        path = PurePosixPath(held.name)
        kind = path.suffix.lower().removeprefix(".")
        ending = f"_{self._info.target_language}"
        if kind == "txt":
            lines = (
                "\n" * pair.source.blank_before + f"{pair.target_marker} {pair.target_text}".strip()
                for pair in held.single.document.pairs
            )
            return Made(
                name=f"{path.stem}{ending}.txt",
                content="".join(f"{line}\n" for line in lines).encode(),
            )
        format_ = kind if kind in _SAME else "docx"
        made = await self._service.make(held, format_, Layout.TARGET_ONLY)
        return Made(
            name=made.name.replace(held.name, f"{path.stem}{ending}", 1), content=made.content
        )

    async def _download_file(self, request: Request) -> Response:
        return as_download(self._files.find(request.path_params["id"]))

    async def _settings(self, request: Request) -> Response:
        """What LibreTranslate's page and some clients ask first."""
        needs_key = bool(self._service.access.token)
        return JSONResponse(
            {
                "apiKeys": needs_key,
                "charLimit": self._service.limits.text_characters,
                "filesTranslation": True,
                "frontendTimeout": 500,
                "keyRequired": needs_key,
                "language": {
                    "source": {"code": "auto", "name": "Auto Detect"},
                    "target": {"code": self._info.target_language, "name": self._info.target_name},
                },
                "suggestions": False,
                "supportedFilesFormat": list(SUFFIXES),
            }
        )

    async def _health(self, request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    @contextlib.asynccontextmanager
    async def _read(self, request: Request) -> AsyncIterator[Mapping[str, Any]]:
        """The fields of a request, wherever they are, once its token is known to be right."""
        fields: dict[str, Any] = {}
        _gather(fields, request.query_params.multi_items())
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        async with contextlib.AsyncExitStack() as stack:
            try:
                if kind == "application/x-www-form-urlencoded":
                    # Starlette takes the bytes of such a form for Latin-1; curl sends UTF-8.
                    text = (await request.body()).decode("utf-8", "replace")
                    _gather(fields, parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST))
                elif kind == "multipart/form-data":
                    most = 12 * self._service.limits.text_characters
                    form = request.form(max_files=1, max_fields=_MOST, max_part_size=most)
                    _gather(fields, (await stack.enter_async_context(form)).multi_items())
                elif body := await request.body():
                    found = json.loads(body)
                    if not isinstance(found, dict):
                        raise ValueError
                    fields |= found
            except (ValueError, RecursionError):
                raise wrong("request", "is no JSON object", "send one, or a form") from None
            except HTTPException as error:
                raise wrong("request", f"cannot be read ({error.detail})", "send less") from None
            require_token(request, self._service.access, [_text(fields, "api_key", "")])
            yield fields

    def _texts(self, given: Any) -> list[str]:
        limits = self._service.limits
        texts = given if isinstance(given, list) else [given]
        if not texts or not all(isinstance(one, str) for one in texts):
            raise wrong("q", "missing, or no text", "send a text or a list of texts")
        if len(texts) > limits.texts:
            raise too_large("q", f"{limits.texts} texts")
        if sum(map(len, texts)) > limits.text_characters:
            raise too_large("q", f"{limits.text_characters:,} characters")
        return [one.encode("utf-8", "replace").decode() for one in texts]

    @property
    def _known(self) -> str:
        return ", ".join(["zh", "zh-Hans", "zh-Hant", self._info.target_language])

    def _is_known(self, code: str) -> bool:
        return bool(chinese_code(code)) or code.lower() == self._info.target_language.lower()

    def _require_target(self, fields: Mapping[str, Any]) -> None:
        target = _text(fields, "target")
        if target.lower() != self._info.target_language.lower():
            only = self._info.target_language
            raise wrong(target, "is not supported as a target", f"choose {only}")


async def _parts(file: UploadFile) -> AsyncIterator[bytes]:
    while part := await file.read(_PART):
        yield part


def _gather(fields: dict[str, Any], items: Sequence[tuple[str, Any]]) -> None:
    """Fields of a form; one that comes several times is a list."""
    for name, value in items:
        before = fields.get(name)
        if before is None:
            fields[name] = value
        else:
            fields[name] = [*before, value] if isinstance(before, list) else [before, value]


def _text(fields: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """A field that is a text; raises `RefusedError` if it is missing and has no default."""
    value = fields.get(name)
    if value is None or value == "":
        if default is None:
            raise wrong(name, "missing", "see /openapi.json")
        return default
    return str(value)

"""What a server has, for those who answer requests."""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import AsyncIterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from bilingual.engines import EngineChoice
from bilingual.model import Layout
from bilingual.run.forms import Form
from bilingual.run.tasks import Settings
from bilingual.serve.answers import formats_here
from bilingual.serve.guard import Access
from bilingual.serve.held import Held, Shelf, shown_name
from bilingual.serve.limits import Limits, RefusedError, too_large, wrong
from bilingual.serve.workers import Workers
from bilingual.writers import suited

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file for somebody."""

    name: str
    content: bytes


class Service:
    """The parts of a server."""

    def __init__(
        self,
        settings: Settings,
        engine: EngineChoice,
        access: Access,
        limits: Limits,
        folder: Path,
    ) -> None:
        """``folder`` is private, and removed at the end by whoever made it."""
        nothing = folder / "reading" / "nothing"
        nothing.mkdir(parents=True)
        self.settings, self.engine, self.access, self.limits = settings, engine, access, limits
        self.shelf = Shelf(folder, limits)
        self.workers = Workers(settings, engine, self.shelf, nothing, limits)
        self.formats = formats_here(settings)
        self.correcting = CapacityLimiter(4)
        """Of threads that put corrections in; they wait for the model."""
        self._writing = CapacityLimiter(2)

    async def receive(self, parts: AsyncIterable[bytes], name: str) -> Held:
        """Take in a file, part by part as it arrives, and put it into the queue.

        Raises `ReadError` if its name is of no kind that can be read, `RefusedError` where there is
        no room, or it is too large.
        """
        name = shown_name(name)
        self.shelf.require_room()
        path, size = self.shelf.new_file(), 0
        try:
            with path.open("xb") as file:
                async for part in parts:
                    size += len(part)
                    if size > self.limits.file_bytes:
                        raise too_large(name, f"{self.limits.file_bytes / 2**20:g} MB")
                    file.write(part)
            held = self.shelf.add(name, path)
            self.workers.submit(held)
            return held
        except ClientDisconnect:
            raise wrong(name, "did not arrive whole", "send it again") from None
        finally:
            if not any(held.path == path for held in self.shelf):
                path.unlink(missing_ok=True)

    async def make(self, held: Held, format_: str, layout: str) -> Made:
        """A document in some form.

        Raises `RefusedError` if there is no such form or the document is not done, `WriteError` if
        it cannot be of that form.
        """
        if format_ not in self.formats:
            raise wrong(format_, "is no format here", f"choose from {', '.join(self.formats)}")
        if layout not in tuple(Layout):
            raise wrong(layout, "is no layout", f"choose from {', '.join(Layout)}")
        if held.single is None:
            raise RefusedError(409, held.name, "is not done", "wait until it is")
        suited([format_], held.name)
        form = Form(format=format_, layout=Layout(layout))
        return await to_thread.run_sync(
            partial(make_file, held, form, self.settings), limiter=self._writing
        )


def make_file(held: Held, form: Form, settings: Settings) -> Made:
    """The document; with the pictures that stand beside it in a zip file, if there are any."""
    assert held.single is not None, "done"
    is_copy = form.layout is Layout.TARGET_ONLY  # of a Word file: English in its own design
    settings = replace(settings, write=replace(settings.write, is_copy=is_copy))
    pictures, content = held.single.files(form, settings)
    name = form.name(held.name)
    if not pictures:
        return Made(name=name, content=content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, data in [*pictures, (name, content)]:
            package.writestr(zipfile.ZipInfo(entry), data)
    return Made(name=f"{name}.zip", content=packed.getvalue())


def as_download(made: Made) -> Response:
    """A file as an answer that a browser saves, and never shows."""
    suffix = made.name.rpartition(".")[2]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(f"a.{suffix}")[0]
    plain = "".join(one if one.isascii() and one not in '"\\%' else "_" for one in made.name)
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    headers = {"Content-Disposition": named, "Content-Security-Policy": "sandbox"}
    return Response(made.content, media_type=kind or "application/octet-stream", headers=headers)

"""The files of a source and its translation that were put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bilingual.aligning.documents import Aligned, align_documents
from bilingual.aligning.translating import translated_by
from bilingual.chinese.characters import count_han
from bilingual.engines.base import Translator
from bilingual.errors import UsageError, WriteError
from bilingual.files import write_whole
from bilingual.formats.local_files import rebase, unpacked
from bilingual.model import Document
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.run.forms import Form
from bilingual.translate.glossary import Glossary
from bilingual.writers import WriteOptions, find_format, render

_LITTLE, _MUCH = 0.05, 0.5
"""Shares of Chinese among letters: with less a text is no source, with more no translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPaths:
    """A source, its translation, and how to read them."""

    source: Path
    target: Path
    encoding: str | None = None
    keeps_hidden: bool = False


def align_files(
    paths: AlignedPaths, normalizing: NormalizeOptions, translator: Translator, terms: Glossary
) -> Aligned:
    """Read both and put them together; raises `ReadError` if one cannot be read, `UsageError` if
    they are not Chinese and English."""
    source, target = (
        read_document(path, encoding=paths.encoding, keeps_hidden=paths.keeps_hidden)
        for path in (paths.source, paths.target)
    )
    _require_order(paths, source, target)
    normalized = normalize_document(source, normalizing)
    return align_documents(normalized, target, translated_by(translator), terms)


def _require_order(paths: AlignedPaths, source: Document, target: Document) -> None:
    remedy = "give the Chinese first, then its English translation"
    if _chinese_share(source) < _LITTLE:
        raise UsageError(paths.source, "has hardly any Chinese", remedy)
    if _chinese_share(target) > _MUCH:
        raise UsageError(paths.target, "is mostly Chinese", remedy)


def _chinese_share(document: Document) -> float:
    """The share of Chinese characters among all letters."""
    text = "".join(block.text for block in document.blocks)
    return count_han(text) / max(sum(map(str.isalpha, text)), 1)


def names_of(source: Path, output: Path, forms: Iterable[Form]) -> dict[Path, Form]:
    """The documents that there will be: ``a.txt.aligned.docx``."""
    return {output / form.name(f"{source.name}.aligned"): form for form in forms}


def require_room(paths: Sequence[Path]) -> None:
    """Raise `WriteError` if there is something at one of the paths."""
    for path in paths:
        if path.exists():
            raise WriteError(path, "is there already", "move it away, or overwrite it with --force")


def write_aligned(
    aligned: Aligned, source: Path, files: dict[Path, Form], options: WriteOptions
) -> Iterator[Path]:
    """Write the documents; yields what is written. Raises `WriteError` if it cannot be."""
    for path, form in files.items():
        document = rebase(aligned.document, source.parent, path.parent)
        if find_format(form.format).has_pictures_beside:
            document, pictures = unpacked(document, f"{source.name}.files")
            for name, content in pictures.items():
                write_whole(path.parent / name, content)
        content = render(document, form.format, replace(options, layout=form.layout))
        write_whole(path, content)
        yield path

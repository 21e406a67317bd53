"""The documents that a run makes of one seed: formats and layouts, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual.model import Layout
from bilingual.writers import find_format, suited


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one document of a seed looks like."""

    format: str
    layout: Layout
    is_one_of_layouts: bool = False
    """Whether the seed has documents of other layouts too, so that the name tells which it is."""

    def name(self, seed: str) -> str:
        """The document's name: the seed's, suffix kept, so that a.txt and a.docx never collide;
        ``a.txt.docx``, or ``a.txt.interleaved.docx`` beside other layouts."""
        layout = f".{self.layout}" if self.is_one_of_layouts else ""
        return f"{seed}{layout}.{self.format}"


def forms_of(seed: Path, formats: Iterable[str], layouts: Iterable[Layout]) -> Iterator[Form]:
    """The forms that a seed gets.

    Raises `WriteError` if it can have none of the formats.
    """
    first, *others = layouts
    fit = suited(formats, str(seed))
    for layout in (first, *others):
        for format_ in fit:
            if find_format(format_).has_layouts:
                yield Form(format=format_, layout=layout, is_one_of_layouts=bool(others))
            elif layout is first:
                yield Form(format=format_, layout=layout)


def seed_of(document: str) -> str:
    """The name of the seed that a document of this name is made of."""
    seed = document.rpartition(".")[0]
    stem, _, last = seed.rpartition(".")
    return stem if last in tuple(Layout) else seed

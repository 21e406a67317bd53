"""What of a Word file is not read, counted, to be told as remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bilingual.formats.shown import count_of
from bilingual.readers.shared.policy import count_hidden, hidden_remark


@dataclass(slots=True)
class Omitted:
    """What all parts of a file have left out so far."""

    hidden: int = 0
    """Characters of hidden text, without white space."""
    places: int = 0
    """Paragraphs and rows of tables that had some."""
    hidden_drawings: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """Fields of which only a word processor could tell what they show, by their kinds."""
    files: list[str] = field(default_factory=list)
    """Embedded documents that cannot be read, by the names of their parts."""

    def hide(self, text: str) -> None:
        """Count hidden text."""
        self.hidden += count_hidden(text)

    def remarks(self) -> Iterator[str]:
        """What was left out, a sentence a kind."""
        if self.hidden:
            yield hidden_remark(self.hidden, self.places)
        if self.hidden_drawings:
            drawings = count_of(self.hidden_drawings, "hidden drawing")
            yield f"{drawings} left out (--hidden takes such along)."
        if self.fields:
            kinds = ", ".join(sorted(self.fields))
            number = self.fields.total()
            stores = "stores no result and is" if number == 1 else "store no result and are"
            yield f"{count_of(number, 'field')} {stores} left out: {kinds}."
        if self.files:
            number, names = len(self.files), ", ".join(self.files)
            are = "is" if number == 1 else "are"
            yield f"{count_of(number, 'embedded file')} cannot be read and {are} left out: {names}."

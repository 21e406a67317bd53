"""The table of colours of an RTF file."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.formats.shades import is_shade

_PARTS = ("red", "green", "blue")
_MOST = 5000


@dataclass(slots=True)
class RtfColours:
    """A ``\\colortbl`` as it is read: words give parts of a colour, a semicolon ends it."""

    _colours: list[tuple[int, int, int] | None] = field(default_factory=list)
    """None for the colour that is the page's own, which the table leaves empty."""
    _parts: dict[str, int] = field(default_factory=dict)

    def word(self, word: str, number: int) -> None:
        """One part of the colour that is being read."""
        if word in _PARTS:
            self._parts[word] = number

    def end(self, count: int) -> None:
        """So many colours end, all but the first without a word of their own."""
        for _ in range(min(count, _MOST - len(self._colours))):
            red, green, blue = (self._parts.get(one, 0) for one in _PARTS)
            self._colours.append((red, green, blue) if self._parts else None)
            self._parts = {}

    def is_shade(self, number: int) -> bool:
        """Whether the colour of this number is seen behind text."""
        colour = self._colours[number] if 0 <= number < len(self._colours) else None
        return colour is not None and is_shade(*colour)

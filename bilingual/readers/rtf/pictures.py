"""Pictures of an RTF file: hexadecimal digits, or bytes as they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.formats.pictures import EMU_PER_TWIP, picture_kind
from bilingual.model import Media, Span, SpanKind

_KINDS = {"pngblip": "png", "jpegblip": "jpeg"}


@dataclass(slots=True)
class Picture:
    """A ``\\pict`` that is being read; pictures but PNG and JPEG are drawings of old Windows."""

    digits: bytearray = field(default_factory=bytearray)
    content: bytes = b""
    kind: str = ""
    measures: dict[str, int] = field(
        default_factory=lambda: {"picwgoal": 0, "pichgoal": 0, "picscalex": 100, "picscaley": 100}
    )
    """Width and height in twips, and what they are scaled by, in hundredths."""

    def word(self, word: str, number: int) -> None:
        """One of the words that say what the picture is."""
        if word in _KINDS:
            self.kind = word
        elif word in self.measures:
            self.measures[word] = number

    def read(self, count: int) -> tuple[Span, Media | None]:
        """Its span, and the picture itself, where that can be shown, as the ``count``-th."""
        suffix = _KINDS.get(self.kind, "")
        try:
            content = self.content or bytes.fromhex(self.digits.decode("ascii"))
        except ValueError:
            content = b""
        if not suffix or picture_kind(content) != suffix:
            return Span(text="", kind=SpanKind.IMAGE), None
        media = Media(name=f"image-{count}.{suffix}", content=content)
        width = self.measures["picwgoal"] * self.measures["picscalex"] // 100 * EMU_PER_TWIP
        height = self.measures["pichgoal"] * self.measures["picscaley"] // 100 * EMU_PER_TWIP
        extent = (width, height) if width > 0 and height > 0 else None
        return Span(text="", kind=SpanKind.IMAGE, href=media.name, extent=extent), media

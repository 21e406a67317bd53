"""Which style a block of a Word document is set in.

* Chinese characters and Latin letters get a font each (``w:eastAsia`` against ``w:ascii``).
  The source's styles and runs hint at the East Asian one, so that the curly quotes that
  both scripts share are full-width in Chinese and narrow in English.
* A block's style is named by what it is: ``Source List 2``, ``Target Quote``. Rare
  combinations (a list in a quotation, a block after a gap) are derived when used.
"""

from __future__ import annotations

from collections.abc import Callable

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import CODE
from bilingual.model import Block, BlockKind, Layout
from bilingual.writers.content import Side
from bilingual.writers.word.design.common_styles import common_styles
from bilingual.writers.word.design.lists import marker_width
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.side_styles import moved_style, side_styles, spaced_style
from bilingual.writers.word.design.typography import (
    INDENT,
    LIST_LEVELS,
    character_styles,
    chinese_fonts,
    document_defaults,
    table_styles,
)

_OPAQUE_STYLES = {BlockKind.CODE: CODE, BlockKind.HTML: "Raw HTML", BlockKind.RULE: "Rule"}


class StyleSheet:
    """The styles of one document. Derived ones are added as blocks ask for them."""

    def __init__(
        self, *, layout: Layout, source_language: str, target_language: str, frame: Frame
    ) -> None:
        self._layout = layout
        self._has_gaps = layout is not Layout.SIDE_BY_SIDE
        self._frame = frame
        self.target_language = target_language
        self._fonts = chinese_fonts(source_language)
        self._derived: dict[str, Element] = {}

    def of_block(self, block: Block, side: Side, *, has_gap: bool = False) -> str:
        """The name of the style for one side of a block. Rows of a table show no gaps."""
        name = _plain_style(block, side)
        if block.kind in _OPAQUE_STYLES and block.list_depth:
            left = INDENT * min(block.list_depth, LIST_LEVELS)
            moved = f"{name} In Item {block.list_depth}"
            return self._derive(moved, lambda: moved_style(moved, name, left, has_bar=False))
        if block.kind is BlockKind.LIST_ITEM and block.cell and not block.marker:
            left, plain = INDENT * _list_level(block), name
            continued = f"{name} Continued {_list_level(block)}"
            name = self._derive(
                continued, lambda: moved_style(continued, plain, left, has_bar=False)
            )
        depth = min(block.quote_depth, LIST_LEVELS)
        if depth > 1 or (depth and not name.endswith("Quote")):
            is_item = block.kind is BlockKind.LIST_ITEM
            left = INDENT * (depth + _list_level(block) if is_item else depth)
            quoted, plain = f"{name} Quoted {depth}", name
            name = self._derive(quoted, lambda: moved_style(quoted, plain, left, has_bar=True))
        if has_gap and self._has_gaps:
            return self._derive(f"{name} After Gap", lambda: spaced_style(name))
        return name

    def left_of_item(self, block: Block) -> int:
        """How far the text of a list item is moved in."""
        depth = min(block.quote_depth, LIST_LEVELS) + _list_level(block) - 1
        return INDENT * depth + marker_width(block.marker)

    def _derive(self, name: str, make: Callable[[], Element]) -> str:
        if name not in self._derived:
            self._derived[name] = make()
        return name

    def element(self) -> Element:
        """The root of ``styles.xml``."""
        return w(
            "styles",
            document_defaults(self._fonts, self.target_language),
            *common_styles(self._fonts, self._layout, self._frame),
            *(
                style
                for side in Side
                for style in side_styles(side, self._layout, self.target_language, self._frame)
            ),
            *character_styles(),
            *table_styles(),
            *self._derived.values(),
        )


def _list_level(block: Block) -> int:
    return min(max(block.level, 1), LIST_LEVELS)


def _plain_style(block: Block, side: Side) -> str:
    if block.kind in _OPAQUE_STYLES:
        return _OPAQUE_STYLES[block.kind]
    if block.kind is BlockKind.LIST_ITEM and not (block.note or block.cell):
        return f"{side} List {_list_level(block)}" + ("" if block.marker else " Continued")
    is_heading = block.kind is BlockKind.HEADING
    natures = {
        "Note": block.note,
        "Table Header": block.cell and (is_heading or block.cell.is_header),
        "Heading": is_heading,
        "Quote": block.quote_depth,
        "Table Text": block.cell,
        "Contents": block.is_contents,
        "Caption": block.is_caption,
    }
    return f"{side} {next((name for name, has_it in natures.items() if has_it), 'Text')}"

"""Which style a block of a Word document is set in.

* Chinese characters and Latin letters get a font each (``w:eastAsia`` against ``w:ascii``).
  The source's styles and runs hint at the East Asian one, so that the curly quotes that
  both scripts share are full-width in Chinese and narrow in English.
* ``Source Heading 1`` and ``Target Heading 1`` are based on Word's own ``Heading 1``. Only one
  side carries an outline level - the source, or the target where it stands alone - so
  that outlines, tables of contents and PDF bookmarks name each heading once. (Word's
  navigation pane leaves out headings in tables, whatever their style.)
* A block's style is named by what it is: ``Source List 2``, ``Target Quote``. Rare
  combinations (a list in a quotation, a block after a gap) are derived when used.
"""

from __future__ import annotations

from bilingual.model import Block, BlockKind, Layout
from bilingual.writers import docx_look as look
from bilingual.writers.content import Side
from bilingual.writers.docx_xml import Element, w

_OPAQUE_STYLES = {BlockKind.CODE: "Code", BlockKind.HTML: "Raw HTML", BlockKind.RULE: "Rule"}


class StyleSheet:
    """The styles of one document; gathers the derived ones as blocks ask for them."""

    def __init__(self, *, layout: Layout, source_language: str, target_language: str) -> None:
        self._layout = layout
        self._target_language = target_language
        self._script = look.script_of(source_language)
        self._derived: dict[str, Element] = {}

    def of_block(self, block: Block, side: Side, *, has_gap: bool = False) -> str:
        """The name of the style for one side of a block."""
        name = _plain_style(block, side)
        depth = min(block.quote_depth, look.LIST_LEVELS)
        if depth > 1 or (depth and not name.endswith("Quote")):
            left = look.INDENT * (depth + (_list_level(block) if "List" in name else 0))
            name = self._derive(f"{name} Quoted {depth}", name, left)
        return self._derive(f"{name} After Gap", name) if has_gap else name

    def _derive(self, name: str, base: str, left: int | None = None) -> str:
        if name not in self._derived:
            self._derived[name] = (
                look.spaced_style(name, base)
                if left is None
                else look.quoted_style(name, base, left)
            )
        return name

    def element(self) -> Element:
        """The root of ``styles.xml``."""
        return w(
            "styles",
            look.document_defaults(self._script, self._target_language),
            *look.furniture(self._script, self._layout),
            *(
                style
                for side in Side
                for style in look.side_styles(side, self._layout, self._target_language)
            ),
            *look.character_styles(),
            *look.table_styles(),
            *self._derived.values(),
        )


def _list_level(block: Block) -> int:
    return min(max(block.level, 1), look.LIST_LEVELS)


def _plain_style(block: Block, side: Side) -> str:
    if block.kind in _OPAQUE_STYLES:
        return _OPAQUE_STYLES[block.kind]
    if block.kind is BlockKind.HEADING:
        return f"{side} Heading {min(max(block.level, 1), 9)}"
    if block.kind is BlockKind.LIST_ITEM:
        return f"{side} List {_list_level(block)}" + ("" if block.marker else " Continued")
    if block.quote_depth:
        return f"{side} Quote"
    if block.cell:
        return f"{side} Table {'Header' if block.cell.is_header else 'Text'}"
    return f"{side} Text"

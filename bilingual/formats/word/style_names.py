"""Names of Word's styles: by them a reader knows what a paragraph or a run is.

Word knows its own by their English names whatever its language; other programs write their own,
or those that a Chinese Word shows. Names are compared in lower case.
"""

from __future__ import annotations

import re

from bilingual.formats.word.names import Element, attribute, qualified, value

NORMAL, NORMAL_TABLE = "Normal", "Normal Table"
TITLE, SUBTITLE, CONTENTS_TITLE = "Title", "Subtitle", "TOC Heading"
HEADER, FOOTER = "header", "footer"
QUOTE, CAPTION, HYPERLINK = "Quote", "caption", "Hyperlink"
COMMENT_TEXT, COMMENT_REFERENCE = "annotation text", "annotation reference"
NOTE_TEXT, NOTE_REFERENCE = "footnote text", "footnote reference"
CODE, CODE_CHARACTERS, RAW_CHARACTERS = "Code", "Code Char", "Raw Char"
"""Ours; Word has no styles for code."""

_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])")
_CONTENTS = re.compile(r"(?:toc|目录|目錄) ?[1-9]|table of figures|图表目录|圖表目錄")
_NESTED_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])")
TITLES = frozenset({TITLE.lower(), "标题", "標題"})
QUOTES = frozenset({QUOTE.lower(), "intense quote", "引用", "明显引用", "明顯引文", "引文"})
CAPTIONS = frozenset({CAPTION, "题注", "題注", "标号", "標號"})
CODES = frozenset({CODE.lower(), "source code", "code block", "html preformatted", "html 预设格式"})
INLINE_CODES = frozenset(
    {CODE_CHARACTERS.lower(), "inline code", "source code char", "verbatim char"}
    | {"html code", "html 代码"}
)
"""Ours, Word's own, and those that Markdown converters write."""


def heading_style(level: int) -> str:
    """The name of the style of headings of a level, 1 to 9."""
    return f"heading {level}"


def heading_level(name: str) -> int:
    """The level, 1 to 9, of the headings that a style is for; 0 for other styles."""
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


def contents_style(level: int) -> str:
    """The name of the style of entries of a table of contents, 1 to 9."""
    return f"toc {level}"


def is_contents_style(name: str) -> bool:
    """Whether a style is for entries of a table of contents or of figures."""
    return _CONTENTS.fullmatch(name) is not None


def nested_depth(name: str) -> int:
    """How deep Word's own style of a list item puts it: 1 for ``list number 2``, else 0."""
    match = _NESTED_LIST.fullmatch(name)
    return int(match[1]) - 1 if match else 0


def style_names(styles: tuple[object, Element] | None) -> dict[str, str]:
    """The names of styles, in lower case, by their ids, which LibreOffice changes. ``styles`` is
    what `related_root` finds of a document."""
    if styles is None:
        return {}
    return {
        attribute(style, "w:styleId"): value(style, "w:name").lower()
        for style in styles[1].iter(qualified("w:style"))
    }


BUILT_IN = frozenset(
    {NORMAL, NORMAL_TABLE, TITLE, SUBTITLE, CONTENTS_TITLE, HEADER, FOOTER, QUOTE, CAPTION}
    | {HYPERLINK, COMMENT_TEXT, COMMENT_REFERENCE, NOTE_TEXT, NOTE_REFERENCE}
    | {name(level) for name in (heading_style, contents_style) for level in range(1, 10)}
)
"""Those of the styles we write that are Word's own."""


def style_id(name: str) -> str:
    """The identifier by which paragraphs and runs refer to a style that we write:
    ``Heading1`` for ``heading 1``."""
    return (name[0].upper() + name[1:]).replace(" ", "")

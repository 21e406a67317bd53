"""What the control words of RTF mean (RTF 1.9.1, Microsoft 2008), as far as text needs them."""

from __future__ import annotations

from bilingual.formats.xml import word_set
from bilingual.model import Mark, Part

CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Codecs by ``\\fcharset``; the others are the file's own code page."""
SYMBOLS = 2
"""The ``\\fcharset`` of fonts whose characters are pictures."""
CODE_PAGES = {
    936: "gb18030",
    950: "big5hkscs",
    10008: "gb18030",
    10002: "big5hkscs",
    65001: "utf-8",
}
"""Codecs by ``\\ansicpg``, where they are not called ``cp…`` or have a superset."""

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "~": "\xa0",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_LINES_BELOW = word_set(
    "ul uld uldb uldash uldashd uldashdd ulldash ulth ulthd ulthdash ulthdashd ulthdashdd"
    " ulthldash ulw ulwave ulhwave ululdbwave"
)
MARKS = {
    "b": Mark.BOLD,
    "i": Mark.ITALIC,
    **dict.fromkeys(_LINES_BELOW, Mark.UNDERLINE),
    "strike": Mark.STRIKE,
    "striked": Mark.STRIKE,
    "highlight": Mark.HIGHLIGHT,
    "chcbpat": Mark.HIGHLIGHT,
    "cb": Mark.HIGHLIGHT,
    "super": Mark.SUPERSCRIPT,
    "sub": Mark.SUBSCRIPT,
}
RAISED = frozenset({Mark.SUPERSCRIPT, Mark.SUBSCRIPT})

PARTS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), Part.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), Part.FOOTER),
}
BOXES = word_set("shptxt dptxbxtext")
FLOWS = frozenset({*BOXES, *PARTS, "footnote", "annotation"})
"""Groups that are a text of their own."""
ASIDES = word_set(
    "pict fldinst formfield ffl ffdeftext sp sn sv listtext pntext listtable listoverridetable"
    " atnauthor title author creatim fonttbl colortbl stylesheet"
)
"""Groups whose words say something about the document, but are not its text."""
UNREAD = word_set(
    "nonshppict nonesttables shprslt xe tc txe rxe objdata objclass filetbl background"
    " atnid atnref atndate atntime atnparent revtbl rsidtbl generator"
    " themedata datastore pnseclvl bkmkstart bkmkend operator company doccomm keywords"
    " subject category comment manager hlinkbase revtim printim buptim"
)
"""Groups without text that shows."""
READ = frozenset({*ASIDES, *BOXES, *PARTS}) | word_set(
    "ud footnote annotation shpinst shppict do fldrslt nesttableprops mmath momath momathpara"
    " moMath moMathPara cs ds ts"
)
"""Groups to be read although the file says that they may be passed over. Some programs say that
of text, before the number of its style (``cs``)."""

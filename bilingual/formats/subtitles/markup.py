"""The text of a cue as spans, and spans as the text of a cue.

Bold, italics, underline and strike-through are marks. What else stands around a cue, such as its
place (``{\\an8}``), colour (``<font>``) or speaker (``<v 张三>``), is its frame, and stays with it
in files of its kind. What else stands in the middle of a cue has no place in a translation.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bilingual.formats.html.marks import MARKS_BY_TAG
from bilingual.model import Mark, Span
from bilingual.spans import merge_spans, trim_spans

_SRT = re.compile(
    r"</?(?:b|strong|i|em|u|s|del|strike|sup|sub|mark|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_VTT = re.compile(r"<[^<>]*>")
_RUBY = re.compile(r"<rt\b[^<>]*>[^<]*(?:</rt>)?|</?ruby\b[^<>]*>", re.IGNORECASE)
"""Of WebVTT's ruby, all but the base."""
_ASS = re.compile(r"\{[^{}]*\}")
_MARKUP = {"srt": _SRT, "vtt": _VTT, "ass": _ASS}
_TAG = re.compile(r"<(/?)([a-z]*)", re.IGNORECASE)
_CODE = re.compile(r"\\(?:[a-z]+\((?:[^()]|\([^()]*\))*\)?|[^\\{}]*)", re.IGNORECASE)
"""One of the codes between braces: ``\\i1``, ``\\pos(3,4)``, ``\\t(0,500,\\clip(1,2,3,4))``."""
_SWITCH = re.compile(r"\\([bius])(\d*)\s*")
_KARAOKE = re.compile(r"\\[kK][fo]?\d")
_LETTERS = {
    Mark.BOLD: "b",
    Mark.ITALIC: "i",
    Mark.UNDERLINE: "u",
    Mark.STRIKE: "s",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.HIGHLIGHT: "mark",
}
_BY_LETTER = {letter: mark for mark, letter in _LETTERS.items()}
_HEAVY = 600
"""From this weight on, letters are bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueText:
    """The text of a cue."""

    spans: tuple[Span, ...]
    before: str = ""
    """Markup in front of it that is no mark."""
    after: str = ""
    has_lost: bool = False
    """Whether there was markup in its middle that is no mark."""


def read_cue(text: str, kind: str) -> CueText:
    """The text of a cue of a file of some kind, as spans."""
    if kind == "vtt":
        text = _RUBY.sub("", text)
    marks, spans = set[Mark](), list[Span]()
    others = list[tuple[int, str]]()  # after how many spans
    for piece, is_markup in _pieces(text, _MARKUP[kind]):
        if not is_markup:
            spans.append(Span(text=_plain(piece, kind), marks=frozenset(marks)))
        elif piece.startswith("{"):
            others.append((len(spans), _switch(piece, marks)))
        elif mark := MARKS_BY_TAG.get(_tag(piece).lstrip("/")):
            (marks.discard if _tag(piece).startswith("/") else marks.add)(mark)
        else:
            others.append((len(spans), piece))
    others = [(at, piece) for at, piece in others if piece]
    inner = [piece for at, piece in others if 0 < at < len(spans)]
    broken = {_tag(piece).lstrip("/") for piece in inner if piece.startswith("<")}
    framed = [(at, piece) for at, piece in others if _tag(piece).lstrip("/") not in broken]
    return CueText(
        spans=trim_spans(merge_spans(spans)),
        before="".join(piece for at, piece in framed if at == 0),
        after="".join(piece for at, piece in framed if at == len(spans) > 0),
        has_lost=bool(inner),
    )


def write_cue(spans: Iterable[Span], kind: str) -> str:
    """Spans as a cue of a file of some kind has them."""
    return "".join(_written(span, kind) for span in merge_spans(spans))


def _written(span: Span, kind: str) -> str:
    text, names = span.text, [_LETTERS[mark] for mark in sorted(span.marks)]
    if kind == "ass":
        # Between braces stands what is not shown, and players do not agree on how to escape them.
        text = text.replace("{", "｛").replace("}", "｝").replace("\n", "\\N")
        on = "".join(f"\\{name}1" for name in names if len(name) == 1)
        return f"{{{on}}}{text}{{{on.replace('1', '0')}}}" if on else text
    if kind == "vtt":
        text = html.escape(text, quote=False)
    for name in names:
        text = f"<{name}>{text}</{name}>"
    return text


def _pieces(text: str, markup: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """The text cut at its markup, with whether a piece is markup."""
    at = 0
    for match in markup.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def _plain(text: str, kind: str) -> str:
    if kind == "vtt":
        return html.unescape(text)
    if kind == "ass":
        text = text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\N{NO-BREAK SPACE}")
    return text


def _tag(piece: str) -> str:
    """The name of a tag, with ``/`` before it if it closes; empty for codes and times."""
    match = _TAG.match(piece)
    return f"{match[1]}{match[2].lower()}" if match else ""


def _switch(codes: str, marks: set[Mark]) -> str:
    """Set the marks that codes between braces switch, and return the other codes, in braces."""
    others = ""
    for code in _CODE.findall(codes):
        if switch := _SWITCH.fullmatch(code):
            value = int(switch[2] or 0)
            is_on = value == 1 or value >= _HEAVY
            (marks.add if is_on else marks.discard)(_BY_LETTER[switch[1]])
        elif not _KARAOKE.match(code):
            others += code
            if code.startswith("\\r"):
                marks.clear()
    return f"{{{others}}}" if others else ""

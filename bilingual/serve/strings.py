"""Texts that somebody sends, without a file: lines of plain text, or pieces of HTML.

What stands between the lines, and all markup, comes back as it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TypeAlias

from bilingual.engines import Translator
from bilingual.model import Block, Document, Pair, Span, SpanKind, with_ids
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate import Plan, TranslateOptions, plan_document, translate_plans

Part: TypeAlias = str | Block
"""What stays as it is, or what is translated."""

_LINES = re.compile(r"(\s*\n\s*)")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)\Z", re.S)
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em")
    + ("font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp")
    + ("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)
_VERBATIM = frozenset(
    ("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var")
)
"""Elements of which nothing is translated."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source")
    + ("track", "wbr")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in parts."""

    parts: tuple[Part, ...]
    is_html: bool = False

    @property
    def document(self) -> Document:
        """What of it is translated."""
        blocks = with_ids(part for part in self.parts if isinstance(part, Block))
        return Document(name="text", format="html" if self.is_html else "txt", blocks=blocks)

    def filled(self, pairs: Sequence[Pair]) -> str:
        """The text with translations in their places."""
        todo = iter(pairs)
        return "".join(
            part if isinstance(part, str) else self._shown(next(todo)) for part in self.parts
        )

    def _shown(self, pair: Pair) -> str:
        if not self.is_html:
            return pair.target_text
        return "".join(
            html.escape(span.text, quote=False) if span.kind is SpanKind.TEXT else span.text
            for span in pair.target
        )


def read_text(text: str, *, is_html: bool = False) -> Text:
    """A text that somebody sends: each line of plain text is a paragraph, and of HTML what its
    tags say."""
    if is_html:
        reader = _HtmlReader()
        reader.feed(text)
        reader.close()
        reader.end_block()
        return Text(parts=tuple(reader.parts), is_html=True)
    return Text(parts=tuple(_plain_parts(text)))


def plan_text(text: Text, options: NormalizeOptions) -> Plan:
    """What of a text goes to an engine."""
    return plan_document(normalize_document(text.document, options))


def translate_texts(
    texts: Sequence[Text],
    plans: Sequence[Plan],
    translator: Translator,
    options: TranslateOptions,
) -> list[str]:
    """The texts, translated together."""
    documents = translate_plans(plans, translator, options)
    return [text.filled(one.pairs) for text, one in zip(texts, documents, strict=True)]


def _plain_parts(text: str) -> Iterator[Part]:
    for number, piece in enumerate(_LINES.split(text)):
        if number % 2:
            yield piece
            continue
        before, line, after = _edges(piece)
        yield before
        if line:
            yield Block(spans=(Span(text=line),))
        yield after


def _edges(text: str) -> tuple[str, str, str]:
    """White space at the start, the rest, white space at the end."""
    found = _EDGES.match(text)
    assert found
    return found[1], found[2], found[3]


class _HtmlReader(HTMLParser):
    """Cuts HTML into blocks of words with their inline tags, and what stands between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._spans: list[Span] = []
        self._verbatim: list[str] = []
        """The names of the elements around, from the outermost that is not translated on."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag, as `HTMLParser` calls it."""
        raw = self.get_starttag_text() or ""
        is_left = tag in _VERBATIM or dict(attrs).get("translate") == "no"
        if self._verbatim or (is_left and tag not in _VOID):
            if not self._verbatim and tag not in _INLINE:
                self.end_block()
            self._raw(raw)
            if tag not in _VOID:
                self._verbatim.append(tag)
        else:
            self._mark(tag, raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself."""
        self._mark(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """A closing tag."""
        if self._verbatim:
            self._raw(f"</{tag}>")
            if tag in self._verbatim:
                while self._verbatim.pop() != tag:
                    pass
            if not self._verbatim and tag not in _INLINE:
                self.end_block()
        else:
            self._mark(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._verbatim:
            is_code = self._verbatim[-1] in self.CDATA_CONTENT_ELEMENTS
            self._raw(data if is_code else html.escape(data, quote=False))
        else:
            self._spans.append(Span(text=data))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self._raw(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """A document type."""
        self._raw(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """A processing instruction."""
        self._raw(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """A section that HTML does not have."""
        self._raw(f"<![{data}]>")

    def end_block(self) -> None:
        """Here words of another block begin."""
        spans, self._spans = self._spans, []
        if not any(span.kind is SpanKind.TEXT and span.text.strip() for span in spans):
            self.parts.append("".join(_as_html(span) for span in spans))
            return
        before = after = ""
        if spans[0].kind is SpanKind.TEXT:
            before, text, _ = _edges(spans[0].text)
            spans[0] = Span(text=text + spans[0].text[len(before) + len(text) :])
        if spans[-1].kind is SpanKind.TEXT:
            text = spans[-1].text.rstrip()
            after = spans[-1].text[len(text) :]
            spans[-1] = Span(text=text)
        block = Block(spans=tuple(_on_one_line(span) for span in spans if span.text))
        self.parts += [before, block, after]

    def _mark(self, tag: str, raw: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        self._raw(raw)
        if tag not in _INLINE:
            self.end_block()

    def _raw(self, text: str) -> None:
        self._spans.append(Span(text=text, kind=SpanKind.RAW))


def _on_one_line(span: Span) -> Span:
    """Words as a browser shows them, with one space for any white space."""
    if span.kind is not SpanKind.TEXT:
        return span
    return Span(text=re.sub(r"[ \t\n\r\f]+", " ", span.text))


def _as_html(span: Span) -> str:
    return html.escape(span.text, quote=False) if span.kind is SpanKind.TEXT else span.text

"""Spans as Markdown and as HTML, so that what a reader sees is exactly their text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from bilingual.model import Mark, Span, SpanKind
from bilingual.writers.content import printable

_TAGS = {
    Mark.BOLD: "strong",
    Mark.ITALIC: "em",
    Mark.UNDERLINE: "u",
    Mark.STRIKE: "del",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
}
_STARS = {frozenset({Mark.BOLD}): "**", frozenset({Mark.ITALIC}): "*"}
_SPECIAL = re.compile(
    r"[\\`*<\[\]|$]|&(?=#?[A-Za-z0-9]+;)|(?<!/)~|~(?![A-Za-z])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
)
_LINE_START = re.compile(r"(#|>|[-+](?=\s|$)|[-=:](?=[-=:\s|]*$)|[0-9]{1,9}(?=[.)](?:\s|$)))")


def inline(spans: Iterable[Span]) -> str:
    """Spans as a Markdown paragraph. Line breaks are a backslash at the end of the line."""
    text = _join(spans)
    lines = [_guard_line(line) for line in text.split("\n")]
    if len(lines) > 1 and not lines[-1]:
        return "\\\n".join(lines[:-1]) + "<br>"
    return "\\\n".join(lines)


def inline_line(spans: Iterable[Span]) -> str:
    """Spans on one line of Markdown, as in headings. Line breaks are ``<br>``."""
    text = "<br>".join(_guard_edges(line) for line in _join(spans).split("\n"))
    return re.sub(r"#(?=#*$)", r"\#", text)


def inline_cell(spans: Iterable[Span]) -> str:
    """Spans in a cell of a pipe table, where even in code a pipe must be escaped."""
    lines = _join(spans, code_pipe="\\|").split("\n")
    return "<br>".join(map(_guard_edges, lines))


def inline_html(spans: Iterable[Span]) -> str:
    """Spans as HTML on one line, so that no blank line ends the HTML block around them."""
    return "".join(
        _html_link(href, "".join(_html_span(span) for span in run))
        for href, run in groupby(spans, key=_link)
    )


def _join(spans: Iterable[Span], *, code_pipe: str = "|") -> str:
    """Spans one after the other; ``\\n`` stands for hard line breaks only."""
    runs = _runs(spans)
    pieces = [_run(run, code_pipe) for run in runs]
    text = ""
    for run, piece, following in zip(runs, pieces, [*pieces[1:], ""], strict=False):
        marked = _mark(run[0], piece, text[-1:], following[:1])
        if text.endswith("!") and marked.startswith("["):
            text = text[:-1] + "\\!"
        text += marked
    return text


def _mark(span: Span, piece: str, before: str, after: str) -> str:
    """A run with its formatting: stars where they work, otherwise HTML tags."""
    address = _link(span)
    if not piece:
        return ""
    stars = "" if address else _STARS.get(span.marks, "")
    if stars and _can_flank(piece, before, after):
        return f"{stars}{piece}{stars}"
    for mark in sorted(span.marks):
        piece = f"<{_TAGS[mark]}>{piece}</{_TAGS[mark]}>"
    return f"[{piece}]({_address(address)})" if address else piece


def _runs(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans of one formatting together."""
    filled = (span for span in spans if span.text or span.kind is SpanKind.IMAGE)
    return [list(run) for _, run in groupby(filled, key=lambda span: (span.marks, _link(span)))]


def _run(spans: Sequence[Span], code_pipe: str) -> str:
    pieces = []
    for kind, same in groupby(spans, key=lambda span: span.kind):
        members = list(same)
        if kind is SpanKind.CODE:  # joined: two code spans cannot touch
            pieces.append(_code("".join(span.text for span in members)).replace("|", code_pipe))
        elif kind is SpanKind.IMAGE:
            pieces += [f"![{escape(_flat(span.text))}]({_address(span.href)})" for span in members]
        elif kind is SpanKind.RAW:
            raw = "".join(_flat(span.text) for span in members)
            pieces.append(raw.replace("|", code_pipe))
        else:
            pieces.append(escape("".join(span.text for span in members)))
    return "".join(pieces)


def escape(text: str) -> str:
    """Text so that Markdown takes none of it for markup. (Lines' starts are guarded later.)"""
    return _SPECIAL.sub(lambda match: "\\" + match[0], printable(text))


def _code(text: str) -> str:
    text = _flat(text)
    if not text:
        return ""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    is_padded = text.startswith("`") or text.endswith("`")
    is_padded |= text[0] == text[-1] == " " and bool(text.strip(" "))
    return f"{fence} {text} {fence}" if is_padded else f"{fence}{text}{fence}"


def _can_flank(piece: str, before: str, after: str) -> bool:
    """Whether stars around the piece open and close emphasis. CommonMark refuses where they
    stand between a letter and punctuation, which without spaces is often so in Chinese."""
    if not piece or "*" in (before, after) or "\n" in piece:
        return False
    return (
        not _is_space(piece[0])
        and not _is_space(piece[-1])
        and (not _is_punctuation(piece[0]) or _is_edge(before))
        and (not _is_punctuation(piece[-1]) or _is_edge(after))
    )


def _is_edge(character: str) -> bool:
    return not character or _is_space(character) or _is_punctuation(character)


def _is_space(character: str) -> bool:
    return character.isspace()


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _guard_line(line: str) -> str:
    """A line whose start is taken for neither a list, a heading, a rule nor a table."""
    line = _guard_edges(line)
    match = _LINE_START.match(line)
    if not match:
        return line
    found = match[0]
    rest = line[match.end() :]
    return f"{found}\\{rest}" if found[0].isdigit() else f"\\{found}{rest}"


def _guard_edges(line: str) -> str:
    """White space at the edges, which Markdown would drop, as character references."""
    if not line or not (line[0].isspace() or line[-1].isspace()):
        return line
    inside = line.strip()
    start = len(line) - len(line.lstrip())
    tail = line[start + len(inside) :]
    return _references(line[:start]) + inside + _references(tail)


def _references(spaces: str) -> str:
    return "".join(f"&#{ord(character)};" for character in spaces)


def _link(span: Span) -> str:
    return "" if span.kind is SpanKind.IMAGE else span.href


def _address(address: str) -> str:
    """A link's address; what would end it too early is percent-encoded."""
    return re.sub(
        r"[\s<>()\\|`\x00-\x1f]",
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()),
        printable(address),
    )


def _flat(text: str) -> str:
    return printable(text).replace("\n", " ")


def _html_span(span: Span) -> str:
    if span.kind is SpanKind.RAW:
        return _flat(span.text)
    text = html.escape(printable(span.text), quote=False).replace("\n", "<br>")
    if span.kind is SpanKind.CODE:
        text = f"<code>{text}</code>"
    elif span.kind is SpanKind.IMAGE:
        alternative, address = html.escape(_flat(span.text)), html.escape(_address(span.href))
        text = f'<img src="{address}" alt="{alternative}">'
    for mark in sorted(span.marks):
        text = f"<{_TAGS[mark]}>{text}</{_TAGS[mark]}>"
    return text


def _html_link(address: str, content: str) -> str:
    return f'<a href="{html.escape(_address(address))}">{content}</a>' if address else content

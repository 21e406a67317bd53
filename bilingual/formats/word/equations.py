"""What ``EQ`` fields show. Word's phonetic guides (拼音指南), enclosed characters (带圈字符),
combined characters and old formulas are stored as instructions without a result.

The switches are those of ECMA-376, 17.16.5.17. Of a phonetic guide the base is read, as it is of
``w:ruby``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bilingual.model import Mark, Span
from bilingual.spans import merge_spans

_OPTION = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)\s*")
"""General switches of fields: ``\\* jc2``, ``\\* "Font:宋体"``."""
_SWITCH = re.compile(r"\\(ac|al|ar|ad|[a-z]{2}\d*|[a-z])\s*", re.IGNORECASE)
_SUBSWITCH = re.compile(r"\\([a-z]{2})(\\?[^\s\\(]?[^\\(]*)", re.IGNORECASE)
"""Of a switch, with its value: ``\\up 9``, ``\\bc\\{``."""
_ENCLOSED = {"○": "circle", "◯": "circle", "O": "circle", "□": "square"}
_SECRET = "㊙"
"""Stands for 秘 in Unicode; documents put 密 into a circle for it."""
_DEEPEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """One argument of a switch."""

    spans: tuple[Span, ...]
    is_script: bool = False
    """Whether it is nothing but raised or lowered text."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def read_equation(instruction: str) -> tuple[Span, ...]:
    """The text of an ``EQ`` field: ``春`` for ``EQ \\o\\ad(\\s\\up 9(chūn),春)``, ``㉑`` for
    ``EQ \\o\\ac(○,21)``, ``3/4`` for ``EQ \\f(3,4)``."""
    text = _OPTION.sub("", instruction.strip()[len("EQ") :]).strip()
    return tuple(merge_spans(_Parser(text).element(depth=0).spans))


class _Parser:
    """Reads an instruction from left to right."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def element(self, *, depth: int) -> _Element:
        """What stands here, to the end or to the ``,``, ``;`` or ``)`` that ends it."""
        parts: list[_Element] = []
        while self._at < len(self._text):
            character = self._text[self._at]
            if depth and character in ",;)":
                break
            if character == "\\" and depth < _DEEPEST and (made := self._switch(depth)):
                parts.append(made)
                continue
            if character == "\\":
                self._at += 1
            parts.append(_plain(self._text[self._at : self._at + 1]))
            self._at += 1
        spans = tuple(merge_spans(span for part in parts for span in part.spans))
        shown = [part for part in parts if part.text.strip()]
        return _Element(spans=spans, is_script=bool(shown) and all(p.is_script for p in shown))

    def _switch(self, depth: int) -> _Element | None:
        """A switch with its options and its arguments; none where the sign escapes a character."""
        match = _SWITCH.match(self._text, self._at)
        if not match:
            return None
        self._at = match.end()
        kind, options = match[1].lower(), list[tuple[str, str]]()
        while self._at < len(self._text) and self._text[self._at] != "(":
            option = _SUBSWITCH.match(self._text, self._at)
            if option is None:
                break
            self._at = option.end()
            options.append((option[1].lower(), option[2].strip()))
        arguments = self._arguments(depth) if self._text[self._at : self._at + 1] == "(" else []
        return _show(kind, options, arguments)

    def _arguments(self, depth: int) -> list[_Element]:
        arguments = []
        while self._at < len(self._text) and self._text[self._at] != ")":
            self._at += 1
            arguments.append(self.element(depth=depth + 1))
        self._at += 1
        return arguments


def _show(kind: str, options: Sequence[tuple[str, str]], arguments: list[_Element]) -> _Element:
    named = dict(options)
    texts = [one.text.strip() for one in arguments]
    match kind:
        case "s":
            return _script(texts, Mark.SUBSCRIPT if "do" in named else Mark.SUPERSCRIPT)
        case "o":
            return _overstrike(arguments, is_enclosing="ac" in named)
        case "f" if len(texts) == 2:
            shown = "/".join(map(_grouped, texts))
        case "r" if texts:
            shown = f"{_degree(texts[0]) if len(texts) > 1 else ''}√({texts[-1]})"
        case "b" if texts:
            shown = _bracketed(texts[0], named)
        case "i" if len(texts) == 3:
            shown = _summed(texts, "∑" if "su" in named else "∏" if "pr" in named else "∫")
        case "a" | "l":
            shown = ", ".join(texts)
        case _:
            return _Element(spans=tuple(span for one in arguments for span in one.spans))
    return _plain(shown)


def _script(texts: Sequence[str], mark: Mark) -> _Element:
    spans = tuple(Span(text=text, marks=frozenset({mark})) for text in texts if text)
    return _Element(spans=spans, is_script=True)


def _bracketed(text: str, options: Mapping[str, str]) -> str:
    left = options.get("lc", options.get("bc", "("))[-1:] or "("
    right = options.get("rc", "")[-1:] or {"{": "}", "[": "]", "<": ">"}.get(left, ")")
    return f"{left}{text}{right}"


def _summed(texts: Sequence[str], sign: str) -> str:
    """A sum, product or integral from its lower and upper limit and its term."""
    scripts = zip("_^", texts, strict=False)
    limits = "".join(f"{side}{_grouped(text)}" for side, text in scripts if text)
    return f"{sign}{limits} {texts[2]}"


def _overstrike(arguments: list[_Element], *, is_enclosing: bool) -> _Element:
    """Characters printed over each other: a guide over its base, a character in a sign, or parts of
    one line set in two."""
    if is_enclosing and len(arguments) == 2:
        first, second = arguments
        for sign, inner in ((first.text, second.text), (second.text, first.text)):
            if sign.strip() in _ENCLOSED:
                return _plain(enclosed(inner.strip(), _ENCLOSED[sign.strip()]))
    bases = [one for one in arguments if not one.is_script]
    kept = bases or arguments
    spans = tuple(span for one in kept for span in one.spans)
    if not bases:  # combined characters: small, but text of the line
        spans = tuple(Span(text=span.text) for span in spans)
    return _Element(spans=spans)


def enclosed(text: str, shape: str) -> str:
    """A text in a ``circle`` or ``square``: ``㉑`` for 21; in brackets where Unicode has no such
    character: ``（特）``."""
    return _enclosed_characters().get((shape, text), f"（{text}）" if text else "")


@cache
def _enclosed_characters() -> dict[tuple[str, str], str]:
    found = {("circle", "密"): _SECRET}
    for code in range(0x2460, 0x3400):
        kind, _, parts = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in ("<circle>", "<square>"):
            text = "".join(chr(int(part, 16)) for part in parts.split())
            found.setdefault((kind.strip("<>"), text), chr(code))
    return found


def _plain(text: str) -> _Element:
    return _Element(spans=(Span(text=text),) if text else ())


def _degree(text: str) -> str:
    """The degree of a root as raised digits: ``³``."""
    return text.translate(str.maketrans("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ"))


def _grouped(text: str) -> str:
    """A part of a fraction, in brackets where it is more than one thing."""
    return f"({text})" if not text.replace(".", "").isalnum() else text

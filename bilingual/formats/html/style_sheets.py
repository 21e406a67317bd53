"""What a page's style sheets say of its elements, as far as readers of its text need it.

Rules for an element's name and classes count (``sup.note``, ``.bold``), those for what stands
within something or in some state do not, and neither does what is in an ``@media`` block. Rules of
more classes come later, then those that stand later, then the element's own style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bilingual.formats.xml import Element, tag_of, word_set

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_TOKEN = re.compile(r"[{}]")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)", re.IGNORECASE)
_TOLD = word_set(
    "font-weight font-style text-decoration text-decoration-line vertical-align background"
    " background-color display visibility"
)
_HIDING = ("display", "visibility")
_LARGEST = 2_000_000
_MOST_RULES = 20_000
_MOST_OF_A_NAME = 100


@dataclass(frozen=True, slots=True)
class _Rule:
    needed: frozenset[str]
    """Classes of the elements that it is for, and their name behind a ``<``."""
    order: tuple[int, int, int]
    declarations: dict[str, str]


@dataclass(slots=True)
class StyleSheets:
    """The rules of one or several sheets."""

    _rules: dict[str, list[_Rule]] = field(default_factory=dict)
    """By one class, with a dot, or by the name of an element where there is none."""
    _count: int = 0

    @classmethod
    def of(cls, sheets: Iterable[str]) -> StyleSheets:
        """The rules of these. What is no sound CSS says nothing."""
        rules = cls()
        for sheet in sheets:
            rules._read(sheet)
        return rules

    def _read(self, sheet: str) -> None:
        for selectors, text in _blocks(_COMMENT.sub(" ", sheet[:_LARGEST])):
            declarations = _declarations(text)
            for selector in selectors.split(",") if declarations else ():
                match = _SELECTOR.fullmatch(selector.strip())
                if match and match[0] and self._count < _MOST_RULES:
                    self._count += 1
                    self._add(match[1] or "", match[2], declarations)

    def _add(self, tag: str, dotted: str, declarations: dict[str, str]) -> None:
        classes = frozenset(dotted.split(".")[1:])
        order = (len(classes), bool(tag), self._count)
        key = f".{min(classes)}" if classes else tag.lower()
        needed = classes | ({f"<{tag.lower()}"} if tag else set())
        rules = self._rules.setdefault(key, [])
        if len(rules) < _MOST_OF_A_NAME:
            rules.append(_Rule(needed, order, declarations))

    def apply(self, top: Element, *, hides: bool) -> None:
        """Write what the rules say of each element into its own style. Of rules that hide, only
        with ``hides``: books hide the notes that their readers open over the page."""
        for element in top.iter() if self._rules else ():
            if not (tag := tag_of(element)):
                continue
            names = (element.get("class") or "").split()
            known = {*names, f"<{tag}"}
            found = [
                rule
                for key in (tag, *(f".{name}" for name in dict.fromkeys(names)))
                for rule in self._rules.get(key, ())
                if rule.needed <= known
            ]
            said: dict[str, str] = {}
            for rule in sorted(found, key=lambda rule: rule.order):
                said |= rule.declarations
            if not hides:
                said = {name: value for name, value in said.items() if name not in _HIDING}
            if said:
                own = element.get("style") or ""
                element.set("style", _written(said | _declarations(own)) + own)


def sheets_of(top: Element) -> Iterator[str]:
    """The sheets that stand in a page itself."""
    for one in top.iter():
        if tag_of(one) == "style" and (one.get("media") or "all").strip() in ("all", "screen"):
            yield "".join(map(str, one.itertext()))


def _written(declarations: dict[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in declarations.items())


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each block that stands in no other."""
    at, depth, opened = 0, 0, 0
    selectors = ""
    for match in _TOKEN.finditer(sheet):
        if match[0] == "{":
            if depth == 0:
                selectors, opened = sheet[at : match.start()].rpartition(";")[2], match.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if "@" not in selectors:
                    yield selectors, sheet[opened : match.start()]
                at = match.end()


def _declarations(text: str) -> dict[str, str]:
    """The declarations that are told, the last of each property: ``{"font-weight": "bold"}``."""
    pairs: Iterable[tuple[str, str, str]] = (one.partition(":") for one in text.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if name.strip() in _TOLD and value.strip()
    }

"""TBX, the terminology exchange format (ISO 30042): TBX-Basic of 2008 and version 3 of 2019.

A concept has terms in several languages. The first Chinese ones are sources; of the English ones
the preferred one, else the first, is the target, deprecated ones are forbidden, the rest accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bilingual.errors import ReadError, UsageError
from bilingual.formats.xml import XML_LANG, Element, parse_xml
from bilingual.translate.glossary.terms import Term

_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_GROUPS = ("tig", "ntig", "termSec")
_DEPRECATED = ("deprecated", "superseded", "obsolete")
_PREFERRED = "preferred"


def read_tbx(path: Path, data: bytes) -> Iterator[Term]:
    """The terms of a TBX file. Raises `UsageError` if it is none."""
    for number, concept in enumerate(_find(_root(path, data), *_CONCEPTS), 1):
        origin = f"{path.name}, {concept.get('id') or f'entry {number}'}"
        sources = _terms(concept, "zh")
        ranked = sorted(_terms(concept, "en"), key=lambda one: _PREFERRED not in one[1])
        allowed = [text for text, status in ranked if not status.startswith(_DEPRECATED)]
        if not allowed:
            continue
        for source, _ in sources:
            yield Term(
                source=source,
                target=allowed[0],
                accepted=tuple(allowed[1:]),
                forbidden=tuple(text for text, status in ranked if text not in allowed),
                part_of_speech=_note(concept, "partOfSpeech"),
                origin=origin,
            )


def _root(path: Path, data: bytes) -> Element:
    try:
        root = parse_xml(path, data, "TBX")
    except ReadError as error:
        raise UsageError(path, error.problem, "export it again as TBX") from None
    if next(_find(root, *_CONCEPTS), None) is None:
        raise UsageError(path, "has no term entries", "export it again as TBX-Basic")
    return root


def _find(element: Element, *names: str) -> Iterator[Element]:
    """Descendants by their names, whatever their namespace."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in names:
            yield one


def _terms(concept: Element, language: str) -> list[tuple[str, str]]:
    """Terms of a language, each with its status."""
    found = []
    for section in _find(concept, *_LANGUAGES):
        named = (section.get(XML_LANG) or section.get("lang") or "").lower()
        if named.split("-")[0] != language:
            continue
        for group in _find(section, *_GROUPS):
            text = "".join(_text(term) for term in _find(group, "term"))
            found.append((" ".join(text.split()), _note(group, "administrativeStatus").lower()))
    return [one for one in found if one[0]]


def _note(element: Element, kind: str) -> str:
    """A term's note of a kind: ``<termNote type="partOfSpeech">noun</termNote>``."""
    for note in _find(element, "termNote", kind):
        if note.get("type", kind) == kind:
            return _text(note).strip().removesuffix("-admn-sts")
    return ""


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))

"""TBX, the terminology exchange format (ISO 30042): TBX-Basic of 2008, which is written too since
most programs read that, and version 3 of 2019.

A concept has terms in several languages. The first Chinese ones are sources; of the English ones
the preferred one, else the first, is the target, deprecated ones are forbidden, the rest accepted.
A target that is only admitted is a hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from bilingual.errors import ReadError, UsageError
from bilingual.formats.shown import printable
from bilingual.formats.xml import XML_LANG, Element, parse_xml, tag_of
from bilingual.translate.glossary.terms import Term

_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_GROUPS = ("tig", "ntig", "termSec")
_DEPRECATED = ("deprecated", "superseded", "obsolete")
_PREFERRED, _ADMITTED, _FORBIDDEN = "preferred", "admitted", "deprecated"
_PARTS_OF_SPEECH = frozenset({"noun", "verb", "adjective", "adverb", "properNoun", "other"})
"""Those that TBX-Basic knows."""


def read_tbx(path: Path, data: bytes) -> Iterator[Term]:
    """The terms of a TBX file. Raises `UsageError` if it is none."""
    for number, concept in enumerate(_find(_root(path, data), *_CONCEPTS), 1):
        origin = f"{path.name}, {concept.get('id') or f'entry {number}'}"
        sources = _terms(concept, "zh")
        ranked = sorted(_terms(concept, "en"), key=lambda one: _PREFERRED not in one[1])
        sound = [(text, status) for text, status in ranked if not status.startswith(_DEPRECATED)]
        allowed = [text for text, _ in sound]
        if not allowed:
            continue
        for source, _ in sources:
            yield Term(
                source=source,
                target=allowed[0],
                accepted=tuple(allowed[1:]),
                forbidden=tuple(text for text, status in ranked if text not in allowed),
                note=_remark(concept),
                part_of_speech=_note(concept, "partOfSpeech"),
                is_enforced=not all(status.startswith(_ADMITTED) for _, status in sound),
                origin=origin,
            )


def write_tbx(terms: Iterable[Term]) -> bytes:
    """Terms as TBX-Basic. It has no place for `Term.is_case_sensitive`."""
    root = etree.Element("martif", {"type": "TBX-Basic", XML_LANG: "en"})
    head = _add(root, "martifHeader")
    described = _add(head, "fileDesc")
    _add(_add(described, "titleStmt"), "title", "Glossary")
    _add(_add(described, "sourceDesc"), "p", "Written by bilingual")
    _add(_add(head, "encodingDesc"), "p", "TBXBasicXCSV02.xcs").set("type", "XCSURI")
    body = _add(_add(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        _add_concept(body, f"c{number}", term)
    etree.indent(root, space="")
    doctype = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
    content = etree.tostring(root, encoding="utf-8", doctype=doctype)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + content + b"\n"


def _add_concept(body: Element, name: str, term: Term) -> None:
    concept = _add(body, "termEntry")
    concept.set("id", name)
    if term.note:
        _add(concept, "note", term.note)
    _add_language(concept, "zh", [(term.source, "")], "")
    said = (term.target, _PREFERRED if term.is_enforced else _ADMITTED)
    accepted = [(one, _ADMITTED) for one in term.accepted]
    forbidden = [(one, _FORBIDDEN) for one in term.forbidden]
    is_known = term.part_of_speech in _PARTS_OF_SPEECH
    part = term.part_of_speech if is_known else ""
    _add_language(concept, "en", [said, *accepted, *forbidden], part)


def _add_language(
    concept: Element, language: str, terms: Iterable[tuple[str, str]], part_of_speech: str
) -> None:
    section = _add(concept, "langSet")
    section.set(XML_LANG, language)
    for text, status in terms:
        group = _add(section, "tig")
        _add(group, "term", text)
        facts = {"partOfSpeech": part_of_speech, "administrativeStatus": status}
        for kind, value in facts.items():
            if value:
                suffix = "Term-admn-sts" if kind == "administrativeStatus" else ""
                _add(group, "termNote", f"{value}{suffix}").set("type", kind)


def _add(parent: Element, tag: str, text: str = "") -> Element:
    element = etree.SubElement(parent, tag)
    element.text = printable(text) or None
    return element


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


def _remark(concept: Element) -> str:
    """What stands at the concept for people."""
    told = (_text(one).strip() for one in concept if tag_of(one) == "note")
    return "\n".join(filter(None, told))


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))

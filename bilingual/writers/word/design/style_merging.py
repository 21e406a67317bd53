"""Our styles put beside those of a template."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from bilingual.formats.word.names import Element, attribute, child, qualified, value
from bilingual.formats.word.order import drop, put

_USES = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
"""Elements that name a style by its id."""
_STYLE, _VALUE = qualified("w:style"), qualified("w:val")
_STYLE_ID, _DEFAULT = qualified("w:styleId"), qualified("w:default")


def merge_styles(template: Element, ours: Element) -> tuple[Element, dict[str, str]]:
    """The template's styles with those of ours that it lacks; and what the ids of ours are called
    in it: ``{"Heading1": "1", "SourceText": "SourceText"}``. Styles are the same if they have the
    same name."""
    merged = deepcopy(template)
    ids = {_name(style): attribute(style, "w:styleId") for style in merged.iterchildren(_STYLE)}
    taken = set(ids.values())
    defaults = {
        attribute(style, "w:type")
        for style in merged.iterchildren(_STYLE)
        if attribute(style, "w:default")
    }
    renames: dict[str, str] = {}
    added = []
    for style in ours.iterchildren(_STYLE):
        name, identifier = _name(style), attribute(style, "w:styleId")
        if name not in ids:
            ids[name] = f"{identifier}Bilingual" if identifier in taken else identifier
            copy = deepcopy(style)
            copy.set(_STYLE_ID, ids[name])
            if copy.get(_DEFAULT) and attribute(copy, "w:type") in defaults:
                del copy.attrib[_DEFAULT]
            added.append(copy)
        renames[identifier] = ids[name]
    for style in added:
        rename_styles(style, renames)
    merged.extend(added)
    _set_languages(merged, ours)
    return merged, renames


def rename_styles(root: Element, renames: Mapping[str, str]) -> None:
    """Have paragraphs, runs and tables name their styles as the template does."""
    for element in root.iter(*map(qualified, _USES)):
        name = element.get(_VALUE, "")
        element.set(_VALUE, renames.get(name, name))


def _set_languages(merged: Element, ours: Element) -> None:
    """The languages are those of the text, whatever the template was written in."""
    path = ("w:docDefaults", "w:rPrDefault", "w:rPr")
    properties, language = child(merged, *path), child(ours, *path, "w:lang")
    if properties is None:
        drop(merged, "w:docDefaults")
        merged.insert(0, deepcopy(ours[0]))
    elif language is not None:
        put(properties, deepcopy(language))


def _name(style: Element) -> str:
    """Word takes ``Heading 1`` and ``heading 1`` for one style, but not for a table style."""
    named = value(style, "w:name") or attribute(style, "w:styleId")
    return f"{attribute(style, 'w:type')} {named.lower()}"

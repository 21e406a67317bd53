"""Where in a copied document a translation goes, and what else changes with it."""

from __future__ import annotations

from copy import deepcopy

from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import ensured, w
from bilingual.formats.word.fields import field_mark, is_contents_field, renew
from bilingual.formats.word.names import (
    Element,
    attribute,
    child,
    chosen_branch,
    name_of,
    qualified,
)
from bilingual.formats.word.order import put
from bilingual.formats.word.row_marks import drop_row_marks
from bilingual.writers.word.copy.atoms import read_content
from bilingual.writers.word.copy.changes import remove
from bilingual.writers.word.page_breaks import LONGEST_KEPT

_HOLDERS = ("w:tc", "w:tr", "w:sdt", "w:txbxContent")
_FIT = "mso-fit-shape-to-text:t"
_IDENTITIES = (qualified("w14:paraId"), qualified("w14:textId"))


def insert_after(paragraph: Element, added: Element) -> None:
    """Put a further paragraph below one. A section, page or field that ended with the one ends with
    the other."""
    properties = child(paragraph, "w:pPr")
    section = child(properties, "w:sectPr")
    if section is not None:
        put(ensured(added, "pPr"), section)
    added.extend(_ends(paragraph))
    parent = paragraph.getparent()
    if parent is not None and name_of(parent) == "w:comment" and paragraph.getnext() is None:
        for name in _IDENTITIES:  # threads and ticks of comments hang on the last paragraph
            if name in paragraph.attrib:
                added.set(name, str(paragraph.attrib.pop(name)))
    _after_control(paragraph).addnext(added)


def _ends(paragraph: Element) -> list[Element]:
    """The page breaks behind a paragraph's text, and the ends of fields that began in an earlier
    one, taken out of it."""
    content = read_content(paragraph)
    atoms = content.atoms
    last = max((index for index, atom in enumerate(atoms) if atom.text.strip()), default=len(atoms))
    return [
        atom.element_for(is_copy=False)
        for atom in atoms[last:]
        if atom.is_page_break or (atom in content.open_codes and field_mark(atom.element) == "end")
    ]


def _after_control(paragraph: Element) -> Element:
    """What to insert behind: a content control for plain text has room for one paragraph."""
    parent = paragraph.getparent()
    control = parent.getparent() if parent is not None else None
    if control is not None and name_of(control) == "w:sdt":
        settings = child(control, "w:sdtPr")
        if any(child(settings, name) is not None for name in ("w:text", "w:date", "w:comboBox")):
            return control
    return paragraph


def make_room(paragraph: Element, *, is_longer: bool) -> None:
    """Let what holds a paragraph grow with it, and keep what is written there. Text boxes do so
    only for a text that ``is_longer``: their places are often chosen with care."""
    _let_grow(child(paragraph, "w:pPr", "w:framePr"))
    for holder in paragraph.iterancestors(*map(qualified, _HOLDERS)):
        name = name_of(holder)
        if name == "w:txbxContent":
            if is_longer:
                _fit_box(holder)
            return
        if name == "w:tc" and (squeezed := child(holder, "w:tcPr", "w:tcFitText")) is not None:
            remove(squeezed)
        elif name == "w:sdt":
            binding = child(holder, "w:sdtPr", "w:dataBinding")
            if binding is not None:  # else Word would put the bound value back
                remove(binding)
        elif name == "w:tr":
            _let_grow(child(holder, "w:trPr", "w:trHeight"))


def keep_row_whole(paragraph: Element) -> None:
    """Have the row that a paragraph stands in, if it is short, stay on one page."""
    row = next(paragraph.iterancestors(qualified("w:tr")), None)
    if row is None:
        return
    length = 0
    for text in row.iter(qualified("w:t")):
        length += display_width(text.text or "")
        if length > LONGEST_KEPT:
            return
    properties = ensured(row, "trPr")
    if child(properties, "w:cantSplit") is None:
        properties.insert(0, w("cantSplit"))


def _let_grow(height: Element | None) -> None:
    if height is not None and attribute(height, "w:hRule") == "exact":
        height.set(qualified("w:hRule"), "atLeast")


def _fit_box(box: Element) -> None:
    """Have a text box take the height of its text."""
    holder = box.getparent()
    if holder is not None and name_of(holder) == "v:textbox":
        style = str(holder.get("style", ""))
        if _FIT not in style:
            holder.set("style", f"{style};{_FIT}".lstrip(";"))
        return
    shape = None if holder is None else holder.getparent()
    settings = None if shape is None else shape.find("{*}bodyPr")
    if settings is None or settings.find("{*}spAutoFit") is not None:
        return
    for old in settings.findall("{*}noAutofit") + settings.findall("{*}normAutofit"):
        settings.remove(old)
    warp = settings.find("{*}prstTxWarp")
    settings.insert(0 if warp is None else 1, settings.makeelement(qualified("a:spAutoFit")))


def refresh_contents(root: Element) -> None:
    """Have Word renew tables of contents when it opens the file."""
    begun: list[Element] = []
    for element in root.iter(*map(qualified, ("w:fldChar", "w:instrText", "w:fldSimple"))):
        name, kind = name_of(element), field_mark(element)
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
        elif name == "w:instrText" and begun and is_contents_field(element.text or ""):
            renew(begun[-1])
        elif name == "w:fldSimple" and is_contents_field(attribute(element, "w:instr")):
            renew(element)


def match_fallbacks(root: Element) -> None:
    """Give text boxes for old programs the text of those for new ones, of which alone the reader
    gave blocks."""
    for alternatives in reversed(list(root.iter(qualified("mc:AlternateContent")))):
        chosen = chosen_branch(alternatives)
        for branch in list(alternatives):
            if chosen is None or branch is chosen or not isinstance(branch.tag, str):
                continue
            boxes, others = _boxes(chosen), _boxes(branch)
            if [_text(box) for box in boxes] == [_text(box) for box in others]:
                continue
            if len(boxes) != len(others):
                remove(branch)
                continue
            for box, other in zip(boxes, others, strict=True):
                for old in list(other):
                    other.remove(old)
                other.extend([deepcopy(new) for new in box])
                drop_row_marks(other)


def _boxes(branch: Element) -> list[Element]:
    """The outermost text boxes of a branch."""
    name = qualified("w:txbxContent")
    return [
        box
        for box in branch.iter(name)
        if not any(branch in outer.iterancestors() for outer in box.iterancestors(name))
    ]


def _text(box: Element) -> str:
    return "".join(text.text or "" for text in box.iter(qualified("w:t")))

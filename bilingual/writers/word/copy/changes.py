"""Tracked changes accepted in place: deleted text goes, inserted text becomes plain text."""

from __future__ import annotations

from collections import Counter

from bilingual.formats.word.names import (
    ADDED,
    DELETED,
    Element,
    attribute,
    child,
    is_deleted,
    name_of,
    qualified,
)

_RECORDS = (
    *("w:pPrChange", "w:rPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange"),
    *("w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:numberingChange", "w:cellIns"),
    *("w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
    *("w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart"),
    *("w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd"),
    *("w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd"),
)
"""What only tells that something was changed."""

_PAIRS = (
    ("w:bookmarkStart", "w:bookmarkEnd"),
    ("w:commentRangeStart", "w:commentRangeEnd"),
    ("w:permStart", "w:permEnd"),
)
"""Marks that begin and end a stretch, and share an id."""

_PROPERTIES = frozenset({"w:rPr", "w:trPr", "m:ctrlPr"})


def accept_changes(root: Element) -> None:
    """Make a part what its reader sees once all changes are accepted."""
    _remove_all(root, _RECORDS)
    # From the end, so that each text moves once, however many ends in a row are deleted.
    for paragraph in reversed(list(root.iter(qualified("w:p")))):
        if is_deleted(child(paragraph, "w:pPr", "w:rPr")):
            _run_on(paragraph)
    for change in list(root.iter(*map(qualified, sorted(DELETED)))):
        parent = change.getparent()
        row = parent.getparent() if parent is not None and name_of(parent) == "w:trPr" else None
        if row is not None and name_of(row) == "w:tr":
            _keep_marks(row)
            _remove_row(row)
        else:
            _keep_marks(change)
            remove(change)
    for change in list(root.iter(*map(qualified, sorted(ADDED)))):
        parent = change.getparent()
        if parent is not None and name_of(parent) not in _PROPERTIES:
            for inner in list(change):
                change.addprevious(inner)
        remove(change)


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _keep_marks(deleted: Element) -> None:
    """Set before a deletion those marks in it whose other half stands outside of it: the end of a
    bookmark without its start, or a start without its end, makes a file unsound."""
    for pair in _PAIRS:
        marks = list(deleted.iter(*map(qualified, pair)))
        halves = Counter(attribute(mark, "w:id") for mark in marks)
        for mark in marks:
            if halves[attribute(mark, "w:id")] == 1:
                deleted.addprevious(mark)


def _remove_row(row: Element) -> None:
    table = row.getparent()
    remove(row)
    if table is not None and name_of(table) == "w:tbl" and child(table, "w:tr") is None:
        remove(table)


def _remove_all(root: Element, names: tuple[str, ...]) -> None:
    for element in list(root.iter(*map(qualified, names))):
        remove(element)


def _run_on(paragraph: Element) -> None:
    """A paragraph whose end is deleted becomes the beginning of the next one."""
    following = _next_paragraph(paragraph)
    if following is None or child(paragraph, "w:pPr", "w:sectPr") is not None:
        return
    first = child(following, "w:pPr")
    content = [one for one in paragraph if name_of(one) != "w:pPr"]
    for one in reversed(content):
        if first is not None:
            first.addnext(one)
        else:
            following.insert(0, one)
    remove(paragraph)


def _next_paragraph(element: Element) -> Element | None:
    """The paragraph right after one, also across the borders of content controls."""
    parent, following = element.getparent(), element.getnext()
    while following is None and parent is not None and name_of(parent) in ("w:sdtContent", "w:sdt"):
        following, parent = parent.getnext(), parent.getparent()
    while following is not None:
        name = name_of(following)
        if name == "w:p":
            return following
        if name == "w:sdt":
            content = child(following, "w:sdtContent")
            following = content[0] if content is not None and len(content) else None
        elif name in ("w:tbl", "w:sectPr", "w:tcPr"):
            return None
        else:
            following = following.getnext()
    return None

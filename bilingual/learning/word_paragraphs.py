"""What the XML of an edited Word file says of its paragraphs besides their texts: styles, the
bookmarks of rows, tracked changes, comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bilingual.formats.ledger import Half
from bilingual.formats.word.locators import located_elements
from bilingual.formats.word.names import (
    ADDED,
    DELETED,
    Element,
    attribute,
    child,
    is_deleted,
    name_of,
    qualified,
    value,
)
from bilingual.formats.word.row_marks import Vote, read_vote
from bilingual.learning.edited import Hand
from bilingual.writers.word.comments import AUTHOR

TITLES = frozenset(("title", "subtitle"))
"""Of paragraphs that are a row where the text has the title, and else are on the cover alone."""
_HALVES = {"source": Half.SOURCE, "target": Half.TARGET}
"""What the names of our styles begin with."""
_OUR_STYLE = "target text"
"""Of a document in our own design; in copies, styles tell nothing."""
_BILINGUAL_TABLE = "bilingual table"


@dataclass(slots=True)
class Seen:
    """What the XML says of a paragraph besides its text."""

    style: str
    group: str
    around: str = ""
    half: Half | None = None
    """Of which its style is, if the style is ours."""
    votes: list[Vote] = field(default_factory=list)
    hand: Hand = field(default_factory=Hand)
    before: str = ""
    remarks: tuple[str, ...] = ()
    refers_to_notes: bool = False
    """Whether numbers of notes stand in it as text."""


class Scan:
    """Looks at the paragraphs of a file, in their order."""

    def __init__(self, styles: Mapping[str, str], comments: Mapping[str, str]) -> None:
        self._styles, self._comments = styles, comments
        self._is_ours = _OUR_STYLE in styles.values()
        self.seen: dict[str, Seen] = {}
        """By locator, as `Block.element` has it."""

    def read(self, part: str, root: Element) -> None:
        """Look at the paragraphs of a part. What stands between paragraphs, or in one whose end is
        deleted, belongs to the next one."""
        places = {element: locator for locator, element in located_elements(part, root)}
        waiting: list[Vote] = []
        carried = Seen(style="", group="")
        for element in root.iter(qualified("w:p"), qualified("w:bookmarkStart")):
            if name_of(element) == "w:bookmarkStart":
                if _paragraph_of(element) is None and (vote := _vote(element)):
                    waiting.append(vote)
                continue
            seen = self._look(element)
            seen.votes = [*carried.votes, *waiting, *seen.votes]
            seen.remarks = (*carried.remarks, *seen.remarks)
            seen.before = carried.before + seen.before
            seen.hand = max(carried.hand, seen.hand, key=lambda hand: hand.date)
            waiting, carried = [], Seen(style="", group="")
            if is_deleted(child(element, "w:pPr", "w:rPr")):
                carried = seen
            else:
                self.seen[places[element]] = seen

    def settle_titles(self) -> None:
        """A title without bookmarks is of the half that others of its style are of."""
        titles = [one for one in self.seen.values() if one.style in TITLES]
        halves = {one.style: vote.half for one in titles for vote in one.votes}
        if halves:  # the text has the title, the translation below it
            halves = {"title": Half.SOURCE, "subtitle": Half.TARGET} | halves
        for one in titles:
            one.half = halves.get(one.style)

    def _look(self, paragraph: Element) -> Seen:
        style = self._styles.get(value(child(paragraph, "w:pPr"), "w:pStyle"), "")
        inside = [one for one in paragraph.iter() if _paragraph_of(one) is paragraph]
        changes = [one for one in inside if name_of(one) in ADDED | DELETED]
        hands = [
            Hand(author=attribute(one, "w:author"), date=attribute(one, "w:date"))
            for one in changes
        ]
        votes = [_vote(one) for one in inside if name_of(one) == "w:bookmarkStart"]
        remarks = [
            self._comments.get(attribute(one, "w:id"), "")
            for one in inside
            if name_of(one) == "w:commentReference"
        ]
        return Seen(
            style=style,
            group=self._group(paragraph),
            around=self._around(paragraph),
            half=_HALVES.get(style.partition(" ")[0]) if self._is_ours else None,
            votes=[vote for vote in votes if vote],
            hand=max(hands, key=lambda hand: hand.date, default=Hand()),
            before=_text_before(inside) if changes else "",
            remarks=tuple(filter(None, remarks)),
            refers_to_notes=any(
                "NOTEREF" in (one.text or "") or "NOTEREF" in attribute(one, "w:instr")
                for one in inside
            ),
        )

    def _around(self, paragraph: Element) -> str:
        """The outermost line of a table around it."""
        lines = list(paragraph.iterancestors(qualified("w:tr")))
        return lines[-1].getroottree().getpath(lines[-1]) if len(lines) > 1 else ""

    def _group(self, paragraph: Element) -> str:
        """The line of our table of two columns, or the cell of another one."""
        cell = next(paragraph.iterancestors(qualified("w:tc")), None)
        table = None if cell is None else next(cell.iterancestors(qualified("w:tbl")), None)
        if cell is None or table is None:
            return ""
        style = self._styles.get(value(child(table, "w:tblPr"), "w:tblStyle"), "")
        if style == _BILINGUAL_TABLE:
            cell = next(cell.iterancestors(qualified("w:tr")), cell)
        return cell.getroottree().getpath(cell)


def comments_in(found: tuple[object, Element] | None) -> dict[str, str]:
    """What people remarked, by the comment's number; ours are not among them."""
    if found is None:
        return {}
    return {
        attribute(one, "w:id"): " ".join(
            "".join(text.text or "" for text in inside.iter(qualified("w:t")))
            for inside in one.iter(qualified("w:p"))
        )
        for one in found[1].iter(qualified("w:comment"))
        if attribute(one, "w:author") != AUTHOR
    }


def _paragraph_of(element: Element) -> Element | None:
    """The nearest paragraph around an element, or it itself."""
    if element.tag == qualified("w:p"):
        return element
    return next(element.iterancestors(qualified("w:p")), None)


def _vote(start: Element) -> Vote | None:
    return read_vote(attribute(start, "w:name"))


def _text_before(inside: Iterable[Element]) -> str:
    """The text of a paragraph as it was before its tracked changes."""
    pieces = []
    for one in inside:
        name = name_of(one)
        if name == "w:delText" or (name == "w:t" and not _stands_in(one, ADDED)):
            pieces.append(one.text or "")
        elif name in ("w:br", "w:tab") and not _stands_in(one, ADDED):
            pieces.append(" ")
    return "".join(pieces)


def _stands_in(element: Element, names: frozenset[str]) -> bool:
    for around in element.iterancestors():
        if name_of(around) in names:
            return True
        if name_of(around) == "w:p":
            return False
    return False

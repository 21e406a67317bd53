"""A Word document as a copy of its source: the translation takes the place of each paragraph's
text, or stands below it; styles, headers, sections, images and numbering stay.

Paragraphs are found by the locators that the reader gave to blocks. Tracked changes are
accepted, since the text that was translated is the accepted one.
"""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.formats.ledger import Half
from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import w
from bilingual.formats.word.hyperlinks import inner_link, linkable, web_link
from bilingual.formats.word.locators import located_elements, part_of
from bilingual.formats.word.names import Element, attribute, child, name_of, number, qualified
from bilingual.formats.word.order import drop
from bilingual.formats.word.paragraphs import Bookmarks, run
from bilingual.formats.word.row_marks import RowMarks
from bilingual.formats.word.sections import read_sections
from bilingual.formats.word.styles import Styles
from bilingual.model import (
    OPAQUE_KINDS,
    BilingualDocument,
    BlockKind,
    Layout,
    Pair,
    Part,
    SourceText,
    Span,
)
from bilingual.writers import labels
from bilingual.writers.content import counted, remarks_of
from bilingual.writers.options import ShownFindings, WriteOptions
from bilingual.writers.word.comments import commented
from bilingual.writers.word.copy.banner import anchor, banner
from bilingual.writers.word.copy.changes import accept_changes
from bilingual.writers.word.copy.document_properties import set_properties
from bilingual.writers.word.copy.embedded import EmbeddedDocuments
from bilingual.writers.word.copy.english_numbers import translate_numbers
from bilingual.writers.word.copy.hidden import settle_hidden
from bilingual.writers.word.copy.note_references import NoteReferences
from bilingual.writers.word.copy.paragraph import (
    ParagraphContext,
    copied_text,
    is_running_title,
    replace_text,
)
from bilingual.writers.word.copy.paragraph_properties import ParagraphProperties
from bilingual.writers.word.copy.places import (
    insert_after,
    keep_row_whole,
    make_room,
    match_fallbacks,
    refresh_contents,
)
from bilingual.writers.word.copy.source_comments import SourceComments
from bilingual.writers.word.copy.source_package import SourcePackage
from bilingual.writers.word.copy.text_edits import edit_in_place
from bilingual.writers.word.facts import moment_of
from bilingual.writers.word.page_breaks import LONGEST_KEPT

_OF_ITS_TEXT = ("w:pStyle", "w:keepNext", "w:pBdr", "w:shd", "w:outlineLvl", "w:rPr")
"""What the properties of a paragraph say of its own text, and a note below it does not take."""


def write_copy(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The Word file that was read, with the translation in it: interleaved, or in place of the
    source."""
    copy = _Copy(document, options)
    for pair in document.pairs:
        copy.add(pair)
    return copy.finish()


class _Copy:
    """The source's package while it is changed."""

    def __init__(self, document: BilingualDocument, options: WriteOptions) -> None:
        self.document = document
        self.options = options
        self.is_interleaved = options.layout is Layout.INTERLEAVED
        self.package = package = SourcePackage(document.document.source, document.document.name)
        parts = sorted({part_of(pair.source.element) for pair in document.pairs} - {""})
        self.parts = list(dict.fromkeys([package.main, *parts]))
        self.elements: dict[str, Element] = {}
        for part in self.parts:
            self.elements |= dict(located_elements(part, package.root(part)))
            accept_changes(package.root(part))
        self.body = package.root(package.main).find(qualified("w:body"))
        styles, numbering, settings = map(self._related, ("styles", "numbering", "settings"))
        self.properties = ParagraphProperties(styles, numbering)
        for part in self.parts:
            is_shown = document.document.shows_hidden
            settle_hidden(package.root(part), Styles(styles), is_shown=is_shown)
        self.notes = NoteReferences(package.root(package.main), settings)
        self.embedded = EmbeddedDocuments(is_replaced=not self.is_interleaved)
        self.comments = SourceComments(package, moment_of(document))
        taken = [
            number(attribute(one, "w:id"), 0)
            for part in self.parts
            for one in package.root(part).iter(qualified("w:bookmarkStart"))
        ]
        self.row_marks = RowMarks(Bookmarks(max([self.notes.last_bookmark, *taken]) + 1))

    def add(self, pair: Pair) -> None:
        """Write the translation of one block into the copy."""
        paragraph = self.elements.get(pair.source.element)
        if paragraph is not None and name_of(paragraph) == "w:altChunk":
            self.embedded.add(paragraph, pair, is_translated=pair.is_translated)
            return
        if paragraph is None or name_of(paragraph) != "w:p":
            if pair.is_translated:
                self._append(pair)
            return
        if self.is_interleaved or not pair.is_translated:
            self._show_source(paragraph, pair)
            is_above = self.is_interleaved and pair.is_translated
            half = Half.SOURCE if is_above else Half.TARGET
            if pair.source.text.strip() and pair.source.kind not in OPAQUE_KINDS:
                self._mark(paragraph, pair, half)
        is_running = pair.source.part in (Part.HEADER, Part.FOOTER) and is_running_title(paragraph)
        if pair.is_translated and not is_running:
            is_longer = display_width(pair.target_text) > display_width(pair.source.text)
            make_room(paragraph, is_longer=is_longer or self.is_interleaved)
            self._translate(paragraph, pair)

    def _translate(self, paragraph: Element, pair: Pair) -> None:
        findings = self.options.findings
        remarks = () if findings is ShownFindings.NONE else remarks_of(pair)
        takes_comments = findings is ShownFindings.COMMENTS and self._takes_comments(paragraph)
        pieces = list(commented(pair.target, remarks if takes_comments else (), self.comments.open))
        context = self._context(part_of(pair.source.element), self.document.target_language)
        target = paragraph
        if self.is_interleaved:
            target = self._below(paragraph, pair, pieces, context)
        else:
            replace_text(paragraph, pieces, context)
        if target is not paragraph or not self.is_interleaved:
            self._mark(target, pair, Half.TARGET)
        if remarks and not takes_comments:
            self._note(target, pair)

    def _mark(self, paragraph: Element, pair: Pair, half: Half) -> None:
        """Name the row that a paragraph belongs to."""
        properties = child(paragraph, "w:pPr")
        content = [one for one in paragraph if one is not properties]
        paragraph.extend(self.row_marks.around(pair.source.id, half, content))

    def finish(self) -> bytes:
        """Write what concerns the whole document; returns the file."""
        for part in self.parts:
            refresh_contents(self.package.root(part))
            match_fallbacks(self.package.root(part))
        numbering = self.package.related(self.package.main, "numbering")
        is_english = self.document.target_language.startswith("en") and not self.is_interleaved
        if numbering and is_english:
            translate_numbers(self.package.root(numbering))
        self.embedded.finish()
        self._insert_banner()
        set_properties(self.package, self.document, self.options, self.row_marks.has_marked)
        return self.package.packed()

    def _related(self, kind: str) -> Element | None:
        part = self.package.related(self.package.main, kind)
        return self.package.seen(part) if part else None

    def _show_source(self, paragraph: Element, pair: Pair) -> None:
        """The source in the form the reader asked for."""
        is_original = self.options.source_text is SourceText.ORIGINAL and self.is_interleaved
        shown = pair.original if is_original else pair.source
        if shown.text != pair.original.text and not edit_in_place(paragraph, pair.original, shown):
            context = self._context(part_of(pair.source.element), "")
            replace_text(paragraph, shown.spans, context)

    def _context(self, part: str, language: str) -> ParagraphContext:
        def link(address: str) -> Element | None:
            if address.startswith("#"):
                return inner_link(address[1:])
            target = linkable(address)
            name = self.package.link(part, target) if target else ""
            return web_link(name) if name else None

        return ParagraphContext(
            language=language,
            link_style=self.properties.link_style,
            link=link,
            element=self.elements.get,
            note=self.notes.again,
        )

    def _below(
        self,
        paragraph: Element,
        pair: Pair,
        pieces: Sequence[Span | Element],
        context: ParagraphContext,
    ) -> Element:
        """The translation as a paragraph of its own; the source's where there is no text of it."""
        if pair.target_text and pair.target_marker != pair.source.marker:
            pieces = [Span(text=f"{pair.target_marker}\N{EN SPACE}"), *pieces]
        content = copied_text(paragraph, pieces, context)
        if not content:
            return paragraph
        is_heading = pair.source.kind is BlockKind.HEADING
        following = paragraph.getnext()
        is_above = following is not None and name_of(following) == "w:tbl"
        is_kept = is_heading or (pair.source.is_caption and is_above)
        properties = self.properties.below(paragraph, is_kept=is_kept)
        # In a table it would keep its whole row with the next one.
        is_in_table = next(paragraph.iterancestors(qualified("w:tc")), None) is not None
        is_short = display_width(pair.source.text) <= LONGEST_KEPT and not is_in_table
        self.properties.bind(paragraph, is_kept=is_heading or is_short)
        keep_row_whole(paragraph)
        added = w("p", properties, *content)
        insert_after(paragraph, added)
        return added

    def _takes_comments(self, paragraph: Element) -> bool:
        """Whether there can be comments on a paragraph: Word has them in its main text only, and
        none in text boxes."""
        box = next(paragraph.iterancestors(qualified("w:txbxContent")), None)
        is_main = paragraph.getroottree().getroot() is self.package.root(self.package.main)
        return is_main and box is None

    def _note(self, target: Element, pair: Pair) -> None:
        """What checks found, as a line below the translation."""
        messages = counted(finding.message for finding in pair.findings)
        text = "\n".join(f"{labels.NOTE_SIGN} {message}" for message in messages)
        properties = self.properties.below(target, is_kept=False)
        drop(properties, *_OF_ITS_TEXT)
        insert_after(target, w("p", properties, _note_run(text)))

    def _append(self, pair: Pair) -> None:
        """A translation whose place is not known stands at the end, rather than nowhere."""
        if self.body is None:
            return
        spans = "".join(span.text for span in pair.target)
        note = f"{labels.NOTE_SIGN} {pair.source.locator}"
        last = child(self.body, "w:sectPr")
        for one in (w("p", _note_run(note)), w("p", run(spans))):
            if last is not None:
                last.addprevious(one)
            else:
                self.body.append(one)

    def _insert_banner(self) -> None:
        notice = labels.draft_notice(self.document)
        if notice and self.body is not None:
            page = read_sections(self.body)[0]
            if name_of(self.body[0]) != "w:p":
                self.body.insert(0, anchor())
            self.body.insert(0, banner(notice, labels.DRAFT_NOTICE_SOURCE, page))


def _note_run(text: str) -> Element:
    return run(text, w("i"), w("color", val="9C5700"), w("sz", val=18))

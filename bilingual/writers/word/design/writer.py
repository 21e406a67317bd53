"""Word documents: text, cover, notes and parts of the source on their pages.

* side by side: source left, target right, a row for each block (`columns`).
* interleaved: each source paragraph, the target paragraph under it (`stacked`).
* target only: the translation alone.

The latter two can also be written into a copy of a source that is a Word file: see `word.copy`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from bilingual.formats.ledger import dump_ledger
from bilingual.formats.word.elements import relation, w
from bilingual.formats.word.fields import simple_field
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import Bookmarks, chinese_run, paragraph, run
from bilingual.formats.word.row_marks import RowMarks
from bilingual.formats.word.style_names import FOOTER, HEADER
from bilingual.model import BilingualDocument, Layout, Part
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Item, Row, arrange
from bilingual.writers.labels import title_row
from bilingual.writers.ledgers import ledger_of
from bilingual.writers.options import WriteOptions
from bilingual.writers.word.design.columns import Columns
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.cover import cover, translated_title
from bilingual.writers.word.design.document_package import (
    DocumentPackage,
    PackagePart,
    Properties,
    pack_document,
    relation_name,
)
from bilingual.writers.word.design.figures import Figures
from bilingual.writers.word.design.footnotes import Footnotes, notes_apart
from bilingual.writers.word.design.headings import Headings
from bilingual.writers.word.design.lists import Lists
from bilingual.writers.word.design.new_comments import NewComments
from bilingual.writers.word.design.page import Frame, frame_of, frames_of, section
from bilingual.writers.word.design.settings import font_table, settings
from bilingual.writers.word.design.source_tables import shown_sides
from bilingual.writers.word.design.stacked import stacked
from bilingual.writers.word.design.style_sheet import StyleSheet
from bilingual.writers.word.design.typography import chinese_fonts
from bilingual.writers.word.facts import made_by, moment_of, shown_languages

if TYPE_CHECKING:
    from bilingual.writers.word.design.template import Template

_LONGEST_HEADER = 60


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A Word document."""
    return _Writer(document, options).write()


class _Writer:
    """One document while it is written."""

    def __init__(self, document: BilingualDocument, options: WriteOptions) -> None:
        self.document = document
        self.options = options
        self.template = _template(options)
        self.frames = frames_of(document, options, self.template.page if self.template else None)
        self.sides = SHOWN_SIDES[options.layout]
        items = arrange(document, options.source_text)
        self.ledger = ledger_of(document, items, options)
        self.items, notes = notes_apart(items, self.sides)
        self.first = self._frame(self.items[0]) if self.items else self.frames[0]
        self.styles = StyleSheet(
            layout=options.layout,
            source_language=document.source_language,
            target_language=document.target_language,
            frame=self.first,
        )
        self.figures = Figures(document.document.media)
        # LibreOffice 7 takes a footnote for the comment that has the same number.
        self.comments = NewComments(moment_of(document), first=len(notes) + 1)
        bookmarks = Bookmarks()
        self.row_marks = RowMarks(bookmarks)
        self.notes = Footnotes(notes, bookmarks)
        self.lists = Lists(self.template.first_list if self.template else 1)
        self.composer = Composer(
            self.styles,
            self.figures,
            options.findings,
            comments=self.comments,
            notes=self.notes,
            lists=self.lists,
            row_marks=self.row_marks,
        )
        self.headings = Headings(self.composer, bookmarks)

    def write(self) -> bytes:
        """The file."""
        title = title_row(self.document, self.options, self.items)
        told = translated_title(self.document, self.options, self.items)
        width = self.first.text_width
        opening = list(cover(self.document, self.options, title, told, self.composer, width))
        text = list(self._text(self.items[1:] if title else self.items))
        if self.options.has_contents:  # the headings are known now
            opening += self.headings.contents(labels.contents_title(self.options))
        root = w("document", w("body", *opening, *text))
        return pack_document(self._package(root, self._name(told)))

    def _name(self, translation: str) -> str:
        """What the document is called, in the language that it is in."""
        document = self.document
        if translation and self.options.layout is Layout.TARGET_ONLY:
            return translation
        return labels.shown_title(document, self.options.source_text) or document.document.name

    def _frame(self, item: Item) -> Frame:
        return frame_of(self.frames, item.block.section)

    def _text(self, items: Iterable[Item]) -> Iterator[Element]:
        """The items on their pages; what is not of the text itself under a name of its own."""
        frame, is_opening = self.first, self.options.has_cover
        for (chapter, wanted), group in groupby(items, self._chapter):
            if chapter:
                yield paragraph("Part Title", chinese_run(chapter))
            elif wanted != frame:
                yield paragraph(
                    "Table End", properties=[self._section(frame, is_opening=is_opening)]
                )
                frame, is_opening = wanted, False
            yield from self._laid_out(group, frame)
        yield self._section(frame, is_opening=is_opening)

    def _chapter(self, item: Item) -> tuple[str, Frame]:
        """The name that an item stands under, and its page."""
        block = item.block
        is_text = block.part is Part.BODY and not block.note
        title = "" if is_text else labels.chapter_title(block.part, self.options)
        return title, self._frame(item) if is_text else self.first

    def _laid_out(self, items: Iterable[Item], frame: Frame) -> Iterator[Element]:
        if self.options.layout is Layout.SIDE_BY_SIDE:
            columns = Columns(
                frame=frame,
                names=labels.column_headings(self.document),
                row_numbers=self.options.row_numbers,
                composer=self.composer,
                headings=self.headings,
            )
            return columns.elements(items)
        return stacked(items, self.sides, self.composer, self.headings, frame)

    def _section(self, frame: Frame, *, is_opening: bool) -> Element:
        if self.template and self.template.has_headers:
            return section(frame, deepcopy(self.template.section))
        return section(frame, _own_headers(is_opening=is_opening))

    def _package(self, root: Element, name: str) -> DocumentPackage:
        document, options = self.document, self.options
        fonts = chinese_fonts(document.source_language)
        template = self.template
        note_composer = Composer(
            self.styles, self.figures, options.findings, row_marks=self.row_marks
        )
        roots: dict[str, Element] = {}
        if self.notes:
            roots["footnotes"] = self.notes.element(lambda row: self._note(row, note_composer))
        if self.comments:
            roots["comments"] = self.comments.element()
        if len(self.lists) and not (template and template.numbering is not None):
            roots["numbering"] = self.lists.element()
        if not (template and template.has_headers):
            roots["header"] = _header(document, name)
            roots["footer"] = _footer()
        roots["settings"] = settings(fonts.language, has_notes=bool(len(self.notes)))
        roots["styles"] = self.styles.element()
        if template:
            roots |= template.adopted([root, *roots.values()], roots["styles"])
        if not (template and template.has_fonts):
            roots["fontTable"] = font_table()
        return DocumentPackage(
            body=root,
            relations=(*(template.relations if template else ()), *self.composer.relations.all()),
            parts=tuple(
                PackagePart(
                    kind=kind,
                    root=one,
                    relations=note_composer.relations.all() if kind == "footnotes" else (),
                )
                for kind, one in roots.items()
            ),
            figures=self.figures.drawn(),
            properties=_properties(document, options, name),
            ledger=dump_ledger(self.ledger.with_only(self.row_marks.has_marked)),
            borrowed=template.parts_with(self.lists) if template else {},
            borrowed_types=template.types if template else {},
        )

    def _note(self, row: Row, composer: Composer) -> list[Element]:
        """A paragraph of a footnote, in the languages shown."""
        width = self.first.text_width
        return [
            element
            for number, side in enumerate(shown_sides(row, self.sides))
            for element in composer.block(row, side, width, Place.BELOW if number else Place.FIRST)
        ]


def _template(options: WriteOptions) -> Template | None:
    if not options.template:
        return None
    from bilingual.writers.word.design.template import (
        read_template,  # brings python-docx, which is slow
    )

    return read_template(options.template)


def _own_headers(*, is_opening: bool) -> Element:
    """A header and a footer on each page, but for the one with the cover."""
    headers = [
        relation(f"{kind}Reference", relation_name(kind), type="default")
        for kind in ("header", "footer")
    ]
    return w("sectPr", *headers, *([w("titlePg")] if is_opening else []))


def _header(document: BilingualDocument, name: str) -> Element:
    title = name if len(name) <= _LONGEST_HEADER else name[:_LONGEST_HEADER] + "…"
    draft = [run(" · Draft machine translation")] if document.engine.is_draft else []
    return w("hdr", paragraph(HEADER, chinese_run(title), *draft))


def _footer() -> Element:
    """The number of the page, and how many there are."""
    numbers = (simple_field("PAGE"), run(" / "), simple_field("NUMPAGES"))
    return w("ftr", paragraph(FOOTER, *numbers))


def _properties(document: BilingualDocument, options: WriteOptions, name: str) -> Properties:
    is_draft = document.engine.is_draft
    draft = "draft machine translation" if is_draft else ""
    return Properties(
        title=name,
        author=document.document.author,
        date=moment_of(document),
        comments=made_by(document),
        keywords=", ".join(
            filter(None, ["Chinese", document.engine.target_name, "translation", draft])
        ),
        category=draft,
        language=shown_languages(document, options.layout),
    )

"""What stands before the text: its title, facts about it, and the warning of a draft."""

from __future__ import annotations

from bilingual.formats.html.elements import NOTHING, Html, element, lines, text
from bilingual.model import BilingualDocument
from bilingual.writers import labels
from bilingual.writers.content import Row
from bilingual.writers.options import WriteOptions
from bilingual.writers.shared.page_rows import Composer, row_id


def masthead(
    document: BilingualDocument, options: WriteOptions, composer: Composer, title: Row | None
) -> Html:
    """Title, facts and warning. ``title`` is the row of the text that is the title, if one is."""
    if not options.has_cover:
        return _draft_notice(document)
    heading = NOTHING
    if title:
        halves = composer.inliner.halves(title)
        content = composer.heading(title, halves, 1)
        heading = element("div", content, class_="row title", id=row_id(title))
    elif shown := labels.shown_title(document, options.source_text):
        heading = element("h1", text(shown), lang=document.source_language, class_="title")
    parts = lines(heading, _facts(document, options), _draft_notice(document))
    return element("header", parts, class_="masthead")


def _facts(document: BilingualDocument, options: WriteOptions) -> Html:
    """Where the text is from and who translated it; how to read the marks."""
    shown = (
        element("div", element("dt", text(name)), element("dd", text(value)))
        for name, value in labels.cover_facts(document, options)
    )
    return element("dl", *shown, class_="facts")


def _draft_notice(document: BilingualDocument) -> Html:
    """The warning that stands before every draft."""
    notice = labels.draft_notice(document)
    if not notice:
        return NOTHING
    chinese = element("p", text(labels.DRAFT_NOTICE_SOURCE), lang=document.source_language)
    return element("div", element("p", text(notice)), chinese, class_="draft", role="note")

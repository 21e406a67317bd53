"""The words and facts that every document carries beside its text."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from bilingual import __version__
from bilingual.formats.shown import printable
from bilingual.model import BilingualDocument, EngineInfo, Layout, Origin, Part, SourceText
from bilingual.writers.content import Item, Row
from bilingual.writers.options import ShownFindings, WriteOptions

_MOST_REPAIRS = 12  # that a cover lists
_CHECKSUM, _LICENCE = 12, 80  # characters of each on a cover
NOTE_SIGN = "\N{WARNING SIGN}"
DRAFT_NOTICE_SOURCE = "机器翻译草稿，仅供参考。"

_LANGUAGES = {
    "zh-Hans": "Simplified Chinese",
    "zh-Hant": "Traditional Chinese",
    "zh": "Chinese",
    "en": "English",
}

_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""The earliest moment a ZIP archive can hold, usual in reproducible builds."""


def column_headings(document: BilingualDocument) -> tuple[str, str]:
    """What stands over the two columns."""
    return ("中文", document.engine.target_name)


def tool_name() -> str:
    """This tool and its version."""
    return f"bilingual {__version__}"


def made_by(document: BilingualDocument) -> str:
    """The names of the tool and of the engine, in a sentence."""
    return f"Made by {tool_name()}; translated by {document.engine.label}"


def draft_notice(document: BilingualDocument) -> str:
    """What a reader must know of a draft before reading on; empty where there is no need."""
    if not document.engine.is_draft:
        return ""
    package = document.engine.package
    named = (
        f"Draft machine translation (package {package})" if package else "Draft machine translation"
    )
    return f"{named}. Do not rely on it: names, figures and meaning may be wrong."


def shown_title(document: BilingualDocument, source_text: SourceText) -> str:
    """The title in the form the reader asked for."""
    title = document.title or document.document.title
    if source_text is SourceText.ORIGINAL:
        title = document.document.title or title
    return " ".join(printable(title).split())


def has_title_of_its_own(document: BilingualDocument, options: WriteOptions) -> bool:
    """Whether the title is not already the first thing in the text."""
    title = shown_title(document, options.source_text)
    first = [pair.original.text for pair in document.pairs[:1]]
    first += [pair.source.text for pair in document.pairs[:1]]
    return bool(title) and title not in (" ".join(text.split()) for text in first)


def shown_source(document: BilingualDocument, options: WriteOptions) -> str:
    """Name and form of the source's language, such as ``Simplified Chinese``."""
    if options.source_text is SourceText.ORIGINAL:
        return "source text as received"
    return _LANGUAGES.get(document.source_language, document.source_language)


def cover_facts(document: BilingualDocument, options: WriteOptions) -> tuple[tuple[str, str], ...]:
    """What a cover tells: where the text comes from, who translated it, what the marks mean."""
    source = document.document
    origin = [source.name, source.author, source.date.isoformat() if source.date else ""]
    if options.layout is not Layout.TARGET_ONLY:
        origin.append(shown_source(document, options))
    facts = [
        (("来源", "Source"), " · ".join(filter(None, origin))),
        (("译文", "Translation"), f"{document.engine.label} · {tool_name()}"),
        (("模型", "Model"), shortened_details(document.engine)),
        (("标记", "Marks"), _reading_marks(document, options)),
        (("更正", "Repairs"), _told_repairs(document, options)),
        (("记忆", "Memory"), _told_memory(document)),
        (("说明", "Remarks"), " ".join(source.remarks)),
    ]
    return tuple((_in_both(names, options), printable(text)) for names, text in facts if text)


def shortened_details(engine: EngineInfo) -> str:
    """The model's details in the room of a line or two; properties have them whole."""
    licence = shorten(engine.licence, _LICENCE, placeholder=" …")
    return replace(engine, checksum=engine.checksum[:_CHECKSUM], licence=licence).details


def remembered(document: BilingualDocument, origin: Origin) -> int:
    """How many sentences of the translation are a person's, or of a memory."""
    return sum(one.origin is origin for pair in document.pairs for one in pair.segments)


def _told_memory(document: BilingualDocument) -> str:
    """``3 sentences by people, 1 from the translation memory``; empty where it is all others'."""
    counts = {
        "by people": remembered(document, Origin.HUMAN),
        "from the translation memory": remembered(document, Origin.MEMORY),
    }
    return ", ".join(
        f"{count} sentence{'s' if count != 1 else ''} {whose}"
        for whose, count in counts.items()
        if count
    )


def _reading_marks(document: BilingualDocument, options: WriteOptions) -> str:
    """How to read what checks found; empty where nothing is marked."""
    count = len(document.findings)
    if not count or options.findings is ShownFindings.NONE:
        return ""
    sign = "" if options.findings is ShownFindings.COMMENTS else f" with {NOTE_SIGN}"
    return (
        f"{count} finding{'s' if count != 1 else ''}. What checks cannot vouch for is "
        f"marked{sign}: read it beside its source."
    )


def _told_repairs(document: BilingualDocument, options: WriteOptions) -> str:
    """What the tool has put right: ``2 figures …: 2001 → 2010 (row 3), 35 (row 7)``; empty
    where nothing is, or where findings are not shown either."""
    repairs = [
        f"{repair.before} → {repair.after} (row {row})"
        if repair.before
        else f"{repair.after} (row {row})"
        for row, pair in enumerate(document.pairs, start=1)
        for repair in pair.repairs
    ]
    if not repairs or options.findings is ShownFindings.NONE:
        return ""
    more = len(repairs) - _MOST_REPAIRS
    told = ", ".join(repairs[:_MOST_REPAIRS]) + (f", and {more} more" if more > 0 else "")
    return f"{told}. Here the tool has corrected the machine translation by its source."


_CHAPTERS = {
    Part.BODY: ("注释", "Notes"),
    Part.HEADER: ("页眉", "Page headers"),
    Part.FOOTER: ("页脚", "Page footers"),
    Part.COMMENT: ("批注", "Comments"),
}


def chapter_title(part: Part, options: WriteOptions) -> str:
    """What stands over notes, or over a part of the source, that follows the text."""
    return _in_both(_CHAPTERS[part], options)


def contents_title(options: WriteOptions) -> str:
    """What stands over a table of contents."""
    return _in_both(("目录", "Contents"), options)


def _in_both(names: tuple[str, str], options: WriteOptions) -> str:
    return names[1] if options.layout is Layout.TARGET_ONLY else " ".join(names)


def closing_note(document: BilingualDocument) -> str:
    """How many findings there are; empty where there are none."""
    count = len(document.findings)
    if not count:
        return ""
    return f"{NOTE_SIGN} {count} finding{'s' if count != 1 else ''}"


def document_moment(document: BilingualDocument) -> dt.datetime:
    """The date a written document bears: that of its source, else ``SOURCE_DATE_EPOCH`` (seconds
    since 1970, see reproducible-builds.org), else 1980-01-01. Never the clock, so that the
    same input gives the same bytes."""
    date = document.document.date
    if date is not None:
        return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), tz=dt.UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return _NO_DATE


def title_row(
    document: BilingualDocument, options: WriteOptions, items: Sequence[Item]
) -> Row | None:
    """The row that the cover shows as the title: the first one, where it is the title."""
    first = items[0] if items else None
    if not options.has_cover or not isinstance(first, Row):
        return None
    block = first.block
    is_plain = not (block.is_contents or block.marker or block.quote_depth or first.is_opaque)
    has_title = not has_title_of_its_own(document, options)
    title = shown_title(document, options.source_text)
    return first if is_plain and has_title and title and block.text.strip() else None

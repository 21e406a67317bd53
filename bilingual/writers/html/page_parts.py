"""What stands around the text of a web page: switch, contents, the list of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilingual.formats.html.elements import NOTHING, Html, element, lines, text
from bilingual.model import BilingualDocument, BlockKind, Part
from bilingual.writers import labels
from bilingual.writers.content import Item, Row, Side
from bilingual.writers.options import WriteOptions
from bilingual.writers.shared.page_rows import row_id
from bilingual.writers.shared.page_sentences import Flagged

_LONGEST_QUOTATION = 80


def switch(document: BilingualDocument, sides: Sequence[Side]) -> Html:
    """Choice of the languages shown, and their names over the columns."""
    if len(sides) < 2:
        return NOTHING
    source, target = labels.column_headings(document)
    names = {
        Side.SOURCE: element("span", text(source), lang=document.source_language),
        Side.TARGET: element("span", text(target)),
    }
    heads = (
        element("span", names[side], class_=f"half {side.lower()}", aria_hidden="true")
        for side in sides
    )
    choices = {"both": text("Both"), "source": names[Side.SOURCE], "target": names[Side.TARGET]}
    radios = (
        element(
            "label",
            element(
                "input",
                type="radio",
                name="show",
                id=f"show-{name}",
                value=name,
                checked="" if name == "both" else None,
            ),
            label,
        )
        for name, label in choices.items()
    )
    return element(
        "div",
        element("div", *heads, class_="halves"),
        element("fieldset", element("legend", text("Languages shown")), *radios, class_="switch"),
        class_="bar",
    )


def headings(items: Iterable[Item]) -> list[Row]:
    """The rows that make the document's outline."""
    return [
        item
        for item in items
        if isinstance(item, Row)
        and item.block.kind is BlockKind.HEADING
        and item.block.part is Part.BODY
        and not item.block.note
    ]


def contents(rows: Sequence[Row], languages: dict[Side, str], options: WriteOptions) -> Html:
    """A table of contents in the languages shown."""
    if not rows:
        return NOTHING
    highest = min(row.block.level for row in rows)
    entries = []
    for row in rows:
        halves = (
            element("span", text(_plain(row, side)), class_=f"half {side.lower()}", lang=language)
            for side, language in languages.items()
        )
        target = element("a", *halves, class_="halves", href=f"#{row_id(row)}")
        entries.append(element("li", target, class_=f"step-{min(row.block.level - highest, 5)}"))
    return element(
        "nav",
        element("h2", text(labels.contents_title(options)), id="contents"),
        element("ul", lines(*entries), role="list"),
        class_="outline",
        aria_labelledby="contents",
    )


def findings(flagged: Sequence[Flagged]) -> Html:
    """All that checks found, each with the way back to its sentence."""
    if not flagged:
        return NOTHING
    entries = (
        element(
            "li",
            element(
                "a", text(_quoted(one.sentence)), href=f"#flag-{number}", id=f"finding-{number}"
            ),
            text(": " + "; ".join(one.messages)),
        )
        for number, one in enumerate(flagged, start=1)
    )
    return element(
        "section",
        element("h2", text("Findings"), id="findings"),
        element("ol", lines(*entries)),
        class_="findings",
        aria_labelledby="findings",
    )


def _quoted(sentence: str) -> str:
    sentence = " ".join(sentence.split())
    if not sentence:
        return "No translation"
    if len(sentence) > _LONGEST_QUOTATION:
        sentence = sentence[:_LONGEST_QUOTATION].rstrip() + "…"
    return f"“{sentence}”"


def _plain(row: Row, side: Side) -> str:
    shown = (span.text for span in row.spans(side) if not span.is_opaque or span.kind == "code")
    return " ".join(f"{row.marker(side)} {''.join(shown)}".split())

"""What both directions know of Word: the schema's order, marks, fields, style names, parts.

The orders are checked against `word_schema`, which is written from the standard by itself.
"""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given
from lxml import etree

from bilingual.formats.word.characters import shown_characters, text_elements
from bilingual.formats.word.elements import ensured, serialize, w
from bilingual.formats.word.fields import (
    contents_instruction,
    counted_kind,
    field_codes,
    field_mark,
    is_contents_field,
    linked_address,
    note_instruction,
)
from bilingual.formats.word.hyperlinks import linkable
from bilingual.formats.word.marks import mark_properties, read_marks, set_marks
from bilingual.formats.word.names import Element, name_of
from bilingual.formats.word.order import put
from bilingual.formats.word.relations import relations_part, resolved_target
from bilingual.formats.word.style_names import (
    contents_style,
    heading_level,
    heading_style,
    is_contents_style,
    style_id,
)
from bilingual.model import Mark
from tests.word_schema import ORDERS

SORTED = ("pPr", "rPr", "tcPr", "tblPr", "style", "tblBorders", "tcMar", "pBdr", "font")

SHUFFLED = st.sampled_from(SORTED).flatmap(
    lambda parent: st.tuples(st.just(parent), st.permutations(ORDERS[parent].split()))
)
"""An element and all its children, in any order."""


def names(parent: Element) -> list[str]:
    return [name_of(one).removeprefix("w:") for one in parent]


@given(SHUFFLED)
def test_children_come_in_the_order_of_the_schema(case: tuple[str, list[str]]) -> None:
    parent, given_order = case
    assert names(w(parent, *map(w, given_order))) == ORDERS[parent].split()


@given(SHUFFLED)
def test_what_is_put_later_finds_its_place_and_stands_once(case: tuple[str, list[str]]) -> None:
    parent, given_order = case
    element = w(parent)
    for name in [*given_order, given_order[0]]:
        put(element, w(name))
    assert names(element) == ORDERS[parent].split()


def test_properties_come_first_and_content_keeps_its_order() -> None:
    made = w("p", w("r"), w("bookmarkStart"), w("pPr"), w("r"))
    assert names(made) == ["pPr", "r", "bookmarkStart", "r"]
    row = w("tr", w("tblPrEx"), w("tc"))
    assert ensured(row, "trPr") is ensured(row, "trPr")
    assert names(row) == ["tblPrEx", "trPr", "tc"]


def test_headers_of_a_section_stay_as_they_are_mixed() -> None:
    given_order = ["titlePg", "footerReference", "headerReference", "pgSz"]
    assert names(w("sectPr", *map(w, given_order))) == [
        *("footerReference", "headerReference", "pgSz", "titlePg")
    ]


@given(st.frozensets(st.sampled_from(Mark)))
def test_marks_written_are_read_and_cleared(marks: frozenset[Mark]) -> None:
    if {Mark.SUPERSCRIPT, Mark.SUBSCRIPT} <= marks:
        marks -= {Mark.SUPERSCRIPT}
    properties = w("rPr", *mark_properties(marks), w("sz", val=20))
    found: dict[Mark, bool] = {}
    read_marks(properties, found)
    assert {mark for mark, is_set in found.items() if is_set} == marks
    set_marks(properties, ())
    assert names(properties) == ["sz"]


def test_a_mark_switched_off_says_so_and_stays() -> None:
    properties = w("rPr", w("b", val="false"), w("u", val="none"), w("dstrike"))
    found = {Mark.ITALIC: True}
    read_marks(properties, found)
    assert found == {
        **{Mark.ITALIC: True, Mark.BOLD: False, Mark.UNDERLINE: False, Mark.STRIKE: True}
    }
    set_marks(properties, ())
    assert names(properties) == ["b", "u"]


def test_what_makes_a_mark_already_keeps_its_colour_and_kind() -> None:
    shade = w("shd", val="clear", fill="00FF00")
    properties = w("rPr", w("i"), w("iCs"), w("u", val="double"), shade)
    set_marks(properties, {Mark.UNDERLINE, Mark.HIGHLIGHT, Mark.BOLD})
    assert names(properties) == ["b", "u", "shd"]


@pytest.mark.parametrize(
    ("shade", "is_highlight"),
    [
        ({"val": "clear", "color": "auto", "fill": "FFFF00"}, True),
        ({"val": "pct15", "color": "auto", "fill": "FFFFFF"}, True),
        ({"val": "solid", "color": "D9D9D9", "fill": "auto"}, True),
        ({"val": "clear", "color": "auto", "fill": "FFFFFF"}, False),
        ({"val": "clear", "color": "auto", "fill": "F8F8F8"}, False),
        ({"val": "clear", "color": "auto", "fill": "auto"}, False),
        ({"val": "nil"}, False),
    ],
)
def test_a_colour_behind_text_is_highlighting(shade: dict[str, str], is_highlight: bool) -> None:
    """字符底纹 of Word is a pattern; white comes with text copied from web pages."""
    found: dict[Mark, bool] = {}
    read_marks(w("rPr", w("shd", **shade)), found)
    assert found == {Mark.HIGHLIGHT: is_highlight}


@pytest.mark.parametrize("text", ["a\tb", "\n", " x ", "甲\n\n乙", ""])
def test_a_text_as_elements_shows_itself(text: str) -> None:
    copied = etree.fromstring(serialize(w("r", *text_elements(text))))
    assert "".join(map(shown_characters, copied)) == text


def test_fields_that_we_write_are_known_when_read() -> None:
    begin, code, separate, end = field_codes(contents_instruction(3))
    assert list(map(field_mark, (begin, code, separate, end))) == ["begin", "", "separate", "end"]
    assert is_contents_field(code.text or "")
    assert counted_kind(note_instruction("_Note1")) == "NOTEREF"
    assert not is_contents_field("TOCK")
    assert counted_kind("PAGES") == ""


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (r' HYPERLINK "http://a.cn/b" \o "c"', "http://a.cn/b"),
        (r" HYPERLINK http://a.cn/", "http://a.cn/"),
        (r' HYPERLINK \l "part"', "#part"),
        (" PAGE ", ""),
    ],
)
def test_where_a_field_leads(instruction: str, address: str) -> None:
    assert linked_address(instruction) == address


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("http://a.cn/ b", "http://a.cn/%20b"),
        ("http://a.cn/50%", "http://a.cn/50%25"),
        ("http://中文.cn/路", "http://中文.cn/%E8%B7%AF"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("b.html", ""),
        ("javascript:x", ""),
        ("http://a.cn/" + "x" * 2100, ""),
    ],
)
def test_addresses_that_word_accepts(address: str, accepted: str) -> None:
    assert linkable(address) == accepted


def test_names_of_styles_are_read_as_they_are_written() -> None:
    for level in range(1, 10):
        assert heading_level(heading_style(level)) == level
        assert is_contents_style(contents_style(level))
    assert (heading_level("标题 2"), heading_level("heading 10")) == (2, 0)
    assert style_id(heading_style(1)) == "Heading1"


def test_relationships_stand_beside_their_part_and_lead_from_it() -> None:
    assert relations_part("word/document.xml") == "word/_rels/document.xml.rels"
    assert relations_part("") == "_rels/.rels"
    assert resolved_target("word/document.xml", "media/a.png") == "word/media/a.png"
    assert resolved_target("word/document.xml", "/docProps/core.xml") == "docProps/core.xml"
    assert resolved_target("", "word/document.xml") == "word/document.xml"

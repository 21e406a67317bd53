"""Damage to files of all kinds, by chance: bytes, signs of texts, elements, parts of packages."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from tests.office_files import packed, pptx, shape, sheet, slide, xlsx
from tests.office_files import paragraph as slide_paragraph
from tests.office_files import run as slide_run
from tests.test_readers_odt import odt

_ODD = (
    *("", "0", "-1", "1", "2147483648", "99999999999999999999", "1e400", "NaN", "0x10", "½"),
    *("\x00", "\x0b", "\u202e", "\ufeff", "\ufffd", "𠮷", "]]>", "&#0;", "&#xD800;", "%s{0}"),
    *("..", "/", "http://[", "data:,", "#", "rId1", "中" * 5000, "a" * 70000, "\n" * 3000),
)
"""Values that hardly anything expects."""
_SIGN = re.compile(r"\d+|\w+|[^\w\s]|\s+")
_DEEP = 400


def other_kinds() -> dict[str, bytes]:
    """A small file of each kind that has none among the cases, by name."""
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>合计</t></is></c><c r="B3"><f>SUM(B1:B2)</f>'
        "<v>3</v></c></row>"
    )
    merged = '<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>'
    title = shape(slide_paragraph(slide_run("年度报告")), placeholder='type="title"')
    body = shape(
        slide_paragraph(slide_run("收入增长百分之五。", 'b="1"')),
        slide_paragraph(slide_run("利润"), properties='<a:pPr lvl="1"/>'),
        placeholder='idx="1"',
    )
    cue = "{time}\n<i>你好，世界。</i>\n再见。\n\n"
    return {
        "book.xlsx": xlsx({"表": sheet(cells, after=merged)}, strings=["<t>年度报告</t>"]),
        "slides.pptx": pptx(slide(title, body), slide(body), notes={1: slide(body, root="notes")}),
        "text.odt": odt(
            '<text:h text:outline-level="1">年度报告</text:h><text:p>收入<text:span '
            'text:style-name="T1">增长</text:span>。</text:p><text:list><text:list-item><text:p>'
            "利润</text:p></text:list-item></text:list><table:table><table:table-row>"
            "<table:table-cell><text:p>一</text:p></table:table-cell></table:table-row>"
            "</table:table>"
        ),
        "film.vtt": (
            "WEBVTT\n\nNOTE 说明\n\n"
            + cue.format(time="00:01.000 --> 00:02.000 line:0") * 3
            + cue.format(time="01:00:01.000 --> 01:00:02.000")
        ).encode(),
        "film.ass": (
            "[Script Info]\nTitle: 片\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\n"
            "Style: Default,Arial\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, "
            "MarginR, MarginV, Effect, Text\n"
            + r"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\i1}你好{\i0}，\N世界。"
            + "\n"
        ).encode(),
    }


def mutate(name: str, data: bytes, rng: random.Random) -> bytes:
    """The file with one to three kinds of damage."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        ways = [_damage_bytes]
        if zipfile.is_zipfile(io.BytesIO(data)):
            ways += [_damage_package] * 4
        elif Path(name).suffix == ".pdf":
            ways += [_damage_signs]
        else:
            ways += [_damage_signs] * 3
        data = rng.choice(ways)(data, rng)
    return data


def _damage_bytes(data: bytes, rng: random.Random) -> bytes:
    """Cut, doubled, overwritten, or put in another order, somewhere."""
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 2, 16, 300, 5000)))
    before, piece, after = data[:start], data[start:end], data[end:]
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: before,
        lambda: before + after,
        lambda: before + piece * rng.choice((2, 50)) + after,
        lambda: before + bytes(len(piece)) + after,
        lambda: before + rng.randbytes(len(piece)) + after,
        lambda: (
            before + bytes(one ^ 1 << rng.randrange(8) for one in piece[:3]) + piece[3:] + after
        ),
        lambda: after + piece + before,
    )
    return rng.choice(ways)()


def _damage_signs(data: bytes, rng: random.Random) -> bytes:
    """A word, number or sign left out, changed, or said many times."""
    text = data.decode("latin-1")
    signs = list(_SIGN.finditer(text))
    if not signs:
        return data
    for _ in range(rng.choice((1, 1, 5))):
        sign = rng.choice(signs)
        odd = rng.choice((rng.choice(_ODD), sign[0] * rng.choice((2, 300, 3000))))
        written = odd.encode("utf-8", "replace").decode("latin-1")
        text = text[: sign.start()] + written + text[sign.end() :]
    return text.encode("latin-1")


def _damage_package(data: bytes, rng: random.Random) -> bytes:
    """A part left out, emptied, taken for another, or with damage inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts: dict[str, str | bytes] = {one: package.read(one) for one in package.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return _damage_bytes(data, rng)
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        return _damage_bytes(data, rng)
    if not parts:
        return _damage_bytes(data, rng)
    name, other = rng.choice(list(parts)), rng.choice(list(parts))
    content = parts[name]
    assert isinstance(content, bytes)
    way = rng.randrange(12)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = b""
    elif way == 2:
        parts[name], parts[other] = parts[other], parts[name]
    elif way == 3:
        parts[name] = _damage_bytes(content, rng)
    elif way == 4:
        parts[name] = _damage_signs(content, rng)
    else:
        parts[name] = _damage_tree(content, rng)
    return packed(parts)


def _damage_tree(content: bytes, rng: random.Random) -> bytes:
    """Elements left out, said again, nested or put elsewhere; attributes and texts changed."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return _damage_bytes(content, rng)
    for _ in range(rng.choice((1, 1, 4))):
        elements = list(root.iter(etree.Element))
        one, other = rng.choice(elements), rng.choice(elements)
        if one is root or rng.randrange(2):
            _damage_element(one, rng)
        else:
            _move_element(one, other, rng, is_small=len(elements) < _DEEP)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _move_element(
    one: etree._Element, other: etree._Element, rng: random.Random, *, is_small: bool
) -> None:
    """An element left out, said again, put elsewhere, or nested in itself."""
    parent, way = one.getparent(), rng.randrange(4)
    if parent is None:
        return
    if way == 0:
        parent.remove(one)
    elif way == 1:
        parent.extend(deepcopy(one) for _ in range(rng.choice((1, 40))))
    elif way == 2 and other is not one and one not in list(other.iterancestors()):
        other.append(one)
    elif way == 3 and is_small:
        for _ in range(_DEEP):
            one = etree.SubElement(one, one.tag, dict(one.attrib))


def _damage_element(one: etree._Element, rng: random.Random) -> None:
    """Another name or text, or an attribute left out or with an odd value."""
    keys, way = list(one.attrib), rng.randrange(6)
    if way == 0:
        names = [other.tag for other in one.getroottree().getroot().iter(etree.Element)]
        one.tag = rng.choice(names)
    elif way == 1 or not keys:
        one.text = _sound(rng.choice(_ODD))
    elif way == 2:
        del one.attrib[rng.choice(keys)]
    else:
        one.set(rng.choice(keys), _sound(rng.choice(_ODD)))


def _sound(text: str) -> str:
    """Text that XML can hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)

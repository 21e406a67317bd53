"""Styles and their properties as elements, in the words of typography."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import BUILT_IN, NORMAL, NORMAL_TABLE, style_id

BOX = ("top", "left", "bottom", "right")


def define_style(
    name: str,
    based_on: str = "",
    paragraph: tuple[Element, ...] = (),
    run: tuple[Element, ...] = (),
    *,
    others: tuple[Element, ...] = (),
    kind: str = "paragraph",
) -> Element:
    """A style with properties of paragraphs, of runs, and others, such as ``w:tblPr``."""
    nature: dict[str, int] = {}
    if name in (NORMAL, NORMAL_TABLE):
        nature = {"default": 1}
    elif name not in BUILT_IN:
        nature = {"customStyle": 1}
    content = [w("name", val=name), *others]
    content += [w("basedOn", val=style_id(based_on))] if based_on else []
    content += [w("qFormat")] if kind == "paragraph" else []
    content += [w("pPr", *paragraph)] if paragraph else []
    content += [w("rPr", *run)] if run else []
    return w("style", *content, type=kind, **nature, styleId=style_id(name))


def edge(side: str, eighths: int, ink: str, *, space: int = 0) -> Element:
    """One line of a border: ``edge("top", 4, "C9CED6")``, its width in eighths of a point."""
    return w(side, val="single", sz=eighths, space=space, color=ink)


def shade(ink: str) -> Element:
    """``w:shd``: a background of one colour."""
    return w("shd", val="clear", color="auto", fill=ink)


def padding(vertical: int, horizontal: int) -> Element:
    """The distances between a cell's edges and its content."""
    sizes = zip(BOX, (vertical, horizontal, vertical, horizontal), strict=True)
    return w("tblCellMar", *(twips(side, width) for side, width in sizes))


def twips(tag: str, width: int) -> Element:
    """A width that a table or cell names, in twips."""
    return w(tag, w=width, type="dxa")


def color(ink: str) -> Element:
    """``w:color``: the colour of text."""
    return w("color", val=ink)


def size(half_points: int) -> tuple[Element, ...]:
    """The size of text, for both kinds of script."""
    return (w("sz", val=half_points), w("szCs", val=half_points))


def leading(half_points: int) -> int:
    """The least height of a line: more than either script needs by itself, so that lines of
    Chinese and English keep step across the columns."""
    return round(half_points * 15.5)


def spacing(*, before: int = -1, after: int = -1, line: int = -1, rule: str = "atLeast") -> Element:
    """``w:spacing``: space around a paragraph and the height of its lines, in twips."""
    sizes = {"before": before, "after": after, "line": line}
    given: dict[str, str | int] = {name: value for name, value in sizes.items() if value >= 0}
    return w("spacing", **given, **({"lineRule": rule} if line >= 0 else {}))

"""Styles and their properties as elements, in the words of typography."""

from __future__ import annotations

from bilingual.formats.word.elements import Element, style_id, w

BOX = ("top", "left", "bottom", "right")
_BUILT_IN = {
    *(
        "Normal",
        "Normal Table",
        "Title",
        "Subtitle",
        "header",
        "footer",
        "Hyperlink",
        *("Quote", "caption", "TOC Heading"),
    ),
    *("annotation text", "annotation reference", "footnote text", "footnote reference"),
    *(f"heading {level}" for level in range(1, 10)),
    *(f"toc {level}" for level in range(1, 10)),
}
"""Styles that Word knows by these names."""


def define_style(
    name: str,
    based_on: str = "",
    paragraph: tuple[Element, ...] = (),
    run: tuple[Element, ...] = (),
    *,
    kind: str = "paragraph",
) -> Element:
    """A style; properties must come in the schema's order."""
    style = w("style", w("name", val=name), type=kind, styleId=style_id(name))
    if name in ("Normal", "Normal Table"):
        style = w("style", w("name", val=name), type=kind, default=1, styleId=style_id(name))
    elif name not in _BUILT_IN:
        style = w("style", w("name", val=name), type=kind, customStyle=1, styleId=style_id(name))
    if based_on:
        style.append(w("basedOn", val=style_id(based_on)))
    if kind == "paragraph":
        style.append(w("qFormat"))
    if paragraph:
        style.append(w("pPr", *paragraph))
    if run:
        style.append(w("rPr", *run))
    return style


def edge(side: str, eighths: int, ink: str, *, space: int = 0) -> Element:
    """One line of a border."""
    return w(side, val="single", sz=eighths, space=space, color=ink)


def shade(ink: str) -> Element:
    """A background."""
    return w("shd", val="clear", color="auto", fill=ink)


def padding(vertical: int, horizontal: int) -> Element:
    """The distances between a cell's edges and its content."""
    sizes = zip(BOX, (vertical, horizontal, vertical, horizontal), strict=True)
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sizes))


def color(ink: str) -> Element:
    """The colour of text."""
    return w("color", val=ink)


def size(half_points: int) -> tuple[Element, ...]:
    """The size of text, for both kinds of script."""
    return (w("sz", val=half_points), w("szCs", val=half_points))


def leading(half_points: int) -> int:
    """The least height of a line: more than either script needs by itself, so that lines of
    Chinese and English keep step across the columns."""
    return round(half_points * 15.5)


def spacing(*, before: int = -1, after: int = -1, line: int = -1, rule: str = "atLeast") -> Element:
    """Space around a paragraph and the height of its lines."""
    sizes = {"before": before, "after": after, "line": line}
    given: dict[str, str | int] = {name: value for name, value in sizes.items() if value >= 0}
    return w("spacing", **given, **({"lineRule": rule} if line >= 0 else {}))

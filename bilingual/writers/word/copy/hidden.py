"""Hidden text in a copy: it stays hidden, and has no translation; or all of it is shown."""

from __future__ import annotations

from bilingual.formats.word.elements import ensured, w
from bilingual.formats.word.hidden_drawings import is_hidden_drawing, show_drawing
from bilingual.formats.word.names import Element, child, qualified
from bilingual.formats.word.order import put
from bilingual.formats.word.styles import Styles


def settle_hidden(root: Element, styles: Styles, *, is_shown: bool) -> None:
    """Have each hidden run of a part say so itself, where its style does; or, if hidden text is to
    be shown, have it say that it is not."""
    for run in root.iter(qualified("w:r")):
        paragraph = next(run.iterancestors(qualified("w:p")), None)
        if styles.is_hidden(child(paragraph, "w:pPr"), child(run, "w:rPr")):
            put(ensured(run, "rPr"), w("vanish", val=0) if is_shown else w("vanish"))
    for paragraph in root.iter(qualified("w:p")) if is_shown else ():
        properties = child(paragraph, "w:pPr")
        if styles.is_hidden(properties, child(properties, "w:rPr")):
            put(ensured(ensured(paragraph, "pPr"), "rPr"), w("vanish", val=0))
    for drawing in root.iter(*map(qualified, ("w:drawing", "w:pict"))) if is_shown else ():
        for shape in filter(is_hidden_drawing, drawing.iter("{*}*")):
            show_drawing(shape)

"""What fields show that store no result: it follows from their instructions, or from the form that
they are a box, a list or a line of.
"""

from __future__ import annotations

import re

from bilingual.formats.form_fields import box
from bilingual.formats.symbol_fonts import symbol_text
from bilingual.formats.word.equations import read_equation
from bilingual.formats.word.names import Element, attribute, child, is_on, number, qualified, value
from bilingual.model import Span

_SILENT = frozenset(
    {"ADVANCE", "ASK", "BIDIOUTLINE", "DATA", "HYPERLINK", "NEXT", "NEXTIF", "PRIVATE", "RD"}
    | {"SET", "SKIPIF", "TA", "TC", "XE"}
)
"""Fields that show nothing."""
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s?(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(?:0x([0-9a-f]+)|(\d+)|(\S))", re.IGNORECASE)
_FONT = re.compile(r"""\\f\s*(?:"([^"]*)"|(\S+))""")


def field_keyword(instruction: str) -> str:
    """The kind of a field, in capitals: ``PAGE``; empty where there is none."""
    return next(iter(instruction.split(maxsplit=1)), "").split("\\")[0].upper()


def text_without_result(instruction: str, mark: Element | None) -> tuple[Span, ...] | None:
    """What a field shows that stores no result. ``mark`` is its begin mark, which holds the data of
    a form. Empty where it shows nothing; None where only a word processor can tell."""
    keyword = field_keyword(instruction)
    text = ""
    match keyword:
        case "EQ":
            return read_equation(instruction)
        case "SYMBOL":
            text = _symbol(instruction)
        case "MACROBUTTON" | "GOTOBUTTON":
            text = match[1].strip() if (match := _BUTTON.match(instruction)) else ""
        case "FORMCHECKBOX":
            text = box(is_ticked=_is_ticked(child(mark, "w:ffData", "w:checkBox")))
        case "FORMDROPDOWN":
            text = _choice(child(mark, "w:ffData", "w:ddList"))
        case "FORMTEXT":
            text = value(mark, "w:ffData", "w:textInput", "w:default")
        case _:
            return () if not keyword or keyword in _SILENT else None
    return (Span(text=text),) if text else ()


def _symbol(instruction: str) -> str:
    match = _SYMBOL.match(instruction)
    if not match:
        return ""
    code = int(match[1], 16) if match[1] else int(match[2]) if match[2] else ord(match[3])
    font = _FONT.search(instruction)
    is_character = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return symbol_text(chr(code), (font[1] or font[2]) if font else "") if is_character else ""


def _is_ticked(box: Element | None) -> bool:
    ticked = child(box, "w:checked")
    ticked = child(box, "w:default") if ticked is None else ticked
    return ticked is not None and is_on(ticked)


def _choice(choices: Element | None) -> str:
    """The entry that is chosen; the first one where nobody chose."""
    entries = [] if choices is None else choices.findall(qualified("w:listEntry"))
    chosen = value(choices, "w:result") or value(choices, "w:default")
    index = number(chosen, 0)
    return attribute(entries[index], "w:val") if 0 <= index < len(entries) else ""

"""What the fields of forms in an OpenDocument text show: its own controls, and the fields that
come from Word (ODF 1.3, 13 "Form Content"; `field:fieldmark` of LibreOffice)."""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.formats.form_fields import box
from bilingual.formats.xml import Element, tag_of, text_of
from bilingual.readers.odt.styles import local_attribute, read_count

_BOXES = ("checkbox", "radio")
_LINES = ("text", "textarea", "formatted-text", "number", "date", "time", "combobox", "file")


def control_texts(text: Element) -> dict[str, str]:
    """What the controls of a document show, by the names that their places call them by."""
    controls = (one for forms in text if tag_of(forms) == "forms" for one in forms.iter())
    return {local_attribute(one, "id"): _control_text(one) for one in controls}


def fieldmark_text(mark: Element) -> str:
    """What a field shows that holds no text: a box, the choice of a list."""
    kind = local_attribute(mark, "type").rpartition(".")[2]
    settings = [
        (local_attribute(one, "name"), local_attribute(one, "value"))
        for one in mark
        if tag_of(one) == "param"
    ]
    if kind == "FORMCHECKBOX":
        return box(is_ticked=("Checkbox_Checked", "true") in settings)
    if kind == "FORMDROPDOWN":
        entries = [value for name, value in settings if name == "Dropdown_ListEntry"]
        chosen = next((value for name, value in settings if name == "Dropdown_Selected"), "")
        return "".join(entries[read_count(chosen, 0) :][:1])
    return ""


def _control_text(control: Element) -> str:
    tag, label = tag_of(control), local_attribute(control, "label")
    if tag in _BOXES:
        state = _first(control, "current-state", "state", "current-selected", "selected")
        return f"{box(is_ticked=state in ('checked', 'true'))}{label}"
    if tag in _LINES:
        return _first(control, "current-value", "value") or text_of(control)
    if tag == "listbox":
        options = [one for one in control if tag_of(one) == "option"]
        chosen = (one for one in options if _first(one, "current-selected", "selected") == "true")
        return "、".join(local_attribute(one, "label") for one in chosen)
    return label if tag == "fixed-text" else ""


def _first(element: Element, *names: str) -> str:
    values: Iterable[str] = (local_attribute(element, name) for name in names)
    return next(filter(None, values), "")

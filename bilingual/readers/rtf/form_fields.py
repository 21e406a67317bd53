"""Boxes, lists and lines of forms in RTF (RTF 1.9.1, "Form Fields")."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.formats.form_fields import box

_NOT_SET = 25
"""The ``\\ffres`` of a field that nobody has filled in."""


@dataclass(slots=True)
class RtfFormField:
    """A ``\\formfield`` that is being read."""

    _numbers: dict[str, int] = field(
        default_factory=lambda: {"ffres": _NOT_SET, "ffdefres": 0, "fftype": 0}
    )
    choices: list[str] = field(default_factory=list)

    def word(self, word: str, number: int) -> None:
        """One of the words that say what it is, and what has been chosen."""
        if word in self._numbers:
            self._numbers[word] = number

    def text(self, keyword: str, default: str) -> str:
        """What a field of this kind shows; ``default`` is what stands in a line nobody filled."""
        chosen = self._numbers["ffres"]
        chosen = self._numbers["ffdefres"] if chosen == _NOT_SET else chosen
        match keyword:
            case "FORMCHECKBOX":
                return box(is_ticked=bool(chosen))
            case "FORMDROPDOWN":
                return self.choices[chosen] if 0 <= chosen < len(self.choices) else ""
            case "FORMTEXT":
                return default
            case _:
                return ""

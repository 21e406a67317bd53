"""The figures of a sentence against those of its English translation."""

from __future__ import annotations

import unicodedata

from bilingual.translate.numbers.findings import NumberCode, NumberFinding
from bilingual.translate.numbers.values import chinese_numbers, english_numbers, is_same_number


def compare_numbers(source: str, target: str) -> tuple[NumberFinding, ...]:
    """What is wrong about the figures of ``target`` as the English of ``source``, in the order of
    the source; what nothing in the source explains comes last."""
    text = unicodedata.normalize("NFKC", source)
    found = english_numbers(unicodedata.normalize("NFKC", target))
    values = {value for _, values in found for value in values}
    return tuple(
        NumberFinding(
            code=NumberCode.NUMBER,
            message=f"{text[slice(*place)].strip()}: not in the translation",
            source=place if text == source else None,
            target=None,
        )
        for place, value in chinese_numbers(text)
        if not any(is_same_number(value, other) for other in values)
    )

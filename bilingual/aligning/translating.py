"""What an engine says of a source, to be compared with what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from bilingual.chinese.characters import has_han
from bilingual.chinese.sentences import split_sentences
from bilingual.engines.base import QUICK, Translator, requests_for


def translated_by(
    translator: Translator, advance: Callable[[int], None] = lambda characters: None
) -> Callable[[Sequence[str]], list[str]]:
    """A function that translates sentences quickly, each text once, in pieces where it is longer
    than models take. ``advance`` is told how many more characters are done."""

    def translate(texts: Sequence[str]) -> list[str]:
        pieces = [[one.strip() for one in split_sentences(text)] for text in texts]
        todo = list(dict.fromkeys(one for one in chain.from_iterable(pieces) if has_han(one)))
        requests = requests_for(todo)
        hypotheses = (
            translator.translate(
                requests,
                attempt=QUICK,
                advance=lambda indices: advance(sum(len(todo[index]) for index in indices)),
            )
            if todo
            else []
        )
        told = {text: one.text for text, one in zip(todo, hypotheses, strict=True)}
        return [" ".join(told.get(one, one) for one in inside) for inside in pieces]

    return translate

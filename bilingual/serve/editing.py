"""Corrections: what a person writes into a row takes the place of the translation there, with the
formatting of the source, and is judged by the same checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bilingual.engines import Translator
from bilingual.formats.points import POINT
from bilingual.memory import Entry, Memory, bare_text, contexts_of, remembered_text
from bilingual.model import Origin, Pair, Span, Translation
from bilingual.run.single import Single
from bilingual.run.tasks import Settings
from bilingual.serve.held import Held
from bilingual.serve.limits import unknown, wrong
from bilingual.translate import plan_document, translate_plans
from bilingual.translate.recall import recall_plan


def correct(
    single: Single, row: str, text: str, translator: Translator, settings: Settings, scratch: Path
) -> Single:
    """The document with ``text`` as the translation of the row of that name. ``scratch`` is a file
    that may be written.

    Raises `RefusedError` if there is no such row, or nothing in it to translate.
    """
    index = next(
        (at for at, pair in enumerate(single.document.pairs) if pair.source.id == row), None
    )
    if index is None:
        raise unknown(f"row {row}")
    pair = single.document.pairs[index]
    if not is_editable(pair):
        raise wrong(f"row {row}", "has nothing to translate", "leave it as it is")
    if not bare_text(text):
        raise wrong(f"row {row}", "would lose its translation", "write one")
    if text == remembered_text(pair.target):
        return single
    changed = _translated_by(single, index, text, translator, settings, scratch)
    if bare_text(remembered_text(changed.target)) != bare_text(text):  # a rule says otherwise
        plain = text.replace(POINT, "")
        segment = Translation(source=pair.source.text, text=plain, origin=Origin.HUMAN)
        changed = replace(pair, target=(Span(text=plain),), segments=(segment,))
    pairs = (*single.document.pairs[:index], changed, *single.document.pairs[index + 1 :])
    return replace(single, document=replace(single.document, pairs=pairs))


def is_editable(pair: Pair) -> bool:
    """Whether a row has a translation that a person can correct."""
    return pair.source.is_translatable and bool(bare_text(remembered_text(pair.source.spans)))


def entries_of(held: Held, author: str = "") -> Iterator[Entry]:
    """The corrections of a document as entries of a memory, with what stands around them."""
    assert held.single is not None, "done"
    document = held.single.document
    texts = [remembered_text(pair.source.spans) for pair in document.pairs]
    filled = [index for index, text in enumerate(texts) if bare_text(text)]
    around = dict(zip(filled, contexts_of([texts[index] for index in filled]), strict=True))
    for index, pair in enumerate(document.pairs):
        if pair.source.id in held.corrections:
            before, after = around[index]
            yield Entry(
                source=texts[index],
                target=held.corrections[pair.source.id],
                source_language=document.source_language,
                target_language=document.target_language,
                author=author,
                document=held.name,
                before=before,
                after=after,
            )


def _translated_by(
    single: Single, index: int, text: str, translator: Translator, settings: Settings, scratch: Path
) -> Pair:
    """The row as it would be if a memory had ``text`` for it: so its formatting finds a place."""
    normalized = single.plan.document
    alone = plan_document(replace(normalized, blocks=(normalized.blocks[index],)))
    language = single.document.target_language
    entry = Entry(
        source=remembered_text(single.document.pairs[index].source.spans),
        target=text,
        source_language=single.document.source_language,
        target_language=language,
    )
    try:
        with Memory(scratch, is_created=True) as memory:
            memory.add([entry])
            known = recall_plan(alone, memory, settings.translate, language)
    finally:
        for path in scratch.parent.glob(f"{scratch.name}*"):
            path.unlink(missing_ok=True)
    (document,) = translate_plans([known], translator, settings.translate)
    return document.pairs[0]

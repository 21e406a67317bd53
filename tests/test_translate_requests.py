"""What engines are asked: each text once, with as much around it as they can use."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Paragraph, Request
from bilingual.engines.remembering import RememberingTranslator
from bilingual.model import Block, BlockKind, Document, EngineInfo, Span, with_ids
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.run.results import Results
from bilingual.translate import TranslateOptions
from bilingual.translate.documents import translate_documents
from bilingual.translate.glossary import Glossary, Term


class Noting:
    """Answers with what it sees of a request; notes what it was asked."""

    info = EngineInfo(name="noting")
    attempts = 1

    def __init__(self, abilities: Abilities) -> None:
        self.abilities = abilities
        self.asked: list[list[Request]] = []

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked.append(list(requests))
        advance(range(len(requests)))
        return [Hypothesis(text=said(request)) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        raise AssertionError("it cannot")


def said(request: Request) -> str:
    before = request.paragraph.before[-1:] if request.paragraph else ()
    return f"Said of {len(request.text)} after {len(''.join(before))}."


def translated(
    engine: Noting | RememberingTranslator, *documents: Sequence[str], terms: Sequence[Term] = ()
) -> list[list[str]]:
    seeds = []
    for texts in documents:
        blocks = (Block(spans=(Span(text=text),)) for text in texts)
        document = Document(name="a.md", format="md", blocks=with_ids(blocks))
        seeds.append(normalize_document(document, NormalizeOptions()))
    options = TranslateOptions(glossary=Glossary(tuple(terms)))
    made = translate_documents(seeds, engine, options)
    return [[pair.target_text for pair in one.pairs] for one in made]


def test_without_context_equal_texts_are_asked_once() -> None:
    engine = Noting(Abilities())
    translated(engine, ["会议举行。大家来了。", "会议举行。"], ["会议举行。"])
    assert engine.asked == [[Request(text="会议举行。"), Request(text="大家来了。")]]


def test_with_context_a_sentence_is_told_what_it_stands_in() -> None:
    engine = Noting(Abilities(uses_context=True))
    (first, second), (third, _) = translated(
        engine, ["会议举行。大家来了。", "会议举行。"], ["会议举行。", "散会。"]
    )
    asked = [request for batch in engine.asked for request in batch]
    assert [request.text for request in asked] == [
        "会议举行。", "大家来了。", "会议举行。", "会议举行。", "散会。"
    ]  # fmt: skip
    assert (
        asked[0].paragraph
        == asked[1].paragraph
        == Paragraph(
            kind=BlockKind.PARAGRAPH,
            sentences=("会议举行。", "大家来了。"),
            after=("会议举行。",),
        )
    )
    assert asked[2].paragraph and asked[2].paragraph.before == ("会议举行。", "大家来了。")
    assert first == "Said of 5 after 0. Said of 5 after 0."
    assert (second, third) == ("Said of 5 after 5.", "Said of 5 after 0.")


def test_equal_documents_are_asked_once_whatever_else_is_there() -> None:
    engine = Noting(Abilities(uses_context=True))
    one = ["会议举行。", "散会。"]
    together = translated(engine, one, ["散会。"], one)
    assert sum(map(len, engine.asked)) == 3
    assert together[0] == together[2] == translated(engine, one)[0]


def test_terms_go_to_engines_that_take_them() -> None:
    terms = [Term(source="省长", target="governor"), Term(source="会议", target="meeting")]
    for takes_terms, expected in ((True, (("会议", "meeting"), ("省长", "governor"))), (False, ())):
        engine = Noting(Abilities(takes_terms=takes_terms))
        translated(engine, ["会议开始，省长出席会议。"], terms=terms)
        assert engine.asked[0][0].terms == expected


def test_a_paragraph_is_asked_for_together(tmp_path: Path) -> None:
    engine = Noting(Abilities(batch=40, uses_context=True))
    remembering = RememberingTranslator(engine, Results(tmp_path), "")
    texts = ["大" * number + "。" + "小" * (20 - number) + "。" for number in range(1, 20)]
    assert translated(remembering, texts) == translated(Noting(engine.abilities), texts)
    assert len(engine.asked) > 5
    for batch in engine.asked:
        paragraphs = [paragraph for paragraph, _ in groupby(batch, lambda one: one.paragraph)]
        assert len(paragraphs) == len(set(paragraphs))
        for request in batch:
            assert request.paragraph
            assert all(
                Request(text=text, paragraph=request.paragraph) in batch
                for text in request.paragraph.sentences
            )

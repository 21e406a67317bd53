"""From normalised documents to pairs: nothing lost, nothing shifted, retries where needed."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.characters import has_han
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request, Translator
from bilingual.engines.identity import IdentityTranslator
from bilingual.model import (
    Block,
    BlockKind,
    Document,
    EngineInfo,
    Mark,
    Origin,
    Pair,
    Span,
    SpanKind,
    with_ids,
)
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate.documents import translate_documents, translate_plans
from bilingual.translate.plans import plan_document


class Scripted:
    """Answers from a table, a list of answers for successive attempts; notes what it was asked."""

    info = EngineInfo(name="scripted")
    abilities = Abilities(has_attention=True)
    attempts = 3

    def __init__(
        self, answers: dict[str, list[str]], alignments: dict[str, Alignment] | None = None
    ) -> None:
        self.answers = answers
        self.alignments = alignments or {}
        self.asked: list[list[str]] = []

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked.append([request.text for request in requests])
        advance(range(len(requests)))
        return [Hypothesis(text=self.answers[request.text][attempt]) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [self.alignments.get(source) for source, _ in pairs]


def text(*texts: str) -> Block:
    return Block(spans=tuple(Span(text=one) for one in texts))


def translated(translator: Translator, *blocks: Block) -> tuple[Pair, ...]:
    document = Document(name="a.md", format="md", blocks=with_ids(blocks))
    normalized = normalize_document(document, NormalizeOptions())
    return translate_documents([normalized], translator)[0].pairs


_SPANS = st.builds(
    Span,
    text=st.text(st.sampled_from("甲乙。！“”,.aB1 \n"), max_size=12),
    kind=st.sampled_from(
        [SpanKind.TEXT, SpanKind.TEXT, SpanKind.CODE, SpanKind.IMAGE, SpanKind.RAW]
    ),
    marks=st.sampled_from([frozenset[Mark](), frozenset({Mark.BOLD})]),
    href=st.sampled_from(["", "", "https://a.cn"]),
)
_BLOCKS = st.builds(
    Block, kind=st.sampled_from(BlockKind), spans=st.lists(_SPANS, max_size=6).map(tuple)
)


@given(st.lists(_BLOCKS, max_size=6))
def test_every_block_has_one_pair_and_loses_nothing(blocks: list[Block]) -> None:
    pairs = translated(IdentityTranslator(), *blocks)
    assert [pair.original.spans for pair in pairs] == [block.spans for block in blocks]
    for pair in pairs:
        if pair.source.is_translatable:
            assert "".join(segment.source for segment in pair.segments) == pair.source.text
        else:
            assert pair.target == pair.source.spans
        for kind in (SpanKind.CODE, SpanKind.IMAGE, SpanKind.RAW):
            before, after = (
                "".join(span.text for span in spans if span.kind is kind)
                for spans in (pair.source.spans, pair.target)
            )
            assert before == after


def test_equal_sentences_are_translated_once_over_all_documents() -> None:
    engine = Scripted({"好。": ["Good."], "坏。": ["Bad."]})
    documents = [
        normalize_document(
            Document(name="a.txt", format="txt", blocks=(text("好。好。坏。"),)), NormalizeOptions()
        )
        for _ in range(2)
    ]
    done: list[int] = []
    plans = [plan_document(document) for document in documents]
    results = translate_plans(plans, engine, advance=done.append)
    assert engine.asked == [["好。", "坏。"]]
    assert [result.pairs[0].target_text for result in results] == ["Good. Good. Bad."] * 2
    assert sum(done) == sum(plan.size for plan in plans) == 12


def test_a_rule_says_the_marker_typed_before_a_heading() -> None:
    engine = Scripted({"小城": ["Small Town"], "归来。": ["Back."], "第一章程。": ["The First."]})
    spans = (
        Span(text="第二回：", marks=frozenset({Mark.BOLD})),
        Span(text="归来。"),
        Span(text="a.png", kind=SpanKind.IMAGE),
    )
    headings = [
        Block(spans=one, kind=BlockKind.HEADING, level=1)
        for one in (
            (Span(text="第一章　小城"),),
            spans,
            (Span(text="第三章"),),
            (Span(text="第一章程。"),),
        )
    ]
    pairs = translated(engine, *headings)
    assert engine.asked == [["小城", "归来。", "第一章程。"]]
    told = ["Chapter 1 Small Town", "Chapter 2: Back. a.png", "Chapter 3", "The First."]
    assert [pair.target_text for pair in pairs] == told
    assert [pair.segments[0].origin for pair in pairs] == [Origin.RULE] * 3 + [Origin.ENGINE]
    assert SpanKind.IMAGE in {span.kind for span in pairs[1].target}
    assert all("".join(s.source for s in one.segments) == one.source.text for one in pairs)


def test_only_garbage_is_tried_again_and_neighbours_stay_in_place() -> None:
    engine = Scripted(
        {
            "第一句话在这里。": ["The first is here."],
            "第二句话在这里。": ["a a a a a a", "The second is here."],
            "第三句话在这里。": ["", "", ""],
            "第四句话在这里。": ["The fourth is here."],
        }
    )
    (pair,) = translated(engine, text("".join(engine.answers)))
    assert engine.asked[1:] == [["第二句话在这里。", "第三句话在这里。"], ["第三句话在这里。"]]
    assert pair.target_text == "The first is here. The second is here. The fourth is here."
    assert [finding.code for finding in pair.findings] == ["empty"]
    assert pair.segments[2].findings == pair.findings


@pytest.mark.parametrize("placeholder", ["X1X", "X1XX"])
def test_code_travels_through_its_sentence_as_a_placeholder(placeholder: str) -> None:
    code = Span(text="kubectl get", kind=SpanKind.CODE)
    block = Block(spans=(Span(text="运行"), code, Span(text="命令。")))
    engine = Scripted({"运行X1X命令。": [f"Run the command {placeholder}."]})
    (pair,) = translated(engine, block)
    assert pair.target == (Span(text="Run the command "), code, Span(text="."))


def test_code_that_the_model_drops_is_put_between_its_neighbours() -> None:
    code = Span(text="kubectl get", kind=SpanKind.CODE)
    block = Block(spans=(Span(text="运行"), code, Span(text="命令。")))
    engine = Scripted(
        {"运行X1X命令。": ["Run it."] * 3, "运行": ["Run"], "命令。": ["the command."]}
    )
    (pair,) = translated(engine, block)
    assert pair.target == (Span(text="Run "), code, Span(text=" the command."))


def test_text_without_chinese_is_not_translated() -> None:
    engine = Scripted({})
    pairs = translated(engine, text("2024-10-28"), text("Hello, world."), text("https://a.cn/x"))
    assert [pair.target_text for pair in pairs] == [
        "2024-10-28",
        "Hello, world.",
        "https://a.cn/x",
    ]
    assert all(segment.origin is Origin.SOURCE for pair in pairs for segment in pair.segments)
    assert not any(engine.asked)


def test_formatting_of_the_whole_block_carries_over() -> None:
    bold = frozenset({Mark.BOLD})
    block = Block(
        spans=(
            Span(text="标", marks=bold, href="https://a.cn"),
            Span(text="题", marks=bold, href="https://a.cn"),
        )
    )
    (pair,) = translated(Scripted({"标题": ["Title"]}), block)
    assert pair.target == (Span(text="Title", marks=bold, href="https://a.cn"),)


def test_line_breaks_stay() -> None:
    engine = Scripted({"第一行": ["First"], "第二行": ["Second"]})
    (pair,) = translated(engine, text("第一行\n第二行"))
    assert pair.target_text == "First\nSecond"
    assert has_han(pair.source.text)

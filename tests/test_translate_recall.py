"""What the memory knows is taken, as a person left it; what is only alike is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.memory import (
    Entry,
    EntryFormatting,
    EntryOrigin,
    Memory,
    contexts_of,
    dump_formatting,
    formatted_stretches,
    remembered_text,
)
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    EngineInfo,
    Mark,
    Origin,
    Pair,
    Part,
    Severity,
    Span,
    SpanKind,
    with_ids,
)
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate.documents import translate_plans
from bilingual.translate.glossary import Glossary
from bilingual.translate.options import TranslateOptions
from bilingual.translate.plans import plan_document
from bilingual.translate.recall import recall_plan, recalled_hash
from bilingual.translate.swapping import swap

NOTE = Span(text="[1]", kind=SpanKind.NOTE, href="n")
CODE = Span(text="ls", kind=SpanKind.CODE)
HELD = Entry(source="会议在北京举行。", target="The Meeting took place in Peking.")


class Engine:
    """Says ``engine`` to everything, and notes what it was asked."""

    info = EngineInfo(name="engine")
    abilities = Abilities(has_attention=True)
    attempts = 0

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(
        self, requests: Sequence[Request], *, attempt: int = 0, advance: object
    ) -> list[Hypothesis]:
        self.asked += [request.text for request in requests]
        return [Hypothesis(text="engine") for _ in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None for _ in pairs]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.sqlite", is_created=True) as memory:
        yield memory


def block(*spans: str | Span, **nature: object) -> Block:
    made = tuple(Span(text=one) if isinstance(one, str) else one for one in spans)
    return Block(spans=made, **nature)  # type: ignore[arg-type]


def translated(
    memory: Memory,
    *blocks: Block,
    options: TranslateOptions = TranslateOptions(),  # noqa: B008
) -> tuple[BilingualDocument, Engine]:
    document = Document(name="a.txt", format="txt", blocks=with_ids(blocks))
    plan = plan_document(normalize_document(document, NormalizeOptions()))
    engine = Engine()
    plan = recall_plan(plan, memory, options, "en")
    (made,) = translate_plans([plan], engine, options)
    return made, engine


def pair_of(memory: Memory, *spans: str | Span) -> Pair:
    return translated(memory, block(*spans))[0].pairs[0]


def origins(pair: Pair) -> list[str]:
    return [segment.origin.value for segment in pair.segments]


def codes(pair: Pair) -> list[str]:
    return [finding.code for finding in pair.findings]


def test_what_a_person_wrote_is_taken_and_no_engine_is_asked(memory: Memory) -> None:
    memory.add([HELD])
    made, engine = translated(memory, block("会议在北京举行。"), block("天气好。"))
    assert [pair.target_text for pair in made.pairs] == [HELD.target, "engine"]
    assert [origins(pair) for pair in made.pairs] == [["human"], ["engine"]]
    assert engine.asked == ["天气好。"]
    (segment,) = made.pairs[0].segments
    assert segment.recalled and segment.recalled.score == 100


def test_a_whole_paragraph_comes_before_its_sentences(memory: Memory) -> None:
    memory.add(
        [HELD, replace(HELD, source="会议在北京举行。天气好。", target="A meeting in the sun")]
    )
    pair = pair_of(memory, "会议在北京举行。天气好。")
    assert pair.target_text == "A meeting in the sun"
    assert origins(pair) == ["human"]
    other = pair_of(memory, "会议在北京举行。人很多。")
    assert other.target_text == f"{HELD.target} engine"
    assert origins(other) == ["human", "engine"]


def test_a_paragraph_whose_sentences_are_clear_keeps_them(memory: Memory) -> None:
    memory.add(
        [Entry(source="会议在北京举行。天气好。", target="The meeting was held. It was fine.")]
    )
    pair = pair_of(memory, "会议在北京举行。天气好。")
    assert [one.text for one in pair.segments] == ["The meeting was held.", "It was fine."]
    assert pair.target_text == "The meeting was held. It was fine."


def test_what_a_person_wrote_stays_as_it_is_to_the_letter(memory: Memory) -> None:
    odd = "the  meeting -- 3 of  them!?\nNext line ."
    memory.add([Entry(source="会议在北京举行。天气好。", target=odd)])
    pair = pair_of(memory, "会议在北京举行。天气好。")
    assert pair.target_text == odd


def test_checks_only_remark_on_what_a_person_wrote(memory: Memory) -> None:
    memory.add([Entry(source="收入35亿元。", target="Revenue was 3.6 billion yuan.")])
    pair = pair_of(memory, "收入35亿元。")
    assert pair.target_text == "Revenue was 3.6 billion yuan."
    assert {finding.severity for finding in pair.findings} == {Severity.NOTE}
    assert "number" in codes(pair)
    assert pair.repairs == ()


def test_files_come_after_people_and_are_judged_as_an_engine_is(memory: Memory) -> None:
    memory.add(
        [Entry(source="收入35亿元。", target="It was 36 million.", origin=EntryOrigin.IMPORTED)]
    )
    pair = pair_of(memory, "收入35亿元。")
    assert origins(pair) == ["memory"]
    assert Severity.ERROR in {finding.severity for finding in pair.findings}


def test_the_same_surroundings_decide_between_two_people(memory: Memory) -> None:
    context = contexts_of(["前言", "同意。", "结语"])[1]
    here = Entry(source="同意。", target="Approved.", before=context[0], after=context[1])
    memory.add([here, Entry(source="同意。", target="I agree.", author="Li", date="2026-11-01")])
    made, _ = translated(memory, block("前言"), block("同意。"), block("结语"))
    assert made.pairs[1].target_text == "Approved."
    assert [f.message for f in made.pairs[1].findings] == ["Li, 2026-11-01 has “I agree.”"]
    assert codes(made.pairs[1]) == ["conflict"]


def test_figures_are_put_in_where_only_they_differ(memory: Memory) -> None:
    memory.add(
        [
            Entry(
                source="2023年收入35亿元。",
                target="Revenue was 3.5 billion yuan in 2023.",
                author="Li",
            )
        ]
    )
    pair = pair_of(memory, "2024年收入41.2亿元。")
    assert pair.target_text == "Revenue was 4.12 billion yuan in 2024."
    assert origins(pair) == ["memory"]
    (finding,) = pair.findings
    assert finding.code == "swapped"
    assert finding.message == "from Li, with 2024 for 2023, 4.12 billion for 3.5 billion"
    assert pair.repairs == (), "nothing of an engine's was put right"


SAME = "2023年收入35亿元。"


@pytest.mark.parametrize(
    ("source", "remembered", "translation"),
    [
        ("收入3亿元。", "亏损3亿元。", "A loss of 300 million yuan."),  # words differ too
        ("3人到5人。", "3人到3人。", "From 3 to 3 people."),  # which is which
        ("收入41亿元。", "收入35亿元。", "Revenue grew."),  # the figure is not said
        ("副省长王海讲话。", "副省长刘勇讲话。", "Vice Governor Liu Yong spoke; Liu smiled."),
        (SAME, SAME, "Revenue was 3.5 billion yuan in 2023."),  # nothing differs
    ],
)
def test_figures_are_not_put_in_where_it_is_not_certain(
    source: str, remembered: str, translation: str
) -> None:
    assert swap(source, remembered, translation, Glossary()) is None


def test_names_are_put_in_where_only_they_differ() -> None:
    swapped = swap(
        "副省长王海出席会议。",
        "副省长刘勇出席会议。",
        "Vice Governor Liu Yong attended the meeting.",
        Glossary(),
    )
    assert swapped and swapped.text == "Vice Governor Wang Hai attended the meeting."


def test_what_is_only_alike_is_told_and_not_taken(memory: Memory) -> None:
    memory.add([replace(HELD, author="Li")])
    pair = pair_of(memory, "会议昨天在北京举行。")
    assert pair.target_text == "engine"
    (finding,) = pair.findings
    assert (finding.code, finding.severity) == ("changed", Severity.NOTE)
    assert "“会议在北京举行。”, which Li translated as “The Meeting took place in Peking.”" in (
        finding.message
    )
    (segment,) = pair.segments
    assert segment.origin is Origin.ENGINE
    assert segment.recalled and segment.recalled.target == HELD.target


def test_a_changed_paragraph_is_told_where_its_sentences_are_not_known(memory: Memory) -> None:
    memory.add([Entry(source="会议在北京举行，天气好。人很多。", target="Sunny, crowded meeting")])
    pair = pair_of(memory, "会议在北京举行，天气不好。人很多。")
    assert codes(pair) == ["changed"]
    assert pair.target_text == "engine engine"


@pytest.mark.parametrize("code", ["changed", "swapped", "conflict"])
def test_what_is_not_to_be_told_is_not(memory: Memory, code: str) -> None:
    memory.add(
        [
            replace(HELD, source="会议在南京举行。", target="Other"),
            replace(HELD, source="有5人。", target="There were 5 people."),
            *(Entry(source="同意。", target=target) for target in ("Approved.", "Agreed.")),
        ]
    )
    blocks = [block("会议在东京举行。"), block("有6人。"), block("同意。")]
    made, _ = translated(memory, *blocks)
    assert {code} <= {one for pair in made.pairs for one in codes(pair)}
    options = TranslateOptions(checks_off=frozenset({code}))
    made, _ = translated(memory, *blocks, options=options)
    assert code not in {one for pair in made.pairs for one in codes(pair)}


def test_code_images_and_notes_stay_whole(memory: Memory) -> None:
    spans = (Span(text="运行"), CODE, Span(text="命令"), NOTE, Span(text="即可。"))
    memory.add([Entry(source=remembered_text(spans), target="Just run ls￼ now.")])
    pair = pair_of(memory, *spans)
    assert pair.target == (
        Span(text="Just run "),
        CODE,
        NOTE,
        Span(text=" now."),
    )


def test_notes_find_their_places_where_nobody_put_them(memory: Memory) -> None:
    memory.add([Entry(source="运行命令即可。", target="Just run it.")])
    pair = pair_of(memory, "运行命令", NOTE, "即可。")
    assert NOTE in pair.target
    assert "".join(span.text for span in pair.target if span != NOTE) == "Just run it."


def test_marks_of_all_words_are_those_of_the_translation(memory: Memory) -> None:
    memory.add([HELD])
    bold = Span(text=HELD.source, marks=frozenset({Mark.BOLD}))
    assert pair_of(memory, bold).target == (replace(bold, text=HELD.target),)


def formatted(memory: Memory, *spans: Span, source: Sequence[Span]) -> None:
    """A person formatted the translation of ``source`` so."""
    formatting = EntryFormatting(
        source=formatted_stretches([source]), target=formatted_stretches([spans])
    )
    memory.add(
        [
            Entry(
                source=remembered_text(source),
                target=remembered_text(spans),
                formatting=dump_formatting(formatting),
            )
        ]
    )


BOLD = frozenset({Mark.BOLD})
CITY = Span(text="北京", marks=BOLD)
SOURCE = (Span(text="会议在"), CITY, Span(text="举行。"))
PUT = (Span(text="Held in "), Span(text="Peking", marks=frozenset({Mark.ITALIC})), Span(text="."))


def test_formatting_is_as_a_person_left_it(memory: Memory) -> None:
    """The bold city is in italics now, and nothing is bold."""
    formatted(memory, *PUT, source=SOURCE)
    assert pair_of(memory, *SOURCE).target == PUT


def test_what_the_source_lost_goes_and_what_it_gained_comes(memory: Memory) -> None:
    bold = (PUT[0], replace(PUT[1], marks=BOLD), PUT[2])
    formatted(memory, *bold, source=SOURCE)
    assert pair_of(memory, *SOURCE).target == bold
    assert pair_of(memory, "会议在北京举行。").target == (Span(text="Held in Peking."),)
    struck = Span(text="会议在北京举行。", marks=frozenset({Mark.STRIKE}))
    assert pair_of(memory, struck).target == (replace(struck, text="Held in Peking."),)


def test_links_lead_where_those_of_the_source_do(memory: Memory) -> None:
    def linked(*spans: Span, to: str) -> tuple[Span, ...]:
        return (spans[0], Span(text=spans[1].text, href=to), *spans[2:])

    put = linked(*PUT, to="https://a.org")
    formatted(memory, *put, source=linked(*SOURCE, to="https://a.org"))
    now = pair_of(memory, *linked(*SOURCE, to="https://b.org"))
    assert now.target == linked(*PUT, to="https://b.org")


def test_formatting_is_placed_around_code_notes_and_in_sentences(memory: Memory) -> None:
    source = (Span(text="他走了。运行"), CODE, NOTE, Span(text="即可。"))
    put = (
        Span(text="He "),
        Span(text="left", marks=BOLD),
        Span(text=". Just "),
        CODE,
        NOTE,
        Span(text=" it "),
        Span(text="now", marks=BOLD),
        Span(text="."),
    )
    formatted(memory, *put, source=source)
    assert pair_of(memory, *source).target == put


def test_people_come_before_rules(memory: Memory) -> None:
    memory.add([Entry(source="共9页", target="nine pages in all")])
    made, _ = translated(memory, block("共9页", part=Part.FOOTER, kind=BlockKind.PARAGRAPH))
    assert made.pairs[0].target_text == "nine pages in all"


def test_a_number_alone_can_be_a_persons(memory: Memory) -> None:
    memory.add([Entry(source="12,345", target="12345")])
    assert pair_of(memory, "12,345").target_text == "12345"


def hash_for(memory: Memory, texts: Iterable[str]) -> str:
    document = Document(name="a", format="txt", blocks=with_ids(map(block, texts)))
    plan = plan_document(normalize_document(document, NormalizeOptions()))
    return recalled_hash(recall_plan(plan, memory, TranslateOptions(), "en"))


def test_the_hash_changes_with_what_the_memory_says_of_the_document_and_nothing_else(
    memory: Memory,
) -> None:
    assert hash_for(memory, ["会议在北京举行。"]) == ""
    memory.add([HELD])
    first = hash_for(memory, ["会议在北京举行。"])
    assert first != ""
    memory.add([Entry(source="公司发布了年度报告。", target="A report.")])
    assert hash_for(memory, ["会议在北京举行。"]) == first
    memory.add([replace(HELD, target="Held in Beijing.")])
    assert hash_for(memory, ["会议在北京举行。"]) not in ("", first)

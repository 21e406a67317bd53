"""Prompts have the forms that models were trained on, and models get the form that is theirs."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.engines.base import Paragraph, Request
from bilingual.engines.llm.gguf import read_gguf
from bilingual.engines.llm.grammar import lines_grammar, object_grammar, object_schema
from bilingual.engines.llm.languages import find_language
from bilingual.engines.llm.passages import Passage, cut, passage_of, passages_of
from bilingual.engines.llm.prompts import PROMPT_FORMS, choose_form
from bilingual.errors import PackageError, UsageError
from bilingual.model import BlockKind
from tests.goldens import check_golden
from tests.tiny_gguf import tiny_gguf

BARE = Passage(sentences=("会议在北京举行。",))
FULL = Passage(
    sentences=("双方签署协议。", "投资3亿元。"),
    title="云上两亚",
    before=("来源：新华社",),
    pairs=(("会议在北京举行。", "The meeting was held in Beijing."),),
    terms=(("协议", "agreement"), ("投资", "investment")),
)


def test_every_form_as_it_is_read(request: pytest.FixtureRequest) -> None:
    """Reviewed by reading it beside each model's documentation."""
    shown, english = list[str](), find_language("en")
    assert english
    for form in PROMPT_FORMS:
        shown.append(f"# {form.name}: {form.says}\n")
        for passage in (BARE, FULL):
            one = replace(passage, sentences=passage.sentences[:1]) if form.is_single else passage
            prompt = form.write(one, english)
            shown += [f"```text\n{part}\n```\n" for part in (prompt.system, prompt.user) if part]
            if prompt.extras:
                extras = json.dumps(dict(prompt.extras), ensure_ascii=False)
                shown.append(f"```json\n{extras}\n```\n")
    check_golden(request, "llm-prompts.md", "\n".join(shown))


@pytest.mark.parametrize(
    ("model", "form"),
    [
        ("Hy-MT2-1.8B-Q4_K_M", "hy-mt2"),
        ("kaelri/hy-mt2:7b", "hy-mt2"),
        ("HY-MT1.5-1.8B-Q8_0", "hy-mt1"),
        ("Hunyuan MT 7B", "hy-mt1"),
        ("Seed-X-PPO-7B", "seed-x"),
        ("Tower-Plus-9B", "tower"),
        ("qwen3:4b", "chat"),
        ("gemma-3-4b-it", "chat"),
        ("hunyuan-a13b-instruct", "chat"),
    ],
)
def test_the_name_of_a_model_tells_its_form(model: str, form: str) -> None:
    assert choose_form("", [model], is_file=True).name == form
    assert choose_form("", ["file", model], is_file=False).name == form


def test_some_forms_differ_between_files_and_servers() -> None:
    names = {
        is_file: choose_form("", ["translategemma:4b"], is_file=is_file).name
        for is_file in (True, False)
    }
    assert names == {True: "translategemma", False: "translategemma-text"}
    assert choose_form("", ["qwen-mt-flash"], is_file=False).name == "qwen-mt"


def test_a_form_can_be_chosen_by_name() -> None:
    assert choose_form("tower", ["qwen3"], is_file=True).name == "tower"
    with pytest.raises(UsageError, match="--llm-prompt x: unknown; choose from hy-mt2, "):
        choose_form("x", [], is_file=True)


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    model = read_gguf(tiny_gguf(tmp_path / "a.gguf", name="Hy-MT2 1.8B"))
    assert model.names == ("a", "Hy-MT2 1.8B", "llama")
    assert (model.licence, model.context_length) == ("MIT", 8192)
    assert choose_form("", model.names, is_file=True).name == "hy-mt2"


@pytest.mark.parametrize("keep", [0, 3, 4, 20, 60, 400])
def test_what_is_no_whole_model_is_one_clear_line(tmp_path: Path, keep: int) -> None:
    whole = tiny_gguf(tmp_path / "a.gguf").read_bytes()
    path = tmp_path / "cut.gguf"
    for content in (whole[:keep], whole[:keep] + b"\xff" * 4000):
        path.write_bytes(content)
        with pytest.raises(PackageError, match="not a GGUF model, or damaged") as caught:
            read_gguf(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(PackageError, match="cannot be read"):
        read_gguf(tmp_path / "none.gguf")


PARAGRAPH = Paragraph(
    kind=BlockKind.PARAGRAPH,
    sentences=tuple(f"句子{number}，" + "长" * 90 + "。" for number in range(10)),
    before=("前一句。", "再前一句。"),
    pairs=(("前一句。", "The one before."),),
    terms=(("句子3", "Sentence Three"),),
    title="题",
)


def test_a_paragraph_is_asked_in_passages_that_know_what_was_said_before() -> None:
    asked: list[Passage] = []

    def ask(passage: Passage) -> list[str]:
        asked.append(passage)
        return ["" if "句子1" in one else f"En{one[2]}" for one in passage.sentences]

    answers = passages_of(PARAGRAPH, ask, is_single=False)
    assert list(answers) == list(PARAGRAPH.sentences)
    assert [len(one.sentences) for one in asked] == [4, 4, 2]
    first, second, _ = asked
    assert (first.before, first.pairs) == (("再前一句。",), PARAGRAPH.pairs)
    assert [english for _, english in second.pairs] == ["En0", "En2", "En3"]  # nothing of 1
    assert (first.terms, second.terms) == (PARAGRAPH.terms, ())


def test_equal_sentences_of_a_paragraph_have_one_answer() -> None:
    paragraph = Paragraph(kind=BlockKind.PARAGRAPH, sentences=("好。", "不。", "好。"))
    numbers = iter(range(9))
    answers = passages_of(paragraph, lambda p: [str(next(numbers)) for _ in p.sentences],
        is_single=False)  # fmt: skip
    assert answers == {"好。": "0", "不。": "1"}


def test_a_sentence_by_itself_knows_what_stands_before_it() -> None:
    text = PARAGRAPH.sentences[2]
    passage = passage_of(Request(text=text, paragraph=PARAGRAPH), is_retry=True)
    assert passage.sentences == (text,)
    assert passage.before == ("再前一句。", *PARAGRAPH.sentences[:2])
    assert passage.pairs == PARAGRAPH.pairs
    assert passage_of(Request(text="词")) == Passage(sentences=("词",))


def test_cutting_loses_nothing() -> None:
    sentences = ["短。", "长" * 900, "短。"] * 5
    assert [one for part in cut(sentences) for one in part] == sentences
    assert all(len(part) == 1 for part in cut(sentences, is_single=True))


def test_schema_and_grammars_count_the_sentences() -> None:
    assert object_schema(2)["required"] == ["1", "2"]
    assert re.findall(r'\\"(\d)\\"', object_grammar(3)) == ["1", "2", "3"]
    assert lines_grammar(3).splitlines()[0].count("line") == 3
    assert "4e00" in object_grammar(1, has_han=False) and "4e00" not in object_grammar(1)

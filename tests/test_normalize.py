"""The normaliser: goldens, and laws over generated text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.chinese.characters import count_han, has_han
from bilingual.chinese.exceptions import read_exceptions
from bilingual.chinese.forms import meant
from bilingual.chinese.script import Script
from bilingual.model import Block, BlockKind, Document, Mark, Span, SpanKind
from bilingual.normalize import NormalizeOptions, normalize_document, normalize_text
from tests.goldens import check_goldens

# Pieces that meet in real seeds, and more often in bad ones.
_HAN = "錢由余海只发明解决妳牠祇砲國国著着么麼乾干裏里台臺后後髮發余於覆蓋盖爲为徵显名看銀行女"
_BRACKETS = ["(guó)", "（huì）", "(yín háng)", "(nǚ)", "(zhù)", "(zhe)", "(lì)", "(Li)", "(云南)"]
_OTHERS = [
    *",.;:!?()（），。、“” 12aA%\n",
    "(Apple)",
    "3,000",
    "10:30",
    "https://a.cn/x?y=1",
    "a@b.cn",
    "【tāo】",
    "(ㄍㄨㄛˊ)",
    *"\u200b\ufeff\u200d⽤⻓⼾﹁﹂﹃﹄⋯㎡",
]
_PIECES = st.sampled_from([*_HAN, *_BRACKETS, *_OTHERS])
_TEXTS = st.lists(_PIECES, max_size=20).map("".join) | st.text(max_size=40)
_OPTIONS = st.builds(
    NormalizeOptions,
    script=st.sampled_from(Script),
    protected=st.sampled_from([(), ("國際", "看著")]),
) | st.just(NormalizeOptions(profile="tw2sp"))


CASES = Path(__file__).parent / "cases" / "text"


def normalized(text: str, **options: object) -> str:
    return normalize_text(text, NormalizeOptions(**options))[0]  # type: ignore[arg-type]


def document(*blocks: Block) -> Document:
    return Document(name="a.txt", format="txt", blocks=blocks)


def test_goldens(request: pytest.FixtureRequest) -> None:
    check_goldens(request, "normalize.md", normalized)


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def in_script(text: str, script: Script) -> str:
    """``text`` in ``script``, in a document that is in the other one."""
    around = "國家說。" if script is Script.SIMPLIFIED else "国家说。"
    return normalized(f"{around}\n{text}", script=script).partition("\n")[2]


def test_words_of_two_scripts_in_both_directions() -> None:
    words = rows("script-words.tsv")
    assert len(words) > 2800
    wrong = [
        (simplified, traditional)
        for simplified, traditional in words
        if in_script(traditional, Script.SIMPLIFIED) != simplified
        or in_script(simplified, Script.TRADITIONAL) != traditional
    ]
    assert not wrong


@pytest.mark.parametrize(("direction", "before", "after"), rows("script-sentences.tsv"))
def test_words_end_where_they_end(direction: str, before: str, after: str) -> None:
    if direction in "<=":
        assert in_script(before, Script.SIMPLIFIED) == after
    if direction == ">":
        assert in_script(before, Script.TRADITIONAL) == after
    if direction == "=":
        assert in_script(after, Script.TRADITIONAL) == before


@pytest.mark.parametrize("section", ["simplified", "traditional"])
def test_exceptions_keep_the_length_and_themselves(section: str) -> None:
    words = read_exceptions(section)
    assert words
    assert not [(word, form) for word, form in words.items() if form and len(word) != len(form)]
    assert not [
        form
        for form in words.values()
        if section == "simplified" and form in words and words[form] not in (None, form)
    ]


def test_readings_in_any_brackets_are_removed() -> None:
    lines = (CASES / "pinyin.txt").read_text(encoding="utf-8").splitlines()
    assert [normalized(line) for line in lines] == [
        "他在银行工作，会说广东话。",
        "女儿去西安旅行了。",
        "这家店卖绿豆汤，旅客很多。",
        "一会儿我去哪儿找你？",
        "步履蹒跚的老人。",
        "澄清事实，尽管如此。",
        "朝阳区在北京。",
        "倔强的亲家。",
        "饕餮之宴。",
        "汉字 很难学。",
        "中国人。",
        "他叫单雄信，姓尉迟。",
        "乐山大佛很大。音乐很好听。",
        "你好，再见。",
        "重庆火锅，重量级选手。",
        "什么叫做“的”字？",
        "他说：好学的人 hěn duō。",
        "谁来了？",
        "血液。",
        "头发长。",
        "吐蕃是古国。",
        "MP(member of parliament)、苹果(Apple)、他(he)、和、阿里、马先生、会。",
    ]


def test_vertical_punctuation_becomes_ordinary() -> None:
    text = (CASES / "vertical_punct.txt").read_text(encoding="utf-8")
    assert normalized(text).splitlines() == [
        "他说：“今天的天气真好。”",
        "（第二段）老板答道：“是的。”",
        "他读过《红楼梦》和〈兰亭序〉。",
    ]
    traditional = normalized(text, script=Script.TRADITIONAL)
    assert traditional.startswith("他說：「今天的天氣真好。」\n（第二段）老闆答道：「是的。」")


@settings(max_examples=400)
@given(_TEXTS, _OPTIONS)
def test_normalizing_twice_is_normalizing_once(text: str, options: NormalizeOptions) -> None:
    once, _ = normalize_text(text, options)
    assert normalize_text(once, options) == (once, ())


@settings(max_examples=400)
@given(_TEXTS, st.sampled_from(Script))
def test_no_han_character_is_lost(text: str, script: Script) -> None:
    assert count_han(normalized(text, script=script)) == count_han(text)


@given(_TEXTS)
def test_text_without_chinese_is_left_alone(text: str) -> None:
    is_chinese = has_han(text) or any("\u3000" <= character <= "\uffef" for character in text)
    if not is_chinese and meant(text) == text:
        assert normalized(text) == text


@given(st.lists(st.tuples(_TEXTS, st.booleans()), max_size=5))
def test_formatting_stays_on_its_characters(pieces: list[tuple[str, bool]]) -> None:
    spans = tuple(
        Span(text=text, marks=frozenset({Mark.BOLD} if is_bold else ())) for text, is_bold in pieces
    )
    block = normalize_document(document(Block(spans=spans)), NormalizeOptions()).blocks[0]
    assert block.block.text == normalized(block.original.text)
    for mark in (frozenset({Mark.BOLD}), frozenset[Mark]()):
        before, after = (
            sum(count_han(span.text) for span in spans if span.marks == mark)
            for spans in (block.original.spans, block.block.spans)
        )
        assert before == after


def test_paths_code_and_names_among_chinese_are_left_alone() -> None:
    text = (CASES / "mixed_en.txt").read_text(encoding="utf-8")
    assert normalized(text) == text


def test_changes_say_what_was_done() -> None:
    text, changes = normalize_text("中國(guó),美国", NormalizeOptions())
    assert text == "中国，美国"
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("pinyin", "(guó)", ""),
        ("script", "國", "国"),
        ("punctuation", ",", "，"),
    ]
    assert changes[0].context == "中國(guó),美国"
    _, changes = normalize_text("中\u200b国", NormalizeOptions())
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("characters", "\u200b", "")
    ]


def test_traditional_script() -> None:
    assert normalized("云计算为什么在里面", script=Script.TRADITIONAL) == "雲計算為什麼在裡面"
    assert (
        normalized("皇后說：余先生在公里外", script=Script.TRADITIONAL) == "皇后說：余先生在公里外"
    )


def test_script_is_kept_on_request() -> None:
    assert normalized("國(guó)际,看著", script=Script.KEEP) == "國际，看著"


def test_vocabulary_changes_only_on_request() -> None:
    assert normalized("計算機軟體與記憶體") == "计算机软体与记忆体"
    assert normalized("計算機軟體與記憶體", profile="tw2sp") == "计算机软件与内存"


def test_protected_terms_stay() -> None:
    text = "國際與國家,大國"
    assert normalized(text) == "国际与国家，大国"
    assert normalized(text, protected=("國際",)) == "國際与国家，大国"


def test_neighbouring_blocks_tell_the_script_of_a_short_one() -> None:
    blocks = [Block(spans=(Span(text=text),)) for text in ("乾坤", "國家發展與創新")]
    alone = normalize_document(document(blocks[0]), NormalizeOptions())
    together = normalize_document(document(*blocks), NormalizeOptions())
    assert alone.blocks[0].block.text == together.blocks[0].block.text == "乾坤"
    blocks[0] = Block(spans=(Span(text="乾了"),))
    together = normalize_document(document(*blocks), NormalizeOptions())
    assert together.blocks[0].block.text == "干了"


def test_code_and_markup_pass_untouched() -> None:
    code = Span(text="說(shuō),國", kind=SpanKind.CODE)
    blocks = (
        Block(spans=(Span(text="運行"), code, Span(text=",國(guó)"))),
        Block(kind=BlockKind.CODE, spans=(Span(text="國(guó),家"),)),
        Block(kind=BlockKind.HTML, spans=(Span(text="<!-- 國,家 -->"),)),
    )
    after = normalize_document(document(*blocks), NormalizeOptions()).blocks
    assert [block.block.text for block in after] == [
        "运行說(shuō),國，国",
        "國(guó),家",
        "<!-- 國,家 -->",
    ]


@pytest.mark.parametrize(
    ("text", "options", "language"),
    [
        ("國家", NormalizeOptions(), "zh-Hans"),
        ("国家", NormalizeOptions(script=Script.TRADITIONAL), "zh-Hant"),
        ("國家", NormalizeOptions(script=Script.KEEP), "zh-Hant"),
        ("国家", NormalizeOptions(script=Script.KEEP), "zh-Hans"),
        ("人口", NormalizeOptions(script=Script.KEEP), "zh"),
    ],
)
def test_language_tag(text: str, options: NormalizeOptions, language: str) -> None:
    assert (
        normalize_document(document(Block(spans=(Span(text=text),))), options).language == language
    )

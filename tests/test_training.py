"""The recipe, from a few hundred made-up lines to a package that the real engine loads."""

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from bilingual.chinese.characters import count_han, has_han
from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import requests_for
from tests import embedded
from training import augment, parts, prepare
from training.cleaning import clean_pairs, find_fault, normalize_pair
from training.corpora import Pair, find_corpora, read_tsv
from training.data import IGNORED, MIXES, Batch, Packed
from training.heldout import HeldOut
from training.packing import BOS, EOS, pack_pairs, train_sentencepiece
from training.schedule import average_decay, learning_rate
from training.tmx import read_tmx

_WORDS = {
    "公司": "company", "项目": "project", "会议": "meeting", "网络": "network",
    "技术": "technology", "市场": "market", "企业": "enterprise", "数据": "data",
    "中心": "center", "城市": "city", "经济": "economy", "发展": "development",
    "建设": "construction", "服务": "service", "平台": "platform", "产业": "industry",
    "工程": "works", "投资": "investment", "安全": "security", "能源": "energy",
    "教育": "education", "医疗": "healthcare", "农业": "agriculture", "环境": "environment",
    "标准": "standard", "政策": "policy", "人才": "talent", "基地": "base", "系统": "system",
    "设备": "equipment", "合作": "cooperation", "创新": "innovation", "改革": "reform",
    "开放": "opening", "质量": "quality", "效率": "efficiency", "成本": "cost", "用户": "user",
}  # fmt: skip
_TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "http://localhost/tmx14.dtd" [
<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu><tuv xml:lang="zh-CN"><seg>公司<bpt i="1">&lt;b&gt;</bpt>发布<ept i="1"/>&secret;成果。</seg>
</tuv>
<tuv xml:lang="EN"><seg>The <hi>company</hi> released
results.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>只有中文</seg></tuv><tuv xml:lang="fr"><seg>non</seg></tuv></tu>
<tu><tuv lang="en_US"><seg>Market</seg></tuv><tuv lang="zh_CN"><seg>市场</seg></tuv></tu>
</body></tmx>
"""


def made_up_pairs(count: int, seed: int = 1) -> list[Pair]:
    rng = Random(seed)
    pairs = []
    for _ in range(count):
        words = rng.sample(sorted(_WORDS), rng.randint(3, 9))
        english = " ".join(_WORDS[word] for word in words)
        year = rng.randint(2000, 2030)
        pairs.append((f"{year}年，{''.join(words)}。", f"In {year}, {english}."))
    return pairs


def write_corpora(folder: Path, count: int) -> None:
    files = {
        "own/a_press.tsv": made_up_pairs(count),
        "own/a_press.terms.tsv": list(_WORDS.items()),
        "open/tatoeba.tsv": made_up_pairs(count // 4, seed=2),
    }
    for name, pairs in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")


def test_held_out_sentences_are_found_also_when_changed() -> None:
    held = HeldOut(["中国联通与云南省人民政府在昆明签署战略合作框架协议。", "短句"])
    assert held.has("中国联通与云南省人民政府在昆明签署战略合作框架协议。")
    assert held.has("中国联通、与云南省人民政府，在昆明签署战略合作框架协议")  # punctuation
    assert held.has("近日，中国联通与云南省人民政府在昆明签署了战略合作框架协议，双方表示满意。")
    assert held.has("云南省人民政府在昆明签署战略合作")  # a part
    assert held.has("短句！")
    assert not held.has("短句子")
    assert not held.has("中国联通与广东省人民政府举行会谈，就数字经济发展交换意见。")
    assert not held.has("战略合作框架协议")
    assert len(held) == 2


def test_cleaning_normalises_judges_and_keeps_each_sentence_once() -> None:
    pairs = [
        ("中國聯通(lián tōng)發布三項成果,會議結束。", "China Unicom released “three” results."),
        ("中国联通发布三项成果，会议结束。", "The same three again."),
        ("测试集里的这个句子不能用来训练。", "It is in a test set."),
        ("他说了别的话语", "A held-out translation!"),
        ("没有译文的句子在这里", "没有译文的句子在这里"),
        ("Only English", "Only English"),
    ]
    kept, dropped = clean_pairs(
        pairs,
        "docs",
        seen=set(),
        chinese=HeldOut(["测试集里的这个句子，不能用来训练"]),
        english={"aheldouttranslation"},
    )
    assert kept == [("中国联通发布三项成果，会议结束。", 'China Unicom released "three" results.')]
    assert dropped == {
        "seen before": 1, "held out": 2, "Chinese in the English": 1, "no Chinese": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chinese", "english", "domain", "fault"),
    [
        ("项目总投资35亿元。", "The project costs 3.5 billion yuan.", "docs", ""),
        ("项目总投资35亿元。", "The project costs 4.5 billion yuan.", "docs", "number"),
        ("项目总投资35亿元。", "The project costs a lot.", "own", ""),
        ("这是一个相当长的句子，说了很多事情。", "Yes.", "law", "length"),
        ("茶" * 500, "tea " * 300, "docs", "too long"),
        ("后", "variant of 後", "dict", "Chinese in the English"),
        ("红茶", "see also: tea", "dict", "not a translation"),
    ],
)
def test_faults(chinese: str, english: str, domain: str, fault: str) -> None:
    assert find_fault(chinese, english, domain) == fault


def test_variants_change_both_sides_alike() -> None:
    rng = Random(3)
    pair = (
        "2024年，KubeEdge项目（一期）有563家企业，投资1.8万元。",
        "In 2024, KubeEdge (phase I) had 563 enterprises, with 18,000 yuan.",
    )
    assert augment.with_half_width(pair) == (
        "2024年,KubeEdge项目(一期)有563家企业,投资1.8万元。", pair[1]
    )  # fmt: skip
    assert augment.with_half_width(("没有", "none")) is None
    for _ in range(50):
        numbers = augment.with_other_numbers(pair, rng)
        assert numbers
        chinese, english = numbers
        assert "1.8万" in chinese and "18,000" in english
        assert "563" not in chinese or "2024" not in chinese
        year, count = chinese.split("年")[0], chinese.split("有")[1].split("家")[0]
        assert f"In {year}," in english and f"had {count} enterprises" in english
        names = augment.with_other_names(pair, rng, ["OpenEuler"])
        assert names
        (name,) = {"OpenEuler", "X1X"} & {names[1].split()[2]}
        assert names[0].startswith(f"2024年，{name}项目")
    assert augment.latin_names([pair]) == ["KubeEdge"]


def test_headings_and_pinyin() -> None:
    assert augment.without_stop(("会议召开。", "The meeting opened.")) == (
        "会议召开", "The meeting opened"
    )  # fmt: skip
    assert augment.without_stop(("会议召开。项目完成。", "Opened. Done.")) is None
    noisy = augment.with_pinyin(("中国联通发布成果", "China Unicom"), Random(1))
    assert noisy and noisy[1] == "China Unicom" and "(" in noisy[0].replace("（", "(")
    assert count_han(noisy[0]) == 8
    assert normalize_pair(*noisy)[0] == "中国联通发布成果"


def test_tmx_is_read_safely(tmp_path: Path) -> None:
    path = tmp_path / "own.tmx"
    path.write_text(_TMX, "utf-8")
    pairs = [("公司发布成果。", "The company released results."), ("市场", "Market")]
    assert list(read_tmx(path)) == pairs
    path.write_text("<tmx><body><tu>", "utf-8")
    with pytest.raises(ValueError, match="not a TMX file"):
        list(read_tmx(path))


def test_corpora_are_found_and_read(tmp_path: Path) -> None:
    write_corpora(tmp_path, 8)
    found = [(corpus.name, corpus.domain) for corpus in find_corpora(tmp_path)]
    assert found == [("a_press.terms", "own_terms"), ("a_press", "own"), ("tatoeba", "general")]
    path = tmp_path / "odd.tsv"
    path.write_text("一\tone\textra\n\tnothing\n二\n三\u2028四\tthree\n", "utf-8")
    assert list(read_tsv(path)) == [("一", "one"), ("三\u2028四", "three")]
    with pytest.raises(ValueError, match="neither own"):
        find_corpora(tmp_path / "own")


def test_the_pairs_in_this_repository_are_pairs() -> None:
    folder = Path(__file__).parents[1] / "training" / "corpora"
    for corpus in find_corpora(folder):
        lines = corpus.path.read_text("utf-8").splitlines()
        pairs = list(read_tsv(corpus.path))
        assert ["\t".join(pair) for pair in pairs] == lines
        assert all(has_han(chinese) and not has_han(english) for chinese, english in pairs)
        assert len({chinese for chinese, _ in pairs}) == len(pairs)


def test_corpora_of_several_folders_are_prepared_together(tmp_path: Path) -> None:
    write_corpora(tmp_path, 100)
    (more := tmp_path / "more" / "own").mkdir(parents=True)
    (more / "b_news.tsv").write_text("今天有雨。\tIt rains today.\n", "utf-8")
    work = tmp_path / "work"
    command = f"--corpora {tmp_path} {more.parent} --out {work} --vocabulary 400"
    assert prepare.main(command.split()) == 0
    counts = json.loads((work / "data.json").read_text("utf-8"))
    assert counts["sources"]["own"]["read"] == 101


def test_files_are_split_and_joined(tmp_path: Path) -> None:
    source, carried, joined = tmp_path / "source", tmp_path / "carried", tmp_path / "joined"
    (source / "model").mkdir(parents=True)
    (source / "model" / "model.bin").write_bytes(bytes(range(256)) * 10)
    (source / "empty").write_bytes(b"")
    assert parts.main(["split", str(source), str(carried), "--bytes", "1000"]) == 0
    assert all(path.stat().st_size <= 1000 for path in carried.glob("part.*"))
    assert parts.main(["join", str(carried), str(joined)]) == 0
    for name in ("model/model.bin", "empty"):
        assert (joined / name).read_bytes() == (source / name).read_bytes()
    (carried / "part.0001").write_bytes(b"damaged")
    assert parts.main(["join", str(carried), str(tmp_path / "again")]) == 2
    assert not (tmp_path / "again" / "model" / "model.bin").exists()


def test_packed_pairs_come_back_in_batches(tmp_path: Path) -> None:
    import sentencepiece

    own = made_up_pairs(60)
    domains = {"own": own, "dict": list(_WORDS.items()), "valid": made_up_pairs(5, seed=9)}
    path, spm = tmp_path / "data.npz", tmp_path / "spm.model"
    train_sentencepiece(domains, spm, 500, Random(1))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    assert processor.decode(processor.encode("龘 2024")) == "龘 2024"  # by bytes
    assert processor.encode("2024", out_type=str)[-4:] == list("2024")
    sizes = pack_pairs(domains, spm, path)
    assert {name: size[0] for name, size in sizes.items()} == {"own": 60, "dict": 38, "valid": 5}
    data = Packed(path)
    batch = data.batch(data.domains["own"][:7])
    for row, (chinese, english) in enumerate(own[:7]):
        source = batch.source[row][~batch.is_padding[row]].tolist()
        wanted = batch.wanted[row][batch.wanted[row] != IGNORED].tolist()
        assert source == [*processor.encode(chinese), EOS]
        assert wanted == [*processor.encode(english), EOS]
        assert batch.target[row][: len(wanted)].tolist() == [BOS, *wanted[:-1]]
    assert data.lacking({"own": (1, 1), "filled": (1, 1), "user": (1, 1)}) == ["filled", "user"]
    rng = np.random.default_rng(1)
    pool = data.pool(MIXES["focus"], 0.5, 3000, rng)
    assert not set(pool.tolist()) & set(data.domains["valid"].tolist())
    batches = data.cut(pool, 500, rng)
    assert sorted(np.concatenate(batches).tolist()) == sorted(pool.tolist())
    assert all(_places(data.batch(pairs)) <= 500 for pairs in batches if len(pairs) > 1)
    said = set(data.sayable(500, often=1).tolist())
    latin, han = processor.encode("company"), processor.encode("公司")[-1]
    assert {EOS, *latin} <= said and han not in said
    assert sum(len(batch.source) for batch in data.valid_batches(500)) == 5


def _places(batch: Batch) -> int:
    return batch.source.size + batch.target.size


def test_the_schedule_rises_sinks_and_cools() -> None:
    rates = [learning_rate(1.0, step, 100, step / 1000) for step in range(1, 1001)]
    assert max(rates) == 1.0
    assert rates[49] == 0.5
    assert rates[99] == rates[149] > rates[400] > rates[900] > rates[-1] > 0
    assert average_decay(1) < 0.5 < average_decay(100) < average_decay(10**6) == 0.999


def test_from_corpora_to_a_package_and_on_from_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch")
    from argostranslate.package import Package

    from training import checkpoint, export, train

    corpora, work, state = tmp_path / "corpora", tmp_path / "work", tmp_path / "state"
    write_corpora(corpora, 400)
    held_out = tmp_path / "eval"
    held_out.mkdir()
    (held_out / "test.zh").write_text(made_up_pairs(1)[0][0] + "\n", "utf-8")
    (held_out / "test.en").write_text("Nothing.\n", "utf-8")
    options = ["--held-out", held_out, "--out", work, "--vocabulary", 600]
    assert prepare.main([str(one) for one in ["--corpora", corpora, *options]]) == 0
    counts = json.loads((work / "data.json").read_text("utf-8"))
    assert counts["sources"]["own"]["held out"] >= 1
    assert {"own", "own_half", "own_noise", "copy", "valid"} <= counts["domains"].keys()

    vocabulary = _vocabulary(work / "spm.model")
    small = "--width 32 --heads 2 --inner 64 --encoder-layers 2 --decoder-layers 1 "
    small += f"--vocabulary {vocabulary} --steps 12"
    common = f"--data {work}/data.npz --state {state} --tokens 600 --total-steps 40 --threads 1 "
    common += "--warmup 5 --validate-every 10 --precision float32 "
    assert train.main((common + small).split()) == 0
    assert checkpoint.load(state / "state.pt").step == 12
    assert train.main((common + "--steps 20 --resume").split()) == 0
    resumed = checkpoint.load(state / "state.pt")
    assert resumed.step == 20
    assert {float(each["step"]) for each in resumed.optimizer["state"].values()} == {20.0}
    assert resumed.best < 7  # log(600) is 6.4
    assert "valid" in capsys.readouterr().out

    out = tmp_path / "translate-zh_en-0_3"
    checkpoints = f"{state}/best.pt {state}/state.pt --spm {work}/spm.model --data {work}/data.json"
    command = f"{checkpoints} --out {out} --version 0.3 --quality draft --licence MIT --zip"
    assert export.main([*command.split(), "--coverage", "0.5"]) == 0
    for path in (out, out.with_name(out.name + ".argosmodel")):
        choice = choose_engine("argos", EngineOptions(package=path))
        assert choice.info.is_draft and choice.info.version == "0.3"
        assert choice.info.licence == "MIT"
        (result,) = choice.load().translate(requests_for(["会议举行。"]), advance=lambda _: None)
        assert not has_han(result.text)
    package = Package(out)
    assert '"coverage": 0.5' in (out / "metadata.json").read_text("utf-8")
    assert (package.from_code, package.to_code) == ("zh", "en")
    card, metadata = ((out / name).read_text("utf-8") for name in ("README.md", "metadata.json"))
    assert (
        '"coverage": 0.5' in metadata
        and "tatoeba.org" in card
        and "CC BY 2.0 FR" in card
        and "draft" in card.lower()
    )

    (tmp_path / "own.tmx").write_text(_TMX, "utf-8")
    tuned, spm = tmp_path / "tuned", out / "sentencepiece.model"
    assert prepare.main(f"--tmx {tmp_path}/own.tmx --spm {spm} --out {tuned}".split()) == 0
    command = f"--data {tuned}/data.npz --state {tuned} --init {out} --mix finetune --steps 2"
    assert train.main(f"{command} --tokens 600 --threads 1 --precision float32".split()) == 0
    _, weights = checkpoint.average([state / "best.pt", state / "state.pt"])
    read_back = checkpoint.load(out)
    assert read_back.size == resumed.size
    for name, tensor in read_back.weights.items():
        assert float((tensor - weights[name]).abs().max()) <= float(weights[name].abs().max()) / 120


def test_what_is_distilled_is_close_to_the_reference_and_sound(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from bilingual.engines.base import Hypothesis
    from training import distil
    from training.distil import choose

    others = ("The company held 3 meetings.", "3 meetings were held by the company.")
    hypothesis = Hypothesis(
        text="The company held 5 meetings.",
        alternatives=tuple(Hypothesis(text=text) for text in others),
    )
    chinese = "公司召开了3次会议。"
    assert choose(chinese, hypothesis, "") == others[0]
    assert choose(chinese, hypothesis, "Three meetings were held by the firm.") == others[1]
    assert choose(chinese, Hypothesis(text="The company held 5 meetings."), "") == ""

    seed, beam = tmp_path / "seed.txt", tmp_path / "beam.tsv"
    seed.write_text("会议在北京举行。\n来源：人民邮电报\n", "utf-8")
    command = f"--package {embedded.FOLDER} --text {seed} --beam 3 --out {beam}"
    assert distil.main(command.split()) == 0
    assert dict(read_tsv(beam)).keys() == {"会议在北京举行。", "来源：人民邮电报"}

    corpora, work = tmp_path / "corpora", tmp_path / "work"
    write_corpora(corpora, 100)
    assert prepare.main(f"--corpora {corpora} --out {work} --vocabulary 400".split()) == 0
    beam.write_text("".join(f"{zh}\t{en}\n" for zh, en in made_up_pairs(20)), "utf-8")
    more, spm = tmp_path / "more", work / "spm.model"
    assert prepare.main(f"--beam {beam} --spm {spm} --out {more}".split()) == 0
    together = Packed(work / "data.npz", more / "data.npz")
    assert together.domains.keys() == Packed(work / "data.npz").domains.keys() | {"own_beam"}
    assert len(together.domains["own_beam"]) == 20


def test_peers_learn_side_by_side_and_agree(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")

    from training import checkpoint, train

    corpora, work, state = tmp_path / "corpora", tmp_path / "work", tmp_path / "state"
    write_corpora(corpora, 300)
    assert prepare.main(f"--corpora {corpora} --out {work} --vocabulary 600".split()) == 0
    small = "--width 32 --heads 2 --inner 64 --encoder-layers 1 --decoder-layers 1 --warmup 5 "
    small += f"--vocabulary {_vocabulary(work / 'spm.model')} --tokens 600 --validate-every 6 "
    common = f"--data {work}/data.npz --state {state} --peers 2 --every 4 "
    assert train.main((common + small + "--steps 10").split()) == 0
    first = checkpoint.load(state / "state.pt")
    assert first.step == 10 and first.best < 7
    assert {tensor.dtype for tensor in first.weights.values()} == {torch.float32}
    assert train.main((common + small + "--steps 12 --resume").split()) == 0
    assert checkpoint.load(state / "state.pt").step == 12
    assert not (state / "meeting").exists()
    (work / "data.npz").unlink()
    assert train.main((common + small + "--steps 14 --resume").split()) == 2


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_gradients_are_those_of_automatic_differentiation(smoothing: float) -> None:
    torch = pytest.importorskip("torch")
    from torch.nn import functional

    from training.scoring import find_gradients, sum_losses

    torch.manual_seed(1)
    parts = [torch.randn(*shape).requires_grad_() for shape in ((800, 16), (90, 16), (90,))]
    wanted = torch.randint(0, 90, (800,))  # in two pieces
    vectors, words, biases = parts
    scores = functional.linear(vectors, words, biases)
    loss = functional.cross_entropy(scores, wanted, label_smoothing=smoothing)
    loss.backward()
    with torch.no_grad():
        found = find_gradients(vectors, words, biases, wanted, smoothing)
    for part, gradient in zip(parts, (found.vectors, found.words, found.biases), strict=True):
        assert torch.allclose(part.grad, gradient, atol=1e-7)
    assert float(found.loss) == pytest.approx(float(loss.detach()), rel=1e-5)
    if not smoothing:
        vectors, words, biases = parts
        assert sum_losses(vectors, words, biases, wanted) / 800 == pytest.approx(
            float(loss.detach()), rel=1e-5
        )


def test_a_network_grows_without_a_change_in_what_it_says(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")

    from training import checkpoint, grow
    from training.checkpoint import Checkpoint
    from training.model import Size, Transformer

    size = Size(vocabulary=50, width=16, heads=2, inner=24, encoder_layers=2, decoder_layers=1)
    torch.manual_seed(1)
    weights = {name: p.detach() for name, p in Transformer(size).named_parameters()}
    small, large = tmp_path / "small.pt", tmp_path / "large.pt"
    checkpoint.save(Checkpoint(size=size, weights=weights, average=weights), small)
    command = f"{small} --encoder-layers 5 --decoder-layers 2 --inner 40 --out {large}"
    assert grow.main(command.split()) == 0
    assert grow.main(f"{large} --inner 24 --out {tmp_path}/no.pt".split()) == 2
    grown = checkpoint.load(large)
    assert (grown.size.encoder_layers, grown.size.decoder_layers, grown.size.inner) == (5, 2, 40)
    tokens, padding = torch.randint(4, 50, (3, 9)), torch.zeros(3, 9, dtype=torch.bool)
    networks = []
    for state in (checkpoint.load(small), grown):
        networks.append(Transformer(state.size, dropout=0.0))
        networks[-1].load_state_dict(state.average)
    before, after = (network(tokens, padding, tokens) for network in networks)
    assert torch.allclose(before, after, atol=1e-6)
    after.square().sum().backward()
    added: Any = networks[-1].encoder[1]
    assert added.feed_forward.outer.weight.grad.abs().max() > 0  # it learns from the first step
    last = "feed_forward.outer.weight"  # alignment comes from the last layer: it stays that
    assert torch.equal(grown.average[f"decoder.1.{last}"][:, :24], weights[f"decoder.0.{last}"])


def test_what_translations_never_have_is_shut_out_until_they_do() -> None:
    torch = pytest.importorskip("torch")

    from training.learner import shut_out

    biases = torch.tensor([0.5, -2.0, 1.0, 3.0])
    shut_out(biases, torch.tensor([0, 1]))
    assert biases[:2].tolist() == [0.5, -2.0] and biases[2:].max() < -1000
    shut_out(biases, torch.tensor([0, 1, 3]))
    assert biases[[0, 1, 3]].tolist() == [0.5, -2.0, -2.0] and biases[2] < -1000


def test_dropout_by_bytes_keeps_the_mean() -> None:
    torch = pytest.importorskip("torch")

    from training.model import drop

    torch.manual_seed(1)
    ones = torch.ones(250, 1001, requires_grad=True)  # no multiple of eight
    result = drop(ones, 0.1)
    result.sum().backward()
    dropped = result.detach()
    assert float((dropped == 0).float().mean()) == pytest.approx(0.1, abs=0.01)
    assert float(dropped.mean()) == pytest.approx(1, abs=0.01)
    assert float(dropped[:, 7::8].mean()) == pytest.approx(1, abs=0.02)
    assert ones.grad is not None and torch.equal(ones.grad, dropped)


def test_data_is_thinned_to_a_size(tmp_path: Path) -> None:
    corpora, whole, small = tmp_path / "corpora", tmp_path / "whole", tmp_path / "small"
    write_corpora(corpora, 400)
    assert prepare.main(f"--corpora {corpora} --out {whole} --vocabulary 600".split()) == 0
    most = (whole / "data.npz").stat().st_size * 0.8 / 1e6
    command = f"--corpora {corpora} --out {small} --spm {whole}/spm.model --most {most}"
    assert prepare.main(command.split()) == 0
    assert (small / "data.npz").stat().st_size <= most * 1e6
    before, after = Packed(whole / "data.npz").domains, Packed(small / "data.npz").domains
    assert before.keys() == after.keys()
    assert len(after["own"]) == len(before["own"]) and len(after["copy"]) < len(before["copy"])


def _vocabulary(spm: Path) -> int:
    import sentencepiece

    return int(sentencepiece.SentencePieceProcessor(model_file=str(spm)).get_piece_size())

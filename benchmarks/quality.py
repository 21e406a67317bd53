"""How good a package is, with everything around it: BLEU, chrF and what the checks find.

    python -m benchmarks.quality [--package PATH] [--sets press-dev …] [--limit N] [--json]

Each set is a pair of files, NAME.zh and NAME.en, a paragraph a line. Every line becomes a
paragraph of one document and goes the way of a seed: normalised, split into sentences,
translated, checked, tried again where a check found garbage, and repaired. So the scores are those
of what users get, not of the bare model; ``--no-choosing --no-asking --no-mending`` leaves repair
out. sacreBLEU counts; its signatures are printed with the scores.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bilingual.engines import ENGINES, EngineOptions, choose_engine
from bilingual.engines.base import Translator
from bilingual.errors import BilingualError
from bilingual.model import Block, Document, Span, with_ids
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate import RepairOptions, TranslateOptions, translate_documents
from bilingual.translate.checks import CHECKS, FIGURES
from bilingual.translate.glossary import Glossary, starter_terms

EVAL = Path(__file__).parents[2] / "shared" / "eval"
SETS = ("press-dev", "wmt23-zhen", "ntrex-zhcn", "ntrex-zhtw", "tico19")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalSet:
    """Paragraphs and their reference translations."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a package made of a set."""

    set: str
    lines: int
    bleu: float
    chrf: float
    findings: dict[str, int]
    """For each kind of finding, how many lines have it in the end."""
    wrong_figures: int
    """How many lines have a finding about a figure, of whatever kind."""
    repairs: int
    """How many things the tool has put right."""
    terms: int
    """How many enforced terms the sources have."""
    missed_terms: int
    """How many of them the translations do not say."""
    seconds: float
    processor_seconds: float
    """Of all threads; says more than `seconds` where the machine does other things too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, translated."""

    text: str
    codes: frozenset[str]
    repairs: int
    terms: int
    missed_terms: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of scores; 2 if there is nothing to score or no package to score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", default=ENGINES[0].name, help="see bilingual translate --help")
    parser.add_argument("--threads", type=int, default=0, help="of the engine")
    parser.add_argument("--beam", type=int, default=0, help="of the engine")
    parser.add_argument("--package", type=Path, help="an Argos package (default: as the tool)")
    parser.add_argument("--eval", type=Path, default=EVAL, help="folder of NAME.zh and NAME.en")
    parser.add_argument("--sets", nargs="+", default=SETS, help="names (absent ones are skipped)")
    parser.add_argument("--limit", type=int, help="only so many lines from the start of each set")
    for name in ("choosing", "asking", "mending"):
        parser.add_argument(
            f"--no-{name}", action="store_false", dest=name, help="see bilingual.translate.repair"
        )
    parser.add_argument(
        "--no-terms", action="store_false", dest="terms", help="without the starter termbase"
    )
    parser.add_argument("--json", action="store_true", help="scores as JSON, not as a table")
    parser.add_argument("--output", type=Path, help="keep the translations there, NAME.hyp")
    options = parser.parse_args(arguments)
    try:
        chosen = EngineOptions(package=options.package, threads=options.threads, beam=options.beam)
        engine = choose_engine(options.engine, chosen).load()
        sets = [read_set(options.eval, name, options.limit) for name in options.sets]
    except (BilingualError, ValueError) as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    present = [one for one in sets if one is not None]
    if not present:
        print(f"quality: {options.eval}: none of {', '.join(options.sets)}", file=sys.stderr)
        return 2
    translate = TranslateOptions(
        glossary=Glossary(starter_terms() if options.terms else ()),
        repair=RepairOptions(
            is_choosing=options.choosing, is_asking=options.asking, is_mending=options.mending
        ),
    )
    scores = []
    for one in present:
        print(f"{one.name}: {len(one.sources)} lines …", file=sys.stderr)
        score, translations = score_set(one, engine, translate)
        scores.append(score)
        if options.output:
            options.output.mkdir(parents=True, exist_ok=True)
            text = "".join(f"{line}\n" for line in translations)
            (options.output / f"{one.name}.hyp").write_text(text, "utf-8")
    label, signatures = engine.info.label, metric_signatures()
    if options.json:
        found = {"engine": label, "signatures": signatures, "scores": [asdict(s) for s in scores]}
        print(json.dumps(found, indent=2))
    else:
        print(format_table(label, scores, signatures))
    return 0


def read_set(folder: Path, name: str, limit: int | None = None) -> EvalSet | None:
    """The set called ``name``; None if it is not there.

    Raises `ValueError` if its two sides are not of one length.
    """
    files = folder / f"{name}.zh", folder / f"{name}.en"
    if not all(file.is_file() for file in files):
        return None
    # Not splitlines(): a line may hold U+2028 and the like.
    sources, references = (file.read_text("utf-8").removesuffix("\n").split("\n") for file in files)
    if len(sources) != len(references):
        raise ValueError(
            f"{folder / name}: {len(sources)} Chinese and {len(references)} English lines"
        )
    return EvalSet(name=name, sources=tuple(sources[:limit]), references=tuple(references[:limit]))


def translate_lines(
    lines: Sequence[str], engine: Translator, options: TranslateOptions
) -> list[Line]:
    """The lines' translations, each on one line."""
    blocks = with_ids(Block(spans=(Span(text=line),)) for line in lines)
    document = Document(name="set", format="txt", blocks=blocks)
    normalized = normalize_document(document, NormalizeOptions())
    (translated,) = translate_documents([normalized], engine, options)
    assert [pair.original for pair in translated.pairs] == list(blocks)
    return [
        Line(
            text=" ".join(pair.target_text.split()),
            codes=frozenset(found.code for found in pair.findings),
            repairs=len(pair.repairs),
            terms=sum(h.term.is_enforced for h in options.glossary.find(pair.source.text)),
            missed_terms=sum(found.code == "term" for found in pair.findings),
        )
        for pair in translated.pairs
    ]


def score_set(
    one: EvalSet, engine: Translator, options: TranslateOptions
) -> tuple[Score, list[str]]:
    """The score of a set, and its translations."""
    from sacrebleu.metrics import BLEU, CHRF

    started, worked = time.perf_counter(), time.process_time()
    translated = translate_lines(one.sources, engine, options)
    seconds, processor_seconds = time.perf_counter() - started, time.process_time() - worked
    translations = [line.text for line in translated]
    references = [list(one.references)]
    counts = Counter(code for line in translated for code in line.codes)
    score = Score(
        set=one.name,
        lines=len(translated),
        bleu=BLEU().corpus_score(translations, references).score,
        chrf=CHRF().corpus_score(translations, references).score,
        findings={check.code: counts[check.code] for check in CHECKS},
        wrong_figures=sum(bool(line.codes & _FIGURES) for line in translated),
        repairs=sum(line.repairs for line in translated),
        terms=sum(line.terms for line in translated),
        missed_terms=sum(line.missed_terms for line in translated),
        seconds=seconds,
        processor_seconds=processor_seconds,
    )
    return score, translations


def metric_signatures() -> dict[str, str]:
    """sacreBLEU's signatures of the metrics as used here."""
    from sacrebleu.metrics import BLEU, CHRF

    signatures = {}
    for name, metric in (("BLEU", BLEU()), ("chrF", CHRF())):
        metric.corpus_score(["a"], [["a"]])  # the signature names the references it has seen
        signatures[name] = str(metric.get_signature())
    return signatures


_FIGURES = frozenset(check.code for check in FIGURES)


def format_table(label: str, scores: Sequence[Score], signatures: dict[str, str]) -> str:
    """The scores as a Markdown table; findings as a share of the lines, for the
    checks that found any."""
    codes = [check.code for check in CHECKS if any(score.findings[check.code] for score in scores)]
    heads = [
        "set",
        "lines",
        "BLEU",
        "chrF",
        "wrong figures",
        *codes,
        "terms kept",
        "repairs",
        "CPU s",
    ]
    rows = [heads, ["---"] + ["---:"] * (len(heads) - 1)]
    for score in scores:
        counts = [score.wrong_figures, *(score.findings[code] for code in codes)]
        rates = (f"{100 * count / score.lines:.1f} %" for count in counts)
        head = [score.set, str(score.lines), f"{score.bleu:.2f}", f"{score.chrf:.2f}"]
        kept = 100 * (1 - score.missed_terms / score.terms) if score.terms else 100
        rows.append(
            [*head, *rates, f"{kept:.1f} %", str(score.repairs), f"{score.processor_seconds:.1f}"]
        )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    signed = "\n".join(f"{name}: `{signature}`" for name, signature in signatures.items())
    return f"{label}\n\n{table}\n\n{signed}"


if __name__ == "__main__":
    sys.exit(main())

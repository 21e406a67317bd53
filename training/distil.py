"""What a model says best, for a model to learn: beams of a package that the checks pass.

    python -m training.distil --package PACKAGE --corpora training/corpora \\
        [--text FILE ...] --out work/beam.tsv

A search that goes one way only, or two, costs a small part of one that keeps six apart, and is
worse; it gets nearly as good if the model has learned what the wide search found. Of a sentence
with a reference, the pair is the translation of the beam that is closest to it (Kim and Rush 2016,
*Sequence-Level Knowledge Distillation*, section 3.3); of plain Chinese text, the likeliest one.
Pairs with a finding of any check are left out. `training.prepare --beam FILE` takes the rest in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from sacrebleu.metrics.chrf import CHRF

from bilingual.engines import choose_engine
from bilingual.engines.base import EngineOptions, Hypothesis, requests_for
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate.checks import check_translation
from bilingual.translate.segments import segments_of
from training.cleaning import normalize_pair
from training.corpora import Pair, find_corpora, read_tsv

_TOGETHER = 2048  # sentences


def main(arguments: Sequence[str] | None = None) -> int:
    """Distil as the command line says; 2 for what the user can mend."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--package", type=Path, required=True, help="package folder")
    add(
        "--corpora",
        type=Path,
        nargs="+",
        default=[],
        help="folders whose own/ has sentences with references",
    )
    add("--text", type=Path, nargs="+", default=[], help="documents in Chinese, of any format")
    add("--beam", type=int, default=6)
    add("--share", type=float, default=1.0, help="of all sentences, chosen at random")
    add("--seed", type=int, default=1)
    add("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    engine_options = EngineOptions(package=options.package, beam=options.beam)
    translator = choose_engine("argos", engine_options).load()
    pairs = [
        *_own(options.corpora),
        *_plain(options.text),
    ]
    pairs = Random(options.seed).sample(pairs, round(len(pairs) * options.share))
    kept = 0
    with options.out.open("w", encoding="utf-8") as lines:
        for start in range(0, len(pairs), _TOGETHER):
            some = pairs[start : start + _TOGETHER]
            requests = requests_for(chinese for chinese, _ in some)
            hypotheses = translator.translate(requests, advance=lambda indices: None)
            for (chinese, reference), hypothesis in zip(some, hypotheses, strict=True):
                if english := choose(chinese, hypothesis, reference):
                    lines.write(f"{chinese}\t{english}\n")
                    kept += 1
            print(f"{start + len(some):,} translated, {kept:,} kept", flush=True)
    return 0


def choose(chinese: str, hypothesis: Hypothesis, reference: str) -> str:
    """The translation to learn, the one closest to ``reference`` if there is one; empty if none
    is sound."""
    beam = [hypothesis.text, *(other.text for other in hypothesis.alternatives)]
    if reference:
        chrf = CHRF()
        beam.sort(key=lambda text: -chrf.sentence_score(text, [reference]).score)
    sound = (text for text in beam if not check_translation(chinese, text, language="en"))
    return next(sound, "")


def _own(corpora: Sequence[Path]) -> Iterator[Pair]:
    """The project's own sentences, normalised, with their references."""
    for corpus in find_corpora(*corpora):
        if corpus.domain == "own":
            yield from (normalize_pair(*pair) for pair in read_tsv(corpus.path))


def _plain(documents: Sequence[Path]) -> Iterator[Pair]:
    """The sentences of documents, without references."""
    for path in documents:
        for block in normalize_document(read_document(path), NormalizeOptions()).blocks:
            yield from ((s.masked, "") for s in segments_of(block.block) if s.is_translatable)


if __name__ == "__main__":
    sys.exit(main())

"""From corpora to packed token ids and a SentencePiece model.

    python -m training.prepare --corpora training/corpora ../shared/corpora --held-out … --out work

Writes ``data.npz`` (token ids by domain), ``spm.model`` and ``data.json`` (what was kept and
dropped of each corpus). A part of ``own`` becomes the domain ``valid``, which is never trained
on. With ``--tmx`` (or ``--tsv``), pairs of one's own become the domain ``user``; with ``--spm``
an existing SentencePiece model is used, as fine-tuning needs.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from random import Random

from training.augment import (
    latin_names,
    with_half_width,
    with_other_names,
    with_other_numbers,
    with_pinyin,
    without_stop,
)
from training.cleaning import clean_pairs, normalize_pair
from training.corpora import Corpus, Pair, find_corpora, read_tsv
from training.heldout import HeldOut, comparable, read_held_out
from training.packing import pack_to_size, train_sentencepiece
from training.templates import filled_pairs
from training.tmx import read_tmx

_VALID_EVERY = 50  # of the project's own sentences, one in so many is for validation
_CLOSE = ("own", "own_terms", "filled", "user")  # domains worth reading first, and augmenting


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare data as the command line says; 2 for what the user can mend."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--corpora",
        type=Path,
        nargs="+",
        default=[],
        help="folders with own/, templates/ and open/",
    )
    parser.add_argument("--tmx", type=Path, nargs="+", default=[], help="translation memories")
    parser.add_argument("--tsv", type=Path, nargs="+", default=[], help="Chinese<TAB>English files")
    parser.add_argument("--beam", type=Path, nargs="+", default=[], help="files of training.distil")
    parser.add_argument("--held-out", type=Path, help="folder of test sets, NAME.zh and NAME.en")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--spm", type=Path, help="use this SentencePiece model, train none")
    parser.add_argument("--vocabulary", type=int, default=20000)
    parser.add_argument(
        "--per-template", type=int, default=36, help="times a sentence template is filled, at most"
    )
    parser.add_argument("--limit", type=int, help="so many pairs of each corpus: for a trial")
    parser.add_argument(
        "--most", type=float, help="MB that data.npz may have: far domains are thinned"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        corpora = find_corpora(*options.corpora)
        corpora += [Corpus(path=p, name=p.name, domain="user") for p in options.tmx + options.tsv]
        corpora += [Corpus(path=p, name=p.name, domain="own_beam") for p in options.beam]
        if not corpora:
            raise ValueError("nothing to prepare: pass --corpora, --tmx, --tsv or --beam")
        prepare(corpora, options)
    except (OSError, ValueError) as error:
        print(f"prepare: {error}", file=sys.stderr)
        return 2
    return 0


def prepare(corpora: Sequence[Corpus], options: argparse.Namespace) -> None:
    """Read, clean, augment and pack ``corpora``; see the module's words."""
    rng = Random(options.seed)
    chinese, english = read_held_out(options.held_out) if options.held_out else ([], [])
    read = partial(_read, limit=options.limit, filled=options.per_template, seed=options.seed)
    domains, counts = read_domains(corpora, chinese, english, read, rng)
    domains |= augmented(domains, rng)
    options.out.mkdir(parents=True, exist_ok=True)
    spm = options.out / "spm.model"
    if options.spm:
        spm.write_bytes(options.spm.read_bytes())
    else:
        train_sentencepiece(domains, spm, options.vocabulary, rng)
    most = options.most * 1e6 if options.most else math.inf
    packed = pack_to_size(domains, spm, options.out / "data.npz", most)
    report = {"sources": counts, "domains": packed}
    (options.out / "data.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    for domain, (pairs, source, target) in packed.items():
        print(f"{domain}: {pairs:,} pairs, {source:,} + {target:,} tokens")


def read_domains(
    corpora: Sequence[Corpus],
    chinese: Sequence[str],
    english: Sequence[str],
    read: Callable[[Corpus], list[Pair]],
    rng: Random,
) -> tuple[dict[str, list[Pair]], dict[str, dict[str, int]]]:
    """Clean pairs by domain, ``valid`` among them, and for each corpus what became of its pairs.

    The closest corpora are read first, so that of a sentence in several theirs is kept.
    """
    held = [normalize_pair(line, "")[0] for line in chinese]
    held_english = {comparable(line) for line in english} - {""}
    close = [corpus for corpus in corpora if corpus.domain in _CLOSE]
    test = HeldOut(held)
    valid = _choose_valid([corpus for corpus in close if corpus.domain == "own"], read, rng)
    valid = [pair for pair in valid if not test.has(pair[0])]
    held_out = HeldOut(chain(held, (source for source, _ in valid)))
    domains: dict[str, list[Pair]] = {"valid": valid} if valid else {}
    counts = dict[str, dict[str, int]]()
    seen, distilled = set[str](), set[str]()
    for corpus in close + [corpus for corpus in corpora if corpus.domain not in _CLOSE]:
        pairs = read(corpus)
        kept, dropped = clean_pairs(
            pairs,
            corpus.domain,
            # The same Chinese has a reference, and says nothing new about the model's own words.
            seen=distilled if corpus.domain == "own_beam" else seen,
            chinese=held_out,
            english=held_english,
        )
        domains.setdefault(corpus.domain, []).extend(kept)
        name = corpus.domain if corpus.domain.startswith("own") else corpus.name
        total = Counter(counts.get(name, {})) + Counter({"read": len(pairs), "kept": len(kept)})
        counts[name] = dict(total + dropped)
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in dropped.most_common())
        print(f"{corpus.name}: {len(kept):,} of {len(pairs):,} kept ({reasons})", flush=True)
    return domains, counts


def augmented(domains: dict[str, list[Pair]], rng: Random) -> dict[str, list[Pair]]:
    """Domains made of variants: ``own_half`` (punctuation), ``own_noise`` (pinyin, headings) and
    ``copy`` (other numbers, names and placeholders)."""
    close = domains.get("own", []) + domains.get("user", [])
    docs = rng.sample(domains.get("docs", []), min(len(domains.get("docs", [])), 4 * len(close)))
    names = latin_names(close + docs)
    variants = {
        "own_half": [with_half_width(pair) for pair in close],
        "own_noise": [
            variant
            for pair in close
            for variant in (
                without_stop(pair),
                with_pinyin(pair, rng) if rng.random() < 0.2 else None,
            )
        ],
        "copy": [
            variant
            for pair in close + close + docs
            for variant in (with_other_numbers(pair, rng), with_other_names(pair, rng, names))
        ],
    }
    return {
        name: [pair for pair in pairs if pair] for name, pairs in variants.items() if any(pairs)
    }


def _read(corpus: Corpus, *, limit: int | None, filled: int, seed: int) -> list[Pair]:
    if corpus.domain == "filled":
        return list(islice(filled_pairs(corpus.path, filled, seed), limit))
    reader = read_tmx if corpus.path.suffix.lower() == ".tmx" else read_tsv
    return list(islice(reader(corpus.path), limit))


def _choose_valid(
    corpora: Sequence[Corpus], read: Callable[[Corpus], list[Pair]], rng: Random
) -> list[Pair]:
    """One in so many of the project's own sentences, normalised."""
    pairs = [normalize_pair(*pair) for corpus in corpora for pair in read(corpus)]
    return sorted(rng.sample(pairs, len(pairs) // _VALID_EVERY))


if __name__ == "__main__":
    sys.exit(main())

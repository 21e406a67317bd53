"""Token ids on disk: SentencePiece, and all pairs of all domains in one ``.npz`` file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np

from training.corpora import Pair

LONGEST = 160  # tokens of either side; longer pairs are left out
UNK, BOS, EOS = 0, 1, 2
"""Ids that training, export and this module's SentencePiece models agree on."""

_WHOLE = frozenset({"own", "user", "own_terms", "filled", "valid"})
"""Domains that are too close to what is wanted to be thinned."""
# How many pairs of a domain SentencePiece sees, and how often: what is close counts most.
_SHARES = {"own": (10**6, 4), "user": (10**6, 4), "own_terms": (10**6, 3), "law": (50_000, 1),
           "docs": (80_000, 1), "general": (30_000, 1), "dict": (60_000, 1)}  # fmt: skip


def train_sentencepiece(
    domains: Mapping[str, Sequence[Pair]], path: Path, vocabulary: int, rng: Random
) -> None:
    """Train a unigram model of both languages: byte fallback, so that there is no unknown
    character, and digits one by one, so that any number can be copied."""
    import sentencepiece

    lines = list[str]()
    for domain, (most, times) in _SHARES.items():
        pairs = domains.get(domain, [])
        chosen = rng.sample(pairs, min(most, len(pairs)))
        lines += [line for pair in chosen for line in pair] * times
    rng.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text"
        text.write_text("\n".join(lines) + "\n", "utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_prefix=str(path.with_suffix("")),
            vocab_size=vocabulary,
            hard_vocab_limit=False,
            character_coverage=0.9998,
            model_type="unigram",
            byte_fallback=True,
            split_digits=True,
            input_sentence_size=500_000,
            shuffle_input_sentence=True,
            normalization_rule_name="nmt_nfkc",
            num_threads=2,
            pad_id=-1,
            unk_id=UNK,
            bos_id=BOS,
            eos_id=EOS,
            minloglevel=2,
        )
    path.with_suffix(".vocab").unlink()


def pack_to_size(
    domains: Mapping[str, Sequence[Pair]], spm: Path, path: Path, most: float
) -> dict[str, tuple[int, int, int]]:
    """`pack_pairs`, in at most ``most`` bytes: of the domains that are not `_WHOLE`, as small a
    share is left out as will do.

    Raises `ValueError` if the others alone are larger.
    """
    share = 1.0
    while True:
        thinned = {
            name: pairs if name in _WHOLE else _evenly(pairs, round(len(pairs) * share))
            for name, pairs in domains.items()
        }
        sizes = pack_pairs(thinned, spm, path)
        if (size := path.stat().st_size) <= most:
            return sizes
        share -= max(0.02, min(0.2, size / most - 1))
        if share <= 0:
            raise ValueError(f"{path}: does not get smaller than {size / 1e6:.1f} MB")


def _evenly(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """``count`` of the pairs, from all over the domain."""
    return [pairs[at * len(pairs) // count] for at in range(count)]


def pack_pairs(
    domains: Mapping[str, Sequence[Pair]], spm: Path, path: Path
) -> dict[str, tuple[int, int, int]]:
    """Write all pairs as token ids; returns pairs, Chinese and English tokens of each domain.

    For a domain ``own`` there are ``own_x`` and ``own_y``, the ids of all its Chinese and
    English sentences one after another, and ``own_xl`` and ``own_yl``, their lengths.
    """
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    if (processor.unk_id(), processor.bos_id(), processor.eos_id()) != (UNK, BOS, EOS):
        raise ValueError(f"{spm}: needs ids {UNK}, {BOS}, {EOS} for <unk>, <s>, </s>")
    if processor.get_piece_size() > 1 << 16:
        raise ValueError(f"{spm}: has more than 65,536 pieces")
    arrays, sizes = dict[str, np.ndarray](), dict[str, tuple[int, int, int]]()
    for domain, pairs in domains.items():
        sides = [processor.encode([pair[side] for pair in pairs]) for side in (0, 1)]
        kept = [
            at for at in range(len(pairs)) if max(len(sides[0][at]), len(sides[1][at])) <= LONGEST
        ]
        for name, side in zip("xy", sides, strict=True):
            tokens = [token for at in kept for token in side[at]]
            arrays[f"{domain}_{name}"] = np.array(tokens, dtype=np.uint16)
            arrays[f"{domain}_{name}l"] = np.array([len(side[at]) for at in kept], dtype=np.uint16)
        sizes[domain] = len(kept), arrays[f"{domain}_x"].size, arrays[f"{domain}_y"].size
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    return sizes

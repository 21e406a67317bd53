"""Batches out of packed token ids: domains mixed by weight, sentences of like length together.

Which batches come is settled by the seed and the step alone, so that a resumed run goes on
with other sentences than it has seen since its last checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.packing import BOS, EOS

VALID = "valid"
_EVEN = 8  # widths of batches are multiples of this
IGNORED = -100  # target positions that no loss is counted for

Shares = Mapping[str, tuple[float, float]]

MIXES: dict[str, Shares] = {
    "broad": {
        "own": (0.10, 0.28), "own_half": (0.03, 0.08), "own_noise": (0.02, 0.04),
        "own_terms": (0.03, 0.04), "copy": (0.04, 0.06), "law": (0.31, 0.20),
        "docs": (0.31, 0.18), "general": (0.08, 0.06), "dict": (0.08, 0.06),
    },
    "desk": {
        "own": (0.30, 0.38), "own_half": (0.06, 0.08), "own_noise": (0.03, 0.04),
        "own_terms": (0.06, 0.05), "filled": (0.22, 0.22), "copy": (0.04, 0.04),
        "law": (0.07, 0.04), "docs": (0.06, 0.04), "general": (0.08, 0.06), "dict": (0.08, 0.05),
    },
    "beam": {
        "own": (0.20, 0.24), "own_beam": (0.14, 0.18), "own_half": (0.05, 0.06),
        "own_noise": (0.03, 0.03), "own_terms": (0.06, 0.05), "filled": (0.22, 0.22),
        "copy": (0.04, 0.04), "law": (0.06, 0.04), "docs": (0.05, 0.03), "general": (0.08, 0.06),
        "dict": (0.07, 0.05),
    },
    "press": {
        "own": (0.46, 0.60), "own_half": (0.06, 0.06), "own_noise": (0.03, 0.03),
        "own_terms": (0.05, 0.04), "filled": (0.16, 0.14), "copy": (0.04, 0.03),
        "law": (0.03, 0.01), "docs": (0.03, 0.02), "general": (0.08, 0.05), "dict": (0.06, 0.02),
    },
    "world": {
        "own": (0.26, 0.34), "own_half": (0.05, 0.05), "own_noise": (0.03, 0.03),
        "own_terms": (0.05, 0.04), "filled": (0.10, 0.10), "copy": (0.03, 0.02),
        "law": (0.06, 0.05), "docs": (0.14, 0.12), "general": (0.16, 0.15), "dict": (0.12, 0.10),
    },
    "focus": {
        "own": (0.28, 0.42), "own_half": (0.07, 0.10), "own_noise": (0.03, 0.05),
        "own_terms": (0.07, 0.07), "copy": (0.05, 0.08), "law": (0.13, 0.08),
        "docs": (0.11, 0.05), "general": (0.13, 0.08), "dict": (0.13, 0.07),
    },
    "finetune": {
        "user": (0.60, 0.60), "own": (0.15, 0.15), "own_half": (0.10, 0.10),
        "own_noise": (0.03, 0.03), "own_terms": (0.03, 0.03), "copy": (0.06, 0.06),
        "general": (0.03, 0.03),
    },
}  # fmt: skip
"""What share of the tokens a domain has, at the beginning and at the end of the schedule. Shares
of domains that are not there fall to the others."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded sentences, a row each."""

    source: Ids
    is_padding: NDArray[np.bool_]
    target: Ids
    """What the decoder has written so far: shifted right, ``<s>`` first."""
    wanted: Ids
    """What it should write next, ``</s>`` last; `IGNORED` where padded."""

    @property
    def tokens(self) -> int:
        """Source and target tokens, without padding."""
        return int((~self.is_padding).sum() + (self.wanted != IGNORED).sum())


class Packed:
    """All pairs of a packed file; a pair is named by its number."""

    def __init__(self, *paths: Path) -> None:
        """Load ``paths``; raises `ValueError` if they hold no domain to train on."""
        domains = dict[str, NDArray[np.int64]]()
        sides: dict[str, list[NDArray[np.uint16]]] = {"x": [], "y": []}
        lengths: dict[str, list[Ids]] = {"x": [], "y": []}
        at = 0
        for path in paths:
            with np.load(path) as arrays:
                for key in arrays.files:
                    if not key.endswith("_xl"):
                        continue
                    name = key.removesuffix("_xl")
                    for side in "xy":
                        sides[side].append(arrays[f"{name}_{side}"])
                        lengths[side].append(arrays[f"{name}_{side}l"].astype(np.int64))
                    pairs = np.arange(at, at := at + len(lengths["x"][-1]))
                    domains[name] = np.concatenate([domains.get(name, pairs[:0]), pairs])
        self.domains = {name: ids for name, ids in domains.items() if len(ids)}
        if not self.domains.keys() - {VALID}:
            raise ValueError(f"{', '.join(map(str, paths))}: no sentences to train on")
        self._tokens = {side: np.concatenate(parts) for side, parts in sides.items()}
        self._lengths = {side: np.concatenate(parts) for side, parts in lengths.items()}
        self._starts = {side: np.cumsum(n) - n for side, n in self._lengths.items()}

    def batch(self, pairs: Ids, multiple: int = _EVEN) -> Batch:
        """The pairs as padded arrays, their widths rounded up to a ``multiple``."""
        rows = {}
        for side in "xy":
            starts, lengths = self._starts[side][pairs], self._lengths[side][pairs]
            width = -(-(int(lengths.max()) + 1) // multiple) * multiple
            columns = np.arange(width)
            where = np.minimum(starts[:, None] + columns, len(self._tokens[side]) - 1)
            ids = self._tokens[side][where].astype(np.int64)
            ids[columns == lengths[:, None]] = EOS
            rows[side] = ids, columns > lengths[:, None]
        source, source_padding = rows["x"]
        wanted, target_padding = rows["y"]
        target = np.concatenate([np.full((len(pairs), 1), BOS), wanted[:, :-1]], axis=1)
        return Batch(
            source=np.where(source_padding, 0, source),
            is_padding=source_padding,
            target=np.where(target_padding, 0, target),
            wanted=np.where(target_padding, IGNORED, wanted),
        )

    def sayable(self, vocabulary: int, often: int = 100) -> Ids:
        """The pieces, in rising order, that a translation may have: all but those that sources have
        ``often`` and translations never. What is rare in the data, as all is in a few pairs for
        fine-tuning, may be said."""
        counts = {
            side: np.bincount(tokens, minlength=vocabulary) for side, tokens in self._tokens.items()
        }
        is_foreign = (counts["x"] >= often) & (counts["y"] == 0)
        is_foreign[EOS] = False
        return np.flatnonzero(~is_foreign)

    def lacking(self, shares: Shares) -> list[str]:
        """The domains of a mix that are not there."""
        return sorted(shares.keys() - self.domains.keys())

    def pool(self, shares: Shares, progress: float, tokens: int, rng: np.random.Generator) -> Ids:
        """Pairs drawn for about ``tokens`` tokens, domains by their shares at ``progress``."""
        now = {
            name: start + (end - start) * progress
            for name, (start, end) in shares.items()
            if name in self.domains
        }
        if not now:
            raise ValueError(f"no domain of the mix is in the data ({', '.join(self.domains)})")
        drawn = []
        for name, share in now.items():
            ids = self.domains[name]
            length = (self._lengths["x"][ids] + self._lengths["y"][ids] + 2).mean()
            count = max(1, round(tokens * share / sum(now.values()) / length))
            drawn.append(rng.choice(ids, count))
        return np.concatenate(drawn)

    def cut(self, pairs: Ids, tokens: int, rng: np.random.Generator) -> list[Ids]:
        """Batches of at most ``tokens`` source and target tokens, padding counted, shuffled; a pair
        that has more is a batch by itself.

        Translations of like length stand together, and among these sources of like length: a batch
        that is even on one side only is padding by a third.
        """
        widths = {
            side: -(-(lengths[pairs] + 1) // _EVEN) for side, lengths in self._lengths.items()
        }
        order = np.lexsort((self._lengths["x"][pairs] + rng.random(len(pairs)), widths["y"]))
        batches, start = list[Ids](), 0
        wide = {"x": 0, "y": 0}
        for at, index in enumerate(order):
            wider = {side: max(wide[side], int(widths[side][index])) for side in "xy"}
            if at > start and _EVEN * sum(wider.values()) * (at + 1 - start) > tokens:
                batches.append(pairs[order[start:at]])
                start, wider = at, {side: int(widths[side][index]) for side in "xy"}
            wide = wider
        batches.append(pairs[order[start:]])
        return [batches[index] for index in rng.permutation(len(batches))]

    def valid_batches(self, tokens: int) -> Iterator[Batch]:
        """The held-out pairs, each once; none where the file has none."""
        if VALID in self.domains:
            for pairs in self.cut(self.domains[VALID], tokens, np.random.default_rng(0)):
                yield self.batch(pairs)

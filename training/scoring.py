"""The loss of a network's vectors, and its gradients: the larger part of a small network's work.

All is done piece by piece, so that the scores of a whole batch, 10,000 for each position, need not
fit a cache or the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

_ROWS = {"cpu": 512, "cuda": 16_384}  # positions whose scores are computed together


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradients:
    """What moves the loss, each of the shape and type of what it belongs to."""

    vectors: Tensor
    words: Tensor
    biases: Tensor
    loss: Tensor
    """What it is now."""


def sum_losses(vectors: Tensor, words: Tensor, biases: Tensor, wanted: Tensor) -> float:
    """The summed loss of ``vectors`` (a row each) where the rows ``wanted`` of ``words`` should
    come."""
    rows, total = _ROWS[vectors.device.type], 0.0
    with torch.no_grad():
        for start in range(0, len(wanted), rows):
            scores = functional.linear(vectors[start : start + rows], words, biases).float()
            piece = functional.cross_entropy(scores, wanted[start : start + rows], reduction="sum")
            total += float(piece)
    return total


def find_gradients(
    vectors: Tensor, words: Tensor, biases: Tensor, wanted: Tensor, smoothing: float
) -> Gradients:
    """The mean loss with label smoothing, and its gradients.

    With the probabilities p of n words and smoothing s, the gradient of a score is p - s/n, and for
    the wanted word 1 - s less. Written down so, it takes a fraction of the time that automatic
    differentiation needs.
    """
    rows, wanted = _ROWS[vectors.device.type], wanted[:, None]
    mean_word, mean_bias = words.float().mean(0).to(words.dtype)[:, None], biases.mean()
    by_vector = torch.empty_like(vectors)
    by_word = torch.zeros_like(words, dtype=torch.float32)
    by_bias = torch.zeros_like(biases, dtype=torch.float32)
    loss = torch.zeros((), device=vectors.device)
    for start in range(0, len(wanted), rows):
        piece, places = vectors[start : start + rows], wanted[start : start + rows]
        scores = functional.linear(piece, words, biases)
        by_score = torch.softmax(scores, 1)
        likely = by_score.gather(1, places)
        log_likely = likely.float().clamp_min(1e-30).log()
        mean_score = (piece @ mean_word + mean_bias).float()
        log_mean = log_likely - scores.gather(1, places).float() + mean_score
        loss -= ((1 - smoothing) * log_likely + smoothing * log_mean).sum()
        by_score -= smoothing / len(words)
        by_score.scatter_(1, places, likely - (1 - smoothing) - smoothing / len(words))
        torch.mm(by_score, words, out=by_vector[start : start + rows])
        by_word += by_score.t() @ piece
        by_bias += by_score.sum(0)
    count = len(wanted)
    return Gradients(
        vectors=by_vector.div_(count),
        words=by_word.div_(count).to(words.dtype),
        biases=by_bias.div_(count).to(biases.dtype),
        loss=loss / count,
    )

"""The network: a transformer that normalises before each layer, sized for CPUs.

One embedding serves both languages and the output. The modules stand in the order in which the
first training script of this project had them, so its checkpoints load (`training.checkpoint`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

POSITIONS = 512
_UNSEEN = -1e4  # the score of what may not be looked at; finite in half precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a network is. The default has 42 million weights: about 43 MB in int8."""

    vocabulary: int = 20000
    width: int = 512
    heads: int = 8
    inner: int = 2048
    encoder_layers: int = 6
    decoder_layers: int = 3


class Attention(nn.Module):
    """Attention with several heads."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def forward(
        self, x: Tensor, memory: Tensor, mask: Tensor | None = None, causal: bool = False
    ) -> Tensor:
        """Let each position of ``x`` look at ``memory`` where ``mask`` is true."""
        query, key, value = (
            layer(of).unflatten(2, (self.heads, -1)).transpose(1, 2)
            for layer, of in ((self.query, x), (self.key, memory), (self.value, memory))
        )
        attend = _by_products if x.device.type == "cpu" else _by_kernel
        return self.output(attend(query, key, value, mask, causal).transpose(1, 2).flatten(2))


def _by_kernel(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, causal: bool
) -> Tensor:
    """Attention as GPUs do it best."""
    return functional.scaled_dot_product_attention(
        query, key, value, attn_mask=mask, is_causal=causal
    )


def _by_products(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, causal: bool
) -> Tensor:
    """Attention as CPUs do it best: two plain products of matrices, in half precision too."""
    scores = query * query.shape[-1] ** -0.5 @ key.transpose(-2, -1)
    if causal:
        length = scores.shape[-1]
        scores = scores + torch.full((length, length), _UNSEEN, dtype=scores.dtype).triu(1)
    if mask is not None:
        scores = scores.masked_fill(~mask, _UNSEEN)
    return torch.softmax(scores, -1) @ value


class FeedForward(nn.Module):
    """Two linear layers, applied to each position."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        """Widen, cut off below zero, narrow."""
        return self.outer(functional.relu(self.inner(x)))


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each added to its input."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.norm_self = nn.LayerNorm(size.width)
        self.self_attention = Attention(size.width, size.heads)
        self.norm_forward = nn.LayerNorm(size.width)
        self.feed_forward = FeedForward(size.width, size.inner)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One layer further."""
        normed = self.norm_self(x)
        x = x + self._drop(self.self_attention(normed, normed, mask))
        return x + self._drop(self.feed_forward(self.norm_forward(x)))

    def _drop(self, x: Tensor) -> Tensor:
        return drop(x, self.dropout) if self.training else x


class DecoderLayer(nn.Module):
    """Self-attention to what is written, attention to the source, feed-forward."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.norm_self = nn.LayerNorm(size.width)
        self.self_attention = Attention(size.width, size.heads)
        self.norm_cross = nn.LayerNorm(size.width)
        self.cross_attention = Attention(size.width, size.heads)
        self.norm_forward = nn.LayerNorm(size.width)
        self.feed_forward = FeedForward(size.width, size.inner)
        self.dropout = dropout

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """One layer further."""
        normed = self.norm_self(x)
        x = x + self._drop(self.self_attention(normed, normed, causal=True))
        x = x + self._drop(self.cross_attention(self.norm_cross(x), memory, mask))
        return x + self._drop(self.feed_forward(self.norm_forward(x)))

    def _drop(self, x: Tensor) -> Tensor:
        return drop(x, self.dropout) if self.training else x


class Transformer(nn.Module):
    """Chinese token ids in, a vector for each English position out."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.dropout = dropout
        self.output_bias = nn.Parameter(torch.zeros(size.vocabulary))
        self.embedding = nn.Embedding(size.vocabulary, size.width)
        nn.init.normal_(self.embedding.weight, 0, size.width**-0.5)
        self.encoder = nn.ModuleList(
            EncoderLayer(size, dropout) for _ in range(size.encoder_layers)
        )
        self.decoder = nn.ModuleList(
            DecoderLayer(size, dropout) for _ in range(size.decoder_layers)
        )
        self.encoder_norm = nn.LayerNorm(size.width)
        self.decoder_norm = nn.LayerNorm(size.width)
        self.register_buffer("positions", sinusoids(POSITIONS, size.width), persistent=False)

    def forward(self, source: Tensor, is_padding: Tensor, target: Tensor) -> Tensor:
        """Vectors for the positions of ``target``; with `words` they make scores."""
        mask = ~is_padding[:, None, None, :]
        memory = self._embed(source)
        for layer in self.encoder:
            memory = layer(memory, mask)
        memory = self.encoder_norm(memory)
        x = self._embed(target)
        for layer in self.decoder:
            x = layer(x, memory, mask)
        return self.decoder_norm(x)

    def words(self, which: Tensor) -> tuple[Tensor, Tensor]:
        """What scores those pieces of the vocabulary: a row and a bias for each."""
        return self.embedding.weight[which], self.output_bias[which]

    def _embed(self, tokens: Tensor) -> Tensor:
        scaled = self.embedding(tokens) * math.sqrt(self.size.width)
        placed = scaled + self.positions[: tokens.shape[1]]
        return drop(placed, self.dropout) if self.training else placed


def drop(x: Tensor, share: float) -> Tensor:
    """``x`` with about ``share`` of it zero, and the rest so much larger that the mean stays."""
    if not share:
        return x
    if x.device.type != "cpu":
        return functional.dropout(x, share)
    dropped: Tensor = _ByteDropout.apply(x, share)
    return dropped


class _ByteDropout(torch.autograd.Function):
    """Dropout that draws a byte for each number: a CPU takes a quarter of the time over it."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, share: float) -> Tensor:
        least = round(share * 256)
        draws = torch.empty((x.numel() + 7) // 8, dtype=torch.int64, device=x.device)
        draws.random_(torch.iinfo(torch.int64).min, None)
        bytes_ = draws.view(torch.uint8)[: x.numel()].view(x.shape)
        factors = (bytes_ >= least).to(x.dtype).mul_(256 / (256 - least))
        ctx.save_for_backward(factors)
        return x * factors

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        (factors,) = ctx.saved_tensors
        return gradient * factors, None


def sinusoids(positions: int, width: int) -> Tensor:
    """Position encodings, as CTranslate2 has them."""
    half = width // 2
    rates = torch.exp(-math.log(10000) * torch.arange(half).float() / (half - 1))
    angles = torch.arange(positions).float()[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)

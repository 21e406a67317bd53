"""Argos packages driven in big batches: SentencePiece, CTranslate2, all cores, int8.

Argos Translate itself translates a paragraph at a time and in places looks for the network;
this engine takes its packages and nothing else of it, but for the tokenizer of old
``bpe.model`` packages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from bilingual.engines.alignment import Alignment, chain
from bilingual.engines.argos_model import DECODINGS, ArgosModel
from bilingual.engines.base import Abilities, EngineOptions, Hypothesis, Request
from bilingual.model import EngineInfo
from bilingual.packages import Package


class ArgosTranslator:
    """Loaded packages: one, or one to English and one from there."""

    abilities = Abilities(has_alternatives=True, has_scores=True, has_attention=True)
    attempts = max(DECODINGS) + 1

    def __init__(
        self, packages: Sequence[Package], info: EngineInfo, options: EngineOptions
    ) -> None:
        """Load ``packages`` onto the device of ``options``, see `settle_device`.

        Raises `PackageError` if CTranslate2 cannot.
        """
        self.info = info
        self._legs = [ArgosModel(package, options) for package in packages]

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`."""
        sentences = [request.text for request in requests]
        *earlier, last = self._legs
        for leg in earlier:
            between = leg.translate(sentences, attempt, lambda indices: None)
            sentences = [hypothesis.text for hypothesis in between]
        aligned = [request.needs_alignment and not earlier for request in requests]
        return last.translate(sentences, attempt, advance, aligned)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`: the attention of the model as it is made to say the translation."""
        *earlier, last = self._legs
        sources = [source for source, _ in pairs]
        through: list[list[Alignment | None]] = []
        for leg in earlier:
            between = [h.text for h in leg.translate(sources, 0, lambda indices: None)]
            through.append(leg.align(list(zip(sources, between, strict=True))))
            sources = between
        targets = [target for _, target in pairs]
        through.append(last.align(list(zip(sources, targets, strict=True))))
        return [reduce(chain, alignments) for alignments in zip(*through, strict=True)]

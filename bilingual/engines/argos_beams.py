"""What a finished beam of CTranslate2 says: one hypothesis, and what else was near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment, coverage
from bilingual.engines.base import Hypothesis
from bilingual.engines.scripts import in_script
from bilingual.engines.tokenizers import Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class BeamReader:
    """Reads the beams of one package's model."""

    tokenizer: Tokenizer
    from_code: str
    """Argos's code of its source language."""
    prefix: int
    """Tokens before each translation that are none of its own."""
    coverage: float
    """See `bilingual.packages.Package.coverage`."""

    @property
    def is_attentive(self) -> bool:
        """Whether results must have their attention."""
        return self.coverage > 0

    def read(self, result: Any, power: float, source: str) -> Hypothesis:
        """The best of a beam, with the others as its alternatives.

        CTranslate2 has divided the sum of each one's scores by the ``power`` of its length, the end
        counted too. The best one is aligned with ``source``, if that is given; it must have been
        decoded alone then.
        """
        attention = result.attention if self.is_attentive or source else ()
        changes = [self._change(rows) for rows in attention] or [0.0] * len(result.scores)
        beam, ranks = list[Hypothesis](), list[float]()
        for tokens, score, change in zip(result.hypotheses, result.scores, changes, strict=True):
            per_token = (len(tokens) + 1) ** (power - 1)
            text = self.tokenizer.decode(tokens[self.prefix :]).strip()
            beam.append(Hypothesis(text=text, score=score * per_token + change))
            ranks.append(score + change / per_token)
        best, *others = sorted(range(len(beam)), key=lambda index: -ranks[index])
        alignment = None
        if source:
            said, rows = result.hypotheses[best][self.prefix :], attention[best][self.prefix :]
            alignment = self._align(source, beam[best].text, said, rows)
        alternatives = tuple(beam[index] for index in others)
        return replace(beam[best], alternatives=alternatives, alignment=alignment)

    def _change(self, attention: Sequence[Sequence[float]]) -> float:
        """What a hypothesis's score changes by for what it left unread: nothing, or down.

        The first row is not looked at: decoding a batch with a beam, CTranslate2 4.8 gives it to
        sentences from others of the batch (findings/ctranslate2-attention-of-others.sh).
        """
        rows = attention[max(self.prefix, 1) :]
        return self.coverage * coverage(rows) if self.coverage else 0.0

    def _align(
        self, source: str, target: str, said: Sequence[str], rows: Sequence[Sequence[float]]
    ) -> Alignment | None:
        """What answers to what in a hypothesis, where that is as `ArgosModel.align` would have it:
        the text's tokens are those that the model said."""
        script = in_script(source, self.from_code)
        if len(script) != len(source) or self.tokenizer.encode(target) != said:
            return None
        return align_tokens(self.tokenizer.ranges(script), self.tokenizer.ranges(target), rows)


def align_tokens(
    source: Sequence[Range] | None,
    target: Sequence[Range] | None,
    attention: Sequence[Sequence[float]],
) -> Alignment | None:
    """The alignment of tokens at these places, for each of the target the attention to those of the
    source; both may have more at their ends."""
    if not source or not target or len(attention) < len(target):
        return None
    rows = (tuple(row[: len(source)]) for row in attention[: len(target)])
    return Alignment(source=tuple(source), target=tuple(target), weights=tuple(rows))


def join(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """The translation of a text from those of its parts. Alternatives are kept only where it is
    whole: the beams of several parts know nothing of each other."""
    if len(hypotheses) == 1:
        return hypotheses[0]
    return Hypothesis(
        text=" ".join(hypothesis.text for hypothesis in hypotheses),
        score=min((h.score for h in hypotheses if h.score is not None), default=None),
    )

"""One Argos package at work: its tokenizer, its model, and what is made of the beams of that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import ctranslate2

from bilingual.engines.alignment import Alignment
from bilingual.engines.argos_beams import BeamReader, align_tokens, join
from bilingual.engines.base import QUICK, Device, EngineOptions, Hypothesis
from bilingual.engines.chunks import chunks
from bilingual.engines.scripts import in_script
from bilingual.engines.tokenizers import load_tokenizer
from bilingual.engines.vocabulary import MAP_NAME, check_map, find_map
from bilingual.errors import PackageError
from bilingual.packages import Package

_MAX_TOKENS = 480  # of one input; models of this kind know 512 positions
_CHUNK = 128  # sentences between two reports of progress, and two chances for Ctrl-C, at most
_CHUNK_TOKENS = 8192  # likewise: long sentences' attention takes much memory
_SHORT = 80  # tokens; the translation of a shorter input may be as long as that of one so long
_BATCH_TOKENS = 1024  # source tokens decoded together by one worker, at most

DECODINGS: dict[int, dict[str, Any]] = {
    QUICK: {"beam_size": 2},
    0: {"beam_size": 4},
    1: {"beam_size": 4, "repetition_penalty": 1.2, "no_repeat_ngram_size": 3},
    2: {
        "beam_size": 8, "repetition_penalty": 1.4, "no_repeat_ngram_size": 2, "length_penalty": 0.6
    },
}  # fmt: skip
"""Number 0 is what Argos Translate uses. Those after it keep a model from going round in circles;
they are for retries, since they cost good sentences some of their words."""


_NO_MEMORY = ("bad_alloc", "allocate memory", "out of memory")
"""What libraries say of too little memory."""
_CORES = os.cpu_count() or 1


class ArgosModel:
    """One package's tokenizer and model."""

    def __init__(self, package: Package, options: EngineOptions) -> None:
        self._path = package.path
        self._from_code = package.from_code
        self._decodings = dict(DECODINGS)
        if options.beam:
            self._decodings[0] = {"beam_size": options.beam}
        self._workers = (options.threads or _CORES) if options.device is Device.CPU else 1
        self._prefix = [package.target_prefix] if package.target_prefix else []
        vocabulary_map = find_map(package)
        self._has_map = vocabulary_map is not None
        try:
            if vocabulary_map:
                check_map(package, vocabulary_map)
            self._tokenizer = load_tokenizer(package)
            self._model = ctranslate2.Translator(
                str(package.path / "model"),
                files=_with_map(package.path / "model", vocabulary_map),
                device=options.device,
                compute_type=options.compute_type,
                inter_threads=self._workers,
                intra_threads=1,
            )
        except MemoryError:
            raise _too_big(package.path) from None
        except (RuntimeError, OSError, ValueError) as error:
            raise _unusable(package.path, error) from None
        self._reader = BeamReader(
            tokenizer=self._tokenizer,
            from_code=package.from_code,
            prefix=len(self._prefix),
            coverage=package.coverage,
        )

    def translate(
        self,
        sentences: Sequence[str],
        attempt: int,
        advance: Callable[[Sequence[int]], None],
        aligned: Sequence[bool] = (),
    ) -> list[Hypothesis]:
        """Sentences of like length are decoded together; those that are to be ``aligned`` say what
        answers to what."""
        tokens = [
            self._tokenizer.encode(in_script(sentence, self._from_code)) for sentence in sentences
        ]
        asking = {index for index, is_aligned in enumerate(aligned) if is_aligned}
        longest_first = sorted(range(len(tokens)), key=lambda index: -len(tokens[index]))
        results: list[Hypothesis] = [Hypothesis(text="")] * len(tokens)
        for chunk in _chunks(longest_first, tokens):
            hypotheses = self._decode(
                [tokens[index] for index in chunk],
                attempt,
                [sentences[index] if index in asking else "" for index in chunk],
            )
            for index, hypothesis in zip(chunk, hypotheses, strict=True):
                results[index] = hypothesis
            advance(chunk)
        return results

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`."""
        # A place in the one script is the same in the other, but for a few phrases.
        sources = [in_script(source, self._from_code) for source, _ in pairs]
        places = [
            (self._tokenizer.ranges(source), self._tokenizer.ranges(target))
            for source, (_, target) in zip(sources, pairs, strict=True)
        ]
        todo = [
            index
            for index, (source, target) in enumerate(places)
            if source
            and target
            and max(len(source), len(target)) < _MAX_TOKENS
            and len(sources[index]) == len(pairs[index][0])
        ]
        todo.sort(key=lambda index: len(places[index][1] or ()))
        alignments: list[Alignment | None] = [None] * len(pairs)
        for chunk in _chunks(todo, [target or () for _, target in places]):
            attentions = self._attend([(sources[index], pairs[index][1]) for index in chunk])
            for index, attention in zip(chunk, attentions, strict=True):
                alignments[index] = align_tokens(*places[index], attention)
        return alignments

    def _attend(self, pairs: Sequence[tuple[str, str]]) -> list[list[list[float]]]:
        """For each token of each translation, the attention to the source's tokens."""
        targets = [self._prefix + self._tokenizer.encode(target) for _, target in pairs]
        results = self._model.translate_batch(
            [self._tokenizer.encode(source) for source, _ in pairs],
            target_prefix=targets,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
            beam_size=1,
            max_decoding_length=max(map(len, targets)) + 1,
            return_attention=True,
            use_vmap=self._has_map,  # what the translation has beyond it is said all the same
        )
        return [result.attention[0][len(self._prefix) :] for result in results]

    def _decode(
        self, inputs: Sequence[list[str]], attempt: int, sources: Sequence[str]
    ) -> list[Hypothesis]:
        """Decode token lists; one too long for the model goes in parts, and nothing is cut off.

        Inputs of 900, 70 and 70 tokens are the parts 480, 420, 70, 70, in three batches: one for
        each length, since what pads the shorter ones of a batch changes their scores a little, and
        with near ties the result. Then the first two results are one hypothesis. ``sources`` has
        the texts of those to be aligned, and nothing for others. These are decoded one by one:
        in a batch with a beam, the attention of each first word may be another sentence's
        (findings/ctranslate2-attention-of-others.sh).
        """
        parts = [
            (number, tokens[at : at + _MAX_TOKENS])
            for number, tokens in enumerate(inputs)
            for at in range(0, len(tokens), _MAX_TOKENS)
        ]

        def kind(part: tuple[int, list[str]]) -> tuple[int, bool]:
            return -len(part[1]), bool(sources[part[0]])

        parts.sort(key=kind)
        # A short document is shared out too, so that no core waits; small batches cost more.
        share = sum(len(tokens) for _, tokens in parts) // self._workers
        promises = [
            promise
            for (_, is_aligned), group in groupby(parts, key=kind)
            for promise in self._start([part for _, part in group], attempt, share, is_aligned)
        ]
        results: list[list[Hypothesis]] = [[] for _ in inputs]
        for (number, _), promise in zip(parts, promises, strict=True):
            results[number].append(self._hypothesis(promise, attempt, sources[number]))
        return [join(hypotheses) for hypotheses in results]

    def _hypothesis(self, promise: Any, attempt: int, source: str) -> Hypothesis:
        """What a finished beam says; aligned with ``source``, if that is given."""
        try:
            result = promise.result()
        except (RuntimeError, ValueError) as error:  # a vocabulary that is not the model's
            raise _unusable(self._path, error) from None
        power = self._decodings[attempt].get("length_penalty", 1)
        return self._reader.read(result, power, source)

    def _start(
        self,
        inputs: Sequence[list[str]],
        attempt: int,
        share: int,
        is_aligned: bool,
    ) -> list[Any]:
        """Hand inputs of one length to the workers, up to ``share`` tokens together if they are
        more than one, or one by one if they are to be aligned; returns their promises."""
        length = len(inputs[0])
        promises: list[Any] = self._model.translate_batch(
            inputs,
            target_prefix=[self._prefix] * len(inputs) if self._prefix else None,
            max_batch_size=length if is_aligned else max(length, min(_BATCH_TOKENS, share)),
            batch_type="tokens",
            max_input_length=0,
            # A model gone round in circles stops only here; no real sentence grows threefold. The
            # bound depends on the sentence's own length, not on what else is in the batch.
            max_decoding_length=min(_MAX_TOKENS, 3 * max(length, _SHORT)),
            num_hypotheses=self._decodings[attempt]["beam_size"],
            return_scores=True,
            return_attention=is_aligned or self._reader.is_attentive,
            replace_unknowns=True,
            use_vmap=self._has_map,
            asynchronous=True,
            **self._decodings[attempt],
        )
        return promises


def _chunks(order: Iterable[int], tokens: Sequence[Sequence[object]]) -> Iterator[list[int]]:
    """The indices of ``order``, as many together as are decoded between two reports."""
    lengths = [min(len(one), _MAX_TOKENS) for one in tokens]
    return chunks(([index] for index in order), lengths, most=_CHUNK, size=_CHUNK_TOKENS)


def _with_map(model: Path, vocabulary_map: Path | None) -> dict[str, bytes] | None:
    """The files of a model whose map lies elsewhere; None if CTranslate2 finds all by itself."""
    if vocabulary_map is None or vocabulary_map.parent == model:
        return None
    files = {path.name: path.read_bytes() for path in model.iterdir() if path.is_file()}
    return files | {MAP_NAME: vocabulary_map.read_bytes()}


def _too_big(path: Path) -> PackageError:
    return PackageError(path, "does not fit the memory", "free some, or use a smaller package")


def _unusable(path: Path, error: Exception) -> PackageError:
    if any(word in str(error) for word in _NO_MEMORY):
        return _too_big(path)
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    reason = reason.replace(str(path), path.name)  # it may be gone before the user reads this
    return PackageError(path, f"cannot be loaded ({reason})", "install the package again")

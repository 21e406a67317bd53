"""The translator: requests to passages, passages to a model, answers to sentences.

First, each paragraph is translated as a whole, a sentence a line. A sentence that the checks find
wrong is asked for again by itself. What still is wrong, Argos translates; see `Abilities`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import (
    FALLBACK,
    Abilities,
    EngineChoice,
    Hypothesis,
    Request,
    Translator,
)
from bilingual.engines.llm.answers import read_answer
from bilingual.engines.llm.clients import Client, Question
from bilingual.engines.llm.languages import Language
from bilingual.engines.llm.passages import Passage, passage_of, passages_of
from bilingual.engines.llm.prompts import PromptForm
from bilingual.engines.llm.workers import run_jobs
from bilingual.model import EngineInfo

_TOKENS_A_CHARACTER = 3  # of Chinese, in any language; English takes about 1
_TOKENS_A_SENTENCE = 40  # besides: a short heading may become a long one
_BATCH = 400  # characters: about a paragraph
_HAN_LANGUAGES = ("ja", "ko")


class LlmTranslator:
    """A language model, and Argos for what it gets wrong."""

    attempts = 2
    abilities = Abilities(
        batch=_BATCH,
        has_attention=True,
        takes_terms=True,
        uses_context=True,
        uses_pairs=True,
        retries_mistakes=True,
        has_fallback=True,
    )

    def __init__(
        self,
        info: EngineInfo,
        client: Client,
        form: PromptForm,
        language: Language,
        fallback: EngineChoice | None,
    ) -> None:
        self.info = info
        self._client, self._form, self._language = client, form, language
        self._fallback = fallback
        self._loaded: Translator | None = None
        self.abilities = replace(
            self.abilities,
            batch=_BATCH * client.parallel,
            has_attention=fallback is not None,
            has_fallback=fallback is not None,
        )

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`."""
        if attempt == FALLBACK:
            return self._fall_back(requests, advance)
        groups = _groups(requests, is_single=attempt != 0)
        jobs = [
            partial(self._answer, [requests[index] for index in group], is_retry=attempt > 0)
            for group in groups
        ]
        answers = run_jobs(
            jobs,
            parallel=self._client.parallel,
            stop=self._client.stop,
            finish=lambda number: advance(groups[number]),
        )
        results = [""] * len(requests)
        for group, texts in zip(groups, answers, strict=True):
            for index, text in zip(group, texts, strict=True):
                results[index] = text
        return [Hypothesis(text=text) for text in results]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`: Argos's model is made to say what this one said."""
        argos = self._argos()
        return argos.align(pairs) if argos else [None] * len(pairs)

    def _answer(self, requests: Sequence[Request], *, is_retry: bool) -> list[str]:
        """The translations of a paragraph's sentences, or of a single text."""
        first = requests[0]
        if first.paragraph is None or first.text not in first.paragraph.sentences or is_retry:
            passages = [passage_of(request, is_retry=is_retry) for request in requests]
            return [text for passage in passages for text in self._ask(passage)]
        answers = passages_of(first.paragraph, self._ask, is_single=self._form.is_single)
        return [answers[request.text] for request in requests]

    def _ask(self, passage: Passage) -> list[str]:
        """The translation of each sentence, empty where there is no sound one."""
        form, count = self._form, len(passage.sentences)
        question = Question(
            prompt=form.write(passage, self._language),
            count=count,
            has_json=form.has_json,
            longest=_TOKENS_A_CHARACTER * passage.size + _TOKENS_A_SENTENCE * (count + 1),
            has_han=self._language.code in _HAN_LANGUAGES or not passage.is_retry,
            is_retry=passage.is_retry,
        )
        reply = self._client.ask(question)
        if not reply.is_whole:
            return [""] * count
        return read_answer(reply.text, passage.sentences, has_json=form.has_json)

    def _fall_back(
        self, requests: Sequence[Request], advance: Callable[[Sequence[int]], None]
    ) -> list[Hypothesis]:
        """Argos's translations, marked as such."""
        argos = self._argos()
        if argos is None:
            return [Hypothesis(text="")] * len(requests)
        bare = [Request(text=request.text) for request in requests]
        answers = argos.translate(bare, advance=advance)
        label = argos.info.label
        return [
            replace(
                answer,
                engine=label,
                alternatives=tuple(replace(one, engine=label) for one in answer.alternatives),
            )
            for answer in answers
        ]

    def _argos(self) -> Translator | None:
        if self._loaded is None and self._fallback is not None:
            self._loaded = self._fallback.load()
        return self._loaded


def _groups(requests: Sequence[Request], *, is_single: bool) -> list[list[int]]:
    """Which requests are answered together: those of one paragraph that are sentences of it."""
    groups: dict[object, list[int]] = {}
    for index, request in enumerate(requests):
        paragraph = request.paragraph
        is_alone = is_single or paragraph is None or request.text not in paragraph.sentences
        groups.setdefault(index if is_alone else paragraph, []).append(index)
    return list(groups.values())

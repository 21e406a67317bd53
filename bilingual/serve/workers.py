"""Who translates: one thread for documents, one for texts, with one model between them.

Texts that wait are translated together, which costs little more than one of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.engines import EngineChoice, Translator
from bilingual.errors import BilingualError, EngineError, FaultError
from bilingual.run.remembering import remembering_of
from bilingual.run.single import translate_one
from bilingual.run.tasks import Settings
from bilingual.serve.held import Held, Shelf, State, suffix_of
from bilingual.serve.limits import Limits, busy, too_large
from bilingual.serve.sharing import SharedTranslator, Turns, in_turns
from bilingual.serve.strings import Text, plan_text, translate_texts
from bilingual.translate import Plan

_TOGETHER = 3000
"""Characters of texts that are translated at once."""


class _UnwantedError(Exception):
    """Nobody waits for the document any more."""


@dataclass(slots=True, kw_only=True)
class _Asked:
    """Texts of one request, and where the answer goes."""

    texts: Sequence[Text]
    size: int
    answer: Future[list[str]] = field(default_factory=Future)


class Workers:
    """The threads of a server, and the queues before them."""

    def __init__(
        self, settings: Settings, engine: EngineChoice, shelf: Shelf, folder: Path, limits: Limits
    ) -> None:
        """``folder`` is ours alone, and stays empty: documents are read as if they lay there."""
        self._settings, self._engine, self._limits = settings, engine, limits
        self._shelf, self._folder = shelf, folder
        self._turns = Turns()
        self._translator: Translator | None = None
        self._documents: deque[Held] = deque()
        self._texts: deque[_Asked] = deque()
        self._change = threading.Condition()
        self._is_ending = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Load the model and begin; raises what loading raises."""
        self._translator = self._engine.load()
        for work in (self._work_on_documents, self._work_on_texts):
            thread = threading.Thread(target=work, name=work.__name__, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, patience: float = 10) -> None:
        """End, at the next turn."""
        with self._change:
            self._is_ending = True
            self._change.notify_all()
        for one in self._shelf:
            self._shelf.remove(one)
        for thread in self._threads:
            thread.join(patience)

    def translator(self, look: Callable[[], None] = lambda: None) -> SharedTranslator:
        """The model, for a thread of its own."""
        assert self._translator is not None, "started"
        return SharedTranslator(self._translator, self._turns, look)

    def submit(self, held: Held) -> None:
        """Translate a document when its turn comes."""
        with self._change:
            self._documents.append(held)
            self._change.notify_all()

    async def translate(self, texts: Sequence[Text], size: int) -> list[str]:
        """Translations of texts with so many characters in all.

        Raises `RefusedError` if too much waits, or it takes too long.
        """
        asked = _Asked(texts=texts, size=size)
        with self._change:
            if sum(one.size for one in self._texts) + size > self._limits.waiting_characters:
                raise busy("texts")
            self._texts.append(asked)
            self._change.notify_all()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(asked.answer), self._limits.patience)
        except TimeoutError:
            raise busy("texts") from None

    def _work_on_documents(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._is_ending or self._documents)
                if self._is_ending:
                    return
                held = self._documents.popleft()
            if not held.is_unwanted:
                self._work_on(held)

    def _work_on(self, held: Held) -> None:
        """Whatever goes wrong with a document is its own failure."""
        held.state = State.WORKING
        try:
            self._translate(held)
        except _UnwantedError:
            held.state = State.FAILED
        except BilingualError as error:
            held.error, held.state = error.at(held.name), State.FAILED
        except Exception as error:
            held.error, held.state = FaultError.of(held.name, error), State.FAILED
        finally:
            with contextlib.suppress(OSError):
                held.path.unlink(missing_ok=True)
            self._shelf.touch(held)
            if held.is_unwanted:
                held.single = None

    def _translate(self, held: Held) -> None:
        data = held.path.read_bytes()
        held.path.unlink(missing_ok=True)
        end = time.monotonic() + 60 * self._limits.minutes

        def look() -> None:
            if held.is_unwanted or self._is_ending:
                raise _UnwantedError
            if time.monotonic() > end:
                raise EngineError(
                    held.name, f"takes more than {self._limits.minutes:g} minutes", "split it"
                )

        def load(plan: Plan) -> Translator:
            if plan.size > self._limits.characters:
                raise too_large(held.name, f"{self._limits.characters:,} characters")
            held.size = plan.size
            return in_turns(self.translator(look))

        def advance(characters: int) -> None:
            held.done += characters

        # The name is ours; only its suffix, which is one of our list, is the client's.
        path = self._folder / f"seed{suffix_of(held.name).lower()}"
        held.single = translate_one(
            path, data, self._settings, self._engine, load, name=held.name, advance=advance
        )
        held.state = State.DONE

    def _work_on_texts(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._is_ending or self._texts)
                if self._is_ending:
                    break
                asked = self._some_texts()
            wanted = [one for one in asked if one.answer.set_running_or_notify_cancel()]
            if wanted and not self._answer(wanted):
                for one in wanted:  # whose fault it is shows when each is asked for by itself
                    self._answer([one], is_last=True)
        for one in self._texts:
            one.answer.cancel()

    def _some_texts(self) -> list[_Asked]:
        some, size = list[_Asked](), 0
        while self._texts and (not some or size + self._texts[0].size <= _TOGETHER):
            size += self._texts[0].size
            some.append(self._texts.popleft())
        return some

    def _answer(self, asked: Sequence[_Asked], *, is_last: bool = False) -> bool:
        """Answer the requests together; returns whether that went well, or was the last try."""
        texts = [text for one in asked for text in one.texts]
        try:
            translations = iter(self._translations(texts))
        except Exception as error:
            if is_last:
                is_known = isinstance(error, BilingualError)
                asked[0].answer.set_exception(error if is_known else FaultError.of("text", error))
            return is_last
        for one in asked:
            one.answer.set_result([next(translations) for _ in one.texts])
        return True

    def _translations(self, texts: Sequence[Text]) -> list[str]:
        with remembering_of(self._settings, self._engine) as remembering:
            plans = [remembering.recall(plan_text(one, self._settings.normalize)) for one in texts]
        return translate_texts(texts, plans, self.translator(), self._settings.translate)

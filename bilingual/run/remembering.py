"""What a translation memory has to do with a document being fresh.

A document depends on what the memory said of its paragraphs, and on nothing else of it. So its
signature has a hash of these answers in it, and its record says at which state of the memory they
were asked for. As long as that is the memory's state, nothing need be read; when something was
learned, each document is read and asked for again, once, and is stale only if the answers differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from bilingual.engines import EngineChoice
from bilingual.errors import WriteError
from bilingual.files import hash_bytes
from bilingual.memory import Memory
from bilingual.run.records import Record
from bilingual.run.tasks import Settings, sign
from bilingual.translate import Plan
from bilingual.translate.options import TranslateOptions
from bilingual.translate.recall import recall_plan, recalled_hash


class Remembering:
    """A memory as one run uses it; or none."""

    def __init__(
        self, memory: Memory | None, options: TranslateOptions, language: str, signature: str
    ) -> None:
        """``language`` is what is translated to, ``signature`` what documents without anything of
        a memory have."""
        self._memory, self._options, self._language = memory, options, language
        self._signature = signature
        self._state = memory.state if memory else ""

    def recall(self, plan: Plan) -> Plan:
        """The plan with what the memory knows."""
        if self._memory is None:
            return plan
        return recall_plan(plan, self._memory, self._options, self._language)

    def told(self, record: Record | None, source: str) -> str | None:
        """What `Record.memory` of a document from this source would be, as far as that is known
        without reading the source."""
        if self._memory is None:
            return ""
        is_same = record is not None and record.source == source
        return record.memory if record and is_same and self._is_now(record.memory) else None

    def tell(self, plan: Plan) -> str:
        """The same of a plan with what the memory knows; empty without a memory."""
        return f"{self._state} {recalled_hash(plan)}" if self._memory else ""

    def sign(self, told: str) -> str:
        """The signature of a document of which the memory told that."""
        answers = _answers(told)
        return hash_bytes(f"{self._signature} {answers}".encode()) if answers else self._signature

    def has_learned(self, content: str) -> bool:
        """See `Memory.has_learned`."""
        return self._memory is not None and self._memory.has_learned(content)

    def refuse_forgotten(self, record: Record | None, source: str, told: str, seed: str) -> None:
        """Raise `WriteError` if the documents of a seed have translations of a memory, and what is
        there now is none, or another one, which knows nothing of the same source."""
        is_same = record is not None and (record.source == source or self._memory is None)
        if record and is_same and _answers(record.memory) and not _answers(told):
            raise WriteError(
                seed,
                "has translations of a memory that is not there now, so it is kept",
                "name the memory with --memory, or overwrite it with --force",
            )

    def _is_now(self, told: str) -> bool:
        return told.partition(" ")[0] == self._state


def _answers(told: str) -> str:
    return told.partition(" ")[2]


@contextmanager
def remembering_of(settings: Settings, engine: EngineChoice) -> Iterator[Remembering]:
    """The memory that ``settings`` name, open; raises `ReadError` if it cannot be used."""
    with Memory(settings.memory) if settings.memory else nullcontext() as memory:
        yield Remembering(
            memory, settings.translate, engine.info.target_language, sign(settings, engine)
        )

"""What an engine is to the rest of the program: docs/engines.md tells it at length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bilingual.engines.alignment import Alignment
from bilingual.model import BlockKind, EngineInfo

if TYPE_CHECKING:
    from bilingual.packages import Route


QUICK = -1
"""Number of the decoding settings for texts that are only tried: quicker, a little worse."""
FALLBACK = -2
"""Number that stands for another engine, which an engine with `Abilities.has_fallback` asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What a sentence stands in. Equal paragraphs are one paragraph, wherever they stand."""

    kind: BlockKind
    sentences: tuple[str, ...]
    """All of its sentences in order, as requests have them. Those without Chinese are among them,
    though nobody asks for their translation."""
    before: tuple[str, ...] = ()
    """The last sentences before it in its document, in order."""
    after: tuple[str, ...] = ()
    """The first sentences after it."""
    title: str = ""
    """Its document's title, in the source's language."""
    terms: tuple[tuple[str, str], ...] = ()
    """The terms of all its sentences, see `Request.terms`."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Those of the sentences before it that have a sound translation, each with it, for an engine
    whose `Abilities.uses_pairs`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A text to be translated. Equal requests are asked once and have one answer."""

    text: str
    """A sentence, or a part of one; ``X1X`` stands for what must come back as it is."""
    paragraph: Paragraph | None = None
    """What it stands in, for an engine whose `Abilities.uses_context`; None for others, and for
    words that are translated by themselves."""
    terms: tuple[tuple[str, str], ...] = ()
    """Terms that the text has, each with its rendering, for an engine whose
    `Abilities.takes_terms`."""
    needs_alignment: bool = False
    """Whether to say at once what answers to what, for an engine whose `Abilities.has_attention`:
    that costs less than `Translator.align` afterwards."""


def requests_for(texts: Iterable[str]) -> list[Request]:
    """A request for each text by itself."""
    return [Request(text=text) for text in texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What an engine can do. The program does without what it cannot."""

    batch: int = 6000
    """Characters that it does well to get at once: some two seconds of work. What is finished
    is stored, and told to the user, as often as that."""
    has_alternatives: bool = False
    """Whether it says what else it had in mind."""
    has_scores: bool = False
    """Whether it says how sure it is."""
    has_attention: bool = False
    """Whether `Translator.align` can tell anything."""
    takes_terms: bool = False
    """Whether it heeds `Request.terms`."""
    uses_context: bool = False
    """Whether it heeds `Request.paragraph`. It gets the requests of a paragraph together then, in
    their order, as far as they are to be translated."""
    uses_pairs: bool = False
    """Whether it heeds `Paragraph.pairs`. A document's paragraphs are translated one after the
    other then."""
    retries_mistakes: bool = False
    """Whether other settings may do better with wrong figures, names and the like, not only with
    garbage."""
    has_fallback: bool = False
    """Whether it can ask another engine for what it gets wrong, as attempt `FALLBACK`."""

    def __str__(self) -> str:
        """What it can do, for people: ``alternatives, scores``; empty if only translate."""
        can = {
            "alternatives": self.has_alternatives,
            "scores": self.has_scores,
            "attention": self.has_attention,
            "terms": self.takes_terms,
            "context": self.uses_context,
            "another engine behind it": self.has_fallback,
        }
        return ", ".join(name for name, is_able in can.items() if is_able)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One sentence as an engine translates it."""

    text: str
    score: float | None = None
    """How sure the engine is: log probability per target token, less what it loses for words left
    unread where a package wants that (`bilingual.packages.Package.coverage`)."""
    alternatives: tuple[Hypothesis, ...] = ()
    """Other translations that were near, the better ones first; none from an engine that knows only
    one."""
    engine: str = ""
    """Whose it is, as `EngineInfo.label`, if it is another engine's than the one asked."""
    alignment: Alignment | None = None
    """As `Request.needs_alignment` asks, as far as the engine can tell; not of alternatives."""


class Translator(Protocol):
    """Translates sentences; knows nothing of documents.

    What it answers to a request depends on that request and its own settings alone, never on what
    else it is asked, before or meanwhile.
    """

    @property
    def info(self) -> EngineInfo:
        """Who this is, for documents."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What it can do."""
        ...

    @property
    def attempts(self) -> int:
        """How many decoding settings there are to try, from number 0 on; 0 for an engine that
        cannot go wrong, whose results are not checked."""
        ...

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """Translate ``requests`` with the decoding settings number ``attempt``: 0 for the usual
        ones, the others for texts that went wrong, or `QUICK`, or `FALLBACK`.

        Returns a hypothesis for each, in order. ``advance`` is called with the indices of the
        requests that are done, now and then.
        """
        ...

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """For each sentence and its translation, what answers to what.

        None where the engine cannot tell.
        """
        ...


class Device(StrEnum):
    """What an engine reckons on."""

    CPU = "cpu"
    CUDA = "cuda"
    AUTO = "auto"
    """CUDA where it can be used, else the CPU."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """What a user chose for an engine; `EngineKind.options` says which of it an engine takes."""

    package: Path | None = None
    """An Argos package to use in place of the best installed one."""
    model: Path | None = None
    """A model's file."""
    llm_url: str = ""
    """Address of the API of a server that runs the model."""
    llm_model: str = ""
    """Which of the server's models; empty for its only one."""
    llm_prompt: str = ""
    """Name of the form of prompts; empty for the one that the model's name asks for."""
    llm_parallel: int = 1
    """Questions that a server is asked at once."""
    llm_timeout: float = 300
    """Seconds that a server has for an answer."""
    allow_network: bool = False
    """Whether the server may be on another machine."""
    device: Device = Device.CPU
    compute_type: str = ""
    """Kind of numbers to reckon with, such as ``int8``; empty for what the device does best."""
    threads: int = 0
    """How many threads to work with; 0 for one a core."""
    beam: int = 0
    """How many translations of a sentence to pursue side by side; 0 for the engine's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """An engine settled on but not loaded: enough to tell whether outputs are fresh."""

    info: EngineInfo
    signature: str
    """Names everything the engine's results depend on: engine, packages, library versions, and
    those options that change a result."""
    load: Callable[[], Translator]
    """Makes the engine ready to translate; raises `PackageError` if a package cannot be loaded."""
    route: Route | None = None
    """The Argos packages it translates with, if it does."""
    remark: str = ""
    """What the user must be told before it translates."""

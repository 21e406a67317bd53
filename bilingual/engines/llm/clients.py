"""What a way to a model is to the engine: a question goes in, the model's words come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bilingual.engines.llm.prompts import Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A prompt, and what shape its answer is to have."""

    prompt: Prompt
    count: int
    """Sentences that are to be translated."""
    has_json: bool
    """See `PromptForm`."""
    longest: int
    """Tokens that an answer may have."""
    has_han: bool = True
    """Whether the answer may have Chinese characters."""
    is_retry: bool = False
    """Whether the model repeated itself, chattered or the like before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said."""

    text: str
    is_whole: bool = True
    """Whether it ended by itself; else it was cut off."""


NOTHING = Reply(text="", is_whole=False)


def messages(question: Question) -> list[dict[str, str]]:
    """The prompt as chat messages."""
    prompt = question.prompt
    system = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return [*system, {"role": "user", "content": prompt.user}]


class Client(Protocol):
    """A way to a model."""

    def ask(self, question: Question) -> Reply:
        """The model's answer; called by several threads at once if `parallel` is more than 1.

        Raises `EngineError` if there is none to be had.
        """
        ...

    def stop(self) -> None:
        """End what is being answered, soon: the user does not wait for it any more."""
        ...

    @property
    def parallel(self) -> int:
        """Questions that may be asked at once."""
        ...

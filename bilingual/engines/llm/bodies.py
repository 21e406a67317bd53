"""Requests to servers, as JSON."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from bilingual.engines.llm.clients import Question, messages
from bilingual.engines.llm.grammar import lines_grammar, object_schema


class Fields(IntEnum):
    """What a request has: servers differ in whether they pass over what they do not know."""

    COMMON = 0
    """What all know."""
    SHAPE = 1
    """The shape of the answer too."""
    ALL = 2
    """And what is said to the chat template, or against thinking."""


def body_of(question: Question, model: str, fields: Fields) -> dict[str, Any]:
    """A question to the server's ``model``."""
    prompt = question.prompt
    body: dict[str, Any] = {
        "model": model,
        "temperature": 0,
        "max_tokens": question.longest,
        "stream": False,
    }
    body |= {"messages": messages(question)} if prompt.is_chat else {"prompt": prompt.user}
    if question.is_retry:
        body["frequency_penalty"] = 0.3
    if fields is Fields.ALL:
        body |= prompt.extras
        if question.has_json:
            body["reasoning_effort"] = "none"  # Ollama heeds nothing else
    if fields is not Fields.COMMON:
        body |= {"seed": 0, "cache_prompt": False, **_shape(question)}
    return body


def _shape(question: Question) -> dict[str, Any]:
    """How servers are asked for the shape of an answer: a schema, or llama.cpp's grammar."""
    if not question.has_json:
        return {"grammar": lines_grammar(question.count, has_han=question.has_han)}
    schema = object_schema(question.count)
    named = {"name": "translations", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}

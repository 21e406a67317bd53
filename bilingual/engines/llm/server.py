"""A server that speaks OpenAI's chat API, mostly on this machine: Ollama, LM Studio, llama.cpp.

Nothing else is connected to than the address that the user named: no proxy, no redirection. A
connection that fails and an error of the server are tried again, twice; a server that says nothing
for too long is not.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from bilingual.engines.llm.bodies import Fields, body_of
from bilingual.engines.llm.clients import NOTHING, Question, Reply
from bilingual.errors import EngineError, UsageError

TIMEOUT = 300.0
"""Seconds for an answer, from the question to its last word."""
_TO_CONNECT = 10.0
_FOR_FACTS = 20.0  # seconds for what a server says of itself
_PAUSES = (1.0, 4.0)
"""Seconds before it is tried again. Servers that load a model say 503 meanwhile."""
_MOST_SILENCES = 2
"""Questions without an answer in time until no more are asked, so that a run ends."""
_BUSY = (429, 500, 502, 503, 504)
_NOT_UNDERSTOOD = (400, 422)
_MOST_BYTES = 4 << 20  # of an answer
_SHOWN = 200  # characters of what a server says was wrong
_SHOWN_NAMES = 10


class ServerModel:
    """A model of a server."""

    def __init__(
        self,
        url: str,
        model: str = "",
        *,
        key: str = "",
        timeout: float = TIMEOUT,
        parallel: int = 1,
    ) -> None:
        """``url``: see `checked_address`. ``key`` is sent as a bearer's token, if there is one."""
        self.url, self.model, self.parallel = url, model, parallel
        self._timeout = timeout
        self._fields = Fields.ALL
        self._is_gone = False
        self._silences = 0
        self._is_stopped = False
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy and no .netrc of the surroundings
        if key:
            self._session.headers["Authorization"] = f"Bearer {key}"

    def ask(self, question: Question) -> Reply:
        """See `Client`."""
        path = "/chat/completions" if question.prompt.is_chat else "/completions"
        fields = self._fields
        while True:
            status, answer = self._post(path, body_of(question, self.model, fields))
            is_refused = status in _NOT_UNDERSTOOD and "context" not in _message(answer).lower()
            if not is_refused:
                self._fields = fields
            if not is_refused or fields is Fields.COMMON:
                return self._reply(status, answer)
            fields = Fields(fields - 1)

    def stop(self) -> None:
        """See `Client`; threads that wait for an answer are left behind."""
        self._is_stopped = True

    def find_model(self) -> str:
        """The name of the model: the one given, or the server's only one.

        Raises `UsageError` if the server does not answer, or does not have it.
        """
        try:
            status, listed = self._get(f"{self.url}/models")
        except requests.RequestException as error:
            problem = f"no server answers there ({_said_by(error)})"
            raise UsageError(self.url, problem, "start it, or mend --llm-url") from None
        names = _names(listed)
        if self.model and (not names or self.model in names or status != requests.codes.ok):
            return self.model
        texts = [name for name in names if "embed" not in name.lower()]
        if not self.model and len(texts) == 1:
            return texts[0]
        some = ", ".join(texts[:_SHOWN_NAMES]) + (", …" if len(texts) > _SHOWN_NAMES else "")
        if self.model:
            problem, remedy = f"has no model {self.model}", f"it has {some}; see --llm-model"
        elif texts:
            problem, remedy = "has several models", f"choose with --llm-model from {some}"
        else:
            problem, remedy = "does not say which models it has", "name one with --llm-model"
        raise UsageError(self.url, problem, remedy)

    def find_checksum(self) -> str:
        """SHA-256 of the model, which Ollama says in its own API; empty from other servers."""
        parts = urlsplit(self.url)
        try:
            _, listed = self._get(urlunsplit((parts.scheme, parts.netloc, "/api/tags", "", "")))
        except requests.RequestException:
            return ""
        for one in _items(listed, "models"):
            if one.get("name") == self.model and isinstance(one.get("digest"), str):
                return str(one["digest"]).removeprefix("sha256:")
        return ""

    def _get(self, url: str) -> tuple[int, Any]:
        return self._read(self._session.get(
            url, timeout=(_TO_CONNECT, _FOR_FACTS), allow_redirects=False, stream=True
        ), _FOR_FACTS)  # fmt: skip

    def _post(self, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Status and content of the answer; tries again what may go better then, but not with a
        server that was gone the last time."""
        if self._silences >= _MOST_SILENCES:
            raise self._silent()
        for pause in (*(() if self._is_gone else _PAUSES), None):
            try:
                status, answer = self._read(
                    self._session.post(
                        self.url + path,
                        json=body,
                        timeout=(_TO_CONNECT, self._timeout),
                        allow_redirects=False,
                        stream=True,
                    ),
                    self._timeout,
                )
            except requests.ReadTimeout:
                self._silences += 1
                raise self._silent() from None
            except requests.RequestException as error:
                if pause is None or self._is_stopped:
                    self._is_gone = True
                    raise EngineError(
                        self.url,
                        f"the server is gone or does not answer ({_said_by(error)})",
                        "start it and run the command again",
                    ) from None
            else:
                self._is_gone, self._silences = False, 0
                if status not in _BUSY or pause is None or self._is_stopped:
                    return status, answer
            time.sleep(pause)
        raise AssertionError  # the last try returns or raises

    def _silent(self) -> EngineError:
        return EngineError(
            self.url,
            f"the server gave no answer within {self._timeout:g} seconds",
            "see whether it is busy, or allow more with --llm-timeout",
        )

    def _read(self, response: requests.Response, seconds: float) -> tuple[int, Any]:
        """Status and JSON of a response, or its text where it is none, within bounds."""
        until, content = time.monotonic() + seconds, bytearray()
        with response:
            for piece in response.iter_content(1 << 16):
                content += piece
                if time.monotonic() > until:
                    raise requests.ReadTimeout
                if len(content) > _MOST_BYTES:
                    raise requests.RequestException("its answer has no end")
        text = content.decode("utf-8", errors="replace")
        try:
            return response.status_code, json.loads(text)
        except (ValueError, RecursionError):
            return response.status_code, text

    def _reply(self, status: int, answer: Any) -> Reply:
        if status != requests.codes.ok:
            said = _message(answer)
            if status in _NOT_UNDERSTOOD and "context" in said.lower():
                return NOTHING  # it is too long for the model
            raise EngineError(
                self.url,
                f"the server says error {status}" + (f": {said}" if said else ""),
                "see its own log, --llm-model, and BILINGUAL_LLM_KEY if it asks for a key",
            )
        choice = next(iter(_items(answer, "choices")), {})
        message = choice.get("message")
        text = message.get("content") if isinstance(message, dict) else choice.get("text")
        if not isinstance(text, str):
            raise EngineError(
                self.url,
                "what the server answers is no completion",
                "see that --llm-url leads to an API like OpenAI's; it mostly ends in /v1",
            )
        return Reply(text=text, is_whole=choice.get("finish_reason") in (None, "stop"))


def _items(answer: Any, key: str) -> list[dict[str, Any]]:
    found = answer.get(key) if isinstance(answer, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _names(listed: Any) -> list[str]:
    return [one["id"] for one in _items(listed, "data") if isinstance(one.get("id"), str)]


def _message(answer: Any) -> str:
    """What a server says was wrong, in one line."""
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    said = error.get("message", "") if isinstance(error, dict) else error
    return " ".join(str(said).split())[:_SHOWN]


def _said_by(error: requests.RequestException) -> str:
    """Why a connection failed, without the names of classes and addresses of objects."""
    causes = [error.__context__, *error.args]
    for cause in causes:
        reason = getattr(cause, "reason", cause)
        said = getattr(reason, "strerror", None) or getattr(
            getattr(reason, "__cause__", None), "strerror", None
        )
        if said:
            return str(said)
    if isinstance(error, requests.Timeout):
        return "nothing came in time"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.ConnectionError):
        return "the connection broke off"
    return " ".join(str(error).split())[:_SHOWN]

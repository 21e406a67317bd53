"""A GGUF file in this process, through xllamacpp (llama.cpp with prebuilt wheels).

What its manual does not say: it opens an HTTP port on loopback unasked, so it is given a Unix
socket in a folder that only this user may enter. It takes SIGINT and SIGTERM for itself, so they
are taken back. Its slots change each other's results in near ties (8 of 12 answers the same in four
slots as alone, 12 of 12 alone twice), as does its cache of prompts; so there is one slot and no
cache. With its own parser of answers, half a JSON object is an exception; without, a JSON schema
is dropped, so a grammar is given instead.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bilingual.engines.base import Device
from bilingual.engines.llm.clients import NOTHING, Question, Reply, messages
from bilingual.engines.llm.gguf import ModelFile
from bilingual.engines.llm.grammar import lines_grammar, object_grammar
from bilingual.errors import PackageError, UsageError

INSTALL_COMMAND = "pip install 'bilingual-zh[llm]'"
_CONTEXT = 8192  # tokens of question and answer; more than any question here has
_LAST_WORDS = 10  # seconds to end in: a long question is read before it is answered
_LONGEST_SOCKET = 100  # characters; the name of a Unix socket has at most 107


def library_version() -> str:
    """The version of xllamacpp; empty if it is not installed."""
    return version("xllamacpp") if find_spec("xllamacpp") else ""


def require_library() -> None:
    """Raise `UsageError` if xllamacpp is not installed."""
    if find_spec("xllamacpp") is None:
        raise UsageError("--model", "needs xllamacpp, not installed here", INSTALL_COMMAND)


class LocalModel:
    """A model, loaded."""

    parallel = 1

    def __init__(self, model: ModelFile, *, threads: int = 0, device: Device = Device.CPU) -> None:
        """Load ``model``; raises `PackageError` if xllamacpp cannot."""
        import xllamacpp

        self._is_stopped = threading.Event()
        self._is_speaking = threading.Lock()
        parameters = _parameters(xllamacpp.CommonParams(), model, threads, device)
        try:
            with _signals_kept():
                self._server = xllamacpp.Server(parameters)
        except RuntimeError:
            raise PackageError(
                model.path,
                "cannot be loaded by xllamacpp",
                "fetch it again, or a newer xllamacpp; it may also be too large for the memory",
            ) from None

    def ask(self, question: Question) -> Reply:
        """See `Client`; what the model cannot take is no answer."""
        with self._is_speaking:
            return self._ask(question)

    def _ask(self, question: Question) -> Reply:
        pieces, ends, problems = list[str](), list[str](), list[Exception]()

        def take(chunk: dict[str, Any]) -> bool:
            """What becomes of an exception here, nobody hears: it is kept."""
            try:
                for choice in chunk.get("choices", ()):
                    text = choice.get("delta", choice)
                    pieces.append(text.get("content") or text.get("text") or "")
                    ends.append(choice.get("finish_reason") or "")
            except Exception as error:
                problems.append(error)
            return self._is_stopped.is_set() or bool(problems)

        request, prompt = _request(question), question.prompt
        try:
            if prompt.is_chat:
                self._server.handle_chat_completions(request, take)
            else:
                self._server.handle_completions(request, take)
        except RuntimeError:
            return NOTHING
        if problems:
            raise problems[0]
        return Reply(text="".join(pieces), is_whole="stop" in ends)

    def stop(self) -> None:
        """See `Client`: a process that ends while the model speaks may crash, so it is waited for
        until it has heard."""
        self._is_stopped.set()
        if self._is_speaking.acquire(timeout=_LAST_WORDS):
            self._is_stopped.clear()
            self._is_speaking.release()


def _request(question: Question) -> dict[str, Any]:
    """As llama.cpp's server takes it."""
    write = object_grammar if question.has_json else lines_grammar
    request: dict[str, Any] = {
        "stream": True,
        "max_tokens": question.longest,
        "temperature": 0,
        "seed": 0,
        "cache_prompt": False,
        "grammar": write(question.count, has_han=question.has_han),
        "repeat_penalty": 1.1 if question.is_retry else 1.0,
    }
    prompt = question.prompt
    if not prompt.is_chat:
        return {**request, "prompt": prompt.user}
    return {**request, "messages": messages(question), **prompt.extras}


def _parameters(parameters: Any, model: ModelFile, threads: int, device: Device) -> Any:
    parameters.model.path = str(model.path)
    parameters.n_ctx = min(_CONTEXT, model.context_length or _CONTEXT)
    parameters.fit_params = False  # else a context shrinks with the memory that is free
    parameters.n_parallel = LocalModel.parallel
    parameters.cache_ram_mib = 0
    parameters.cache_idle_slots = False
    parameters.warmup = False
    parameters.verbosity = -1
    parameters.force_pure_content_parser = True
    if device is Device.CPU:
        parameters.n_gpu_layers = 0
    # Where other work holds a core, threads that wait for each other take a hundred times as long.
    count = threads or max(1, (os.cpu_count() or 1) // 2)
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = count
    parameters.ui = parameters.endpoint_slots = False  # nobody is to read along
    parameters.api_keys = [secrets.token_hex(16)]
    if socket := _private_socket():
        parameters.hostnames = [socket]
    return parameters


def _private_socket() -> str:
    """A name for a Unix socket that nobody else can reach; empty where there are none, as on
    Windows: then it is a port on loopback, behind a key that nobody knows."""
    if os.name != "posix":
        return ""
    folder = Path(tempfile.mkdtemp(prefix="bilingual-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    socket = str(folder / "model.sock")
    return socket if len(socket) <= _LONGEST_SOCKET else ""


@contextmanager
def _signals_kept() -> Iterator[None]:
    """What is done in the meantime leaves Ctrl-C and SIGTERM to those who handled them before."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in handlers.items():
                if handler is not None:
                    signal.signal(number, handler)

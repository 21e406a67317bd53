"""A server on 127.0.0.1 with a chat API, which answers as a script says.

The script and the questions that it was asked are in two files of a folder.
"""

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.loopback import Handler, running, serve

MODEL = "tests-chat"
_NUMBERED = re.compile(r"^\d+\. (.+)$", re.M)

_COMMON = {"model", "messages", "temperature", "max_tokens", "stream", "frequency_penalty"}
_REFUSALS: dict[str, tuple[Callable[[set[str]], bool], str]] = {
    "strict": (lambda fields: bool(fields - _COMMON), "Unrecognized request argument"),
    "thoughtless": (
        lambda fields: "reasoning_effort" in fields or "response_format" not in fields,
        "does not support thinking",  # as Ollama says of some models
    ),
    "context": (lambda fields: True, "exceeds the available context size"),
}
"""Behaviours of servers that refuse a request by its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmServer:
    """The tests' side."""

    root: str
    folder: Path

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    def script(
        self,
        *behaviours: str,
        translations: dict[str, str] | None = None,
        models: Sequence[str] = (MODEL,),
        delay: float = 0,
    ) -> None:
        """What to do with the first questions, one each; the last behaviour is that for all
        others. ``translations`` are what a good answer says; other sentences become words."""
        script = {
            "behaviours": behaviours or ("good",),
            "translations": translations or {},
            "models": list(models),
            "delay": delay,
        }
        beside = self.folder / "script.new"
        beside.write_text(json.dumps(script), "utf-8")
        beside.replace(self.folder / "script.json")
        (self.folder / "asked.jsonl").unlink(missing_ok=True)

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions since the last script: ``path``, ``body``, ``key``, and how
        many were waiting ``at_once``."""
        log = self.folder / "asked.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines() if line]


@contextmanager
def serving_llm(folder: Path, guard: Path) -> Iterator[LlmServer]:
    """Serve by a script; ``guard`` is the folder of the network guard, which allows loopback."""
    folder.mkdir(exist_ok=True)
    with running(__name__, folder, guard) as root:
        server = LlmServer(root=root, folder=folder)
        server.script("good")
        yield server


class _Handler(Handler):
    lock = threading.Lock()
    running = 0

    @property
    def _script(self) -> dict[str, Any]:
        script: dict[str, Any] = json.loads((self.folder / "script.json").read_text("utf-8"))
        return script

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            self._send(200, {"data": [{"id": name} for name in self._script["models"]]})
        elif self.path == "/api/tags":
            self._send(200, {"models": [{"name": MODEL, "digest": "sha256:" + "ab" * 32}]})
        else:
            self._send(404, {"error": "no such page"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        log = self.folder / "asked.jsonl"
        entry = {
            "path": self.path,
            "body": body,
            "key": self.headers.get("Authorization", ""),
        }
        with self.lock:
            _Handler.running += 1
            entry["at_once"] = _Handler.running
            number = len(log.read_text("utf-8").splitlines()) if log.exists() else 0
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")
        script = self._script
        time.sleep(script["delay"])
        behaviours = script["behaviours"]
        with self.lock:
            _Handler.running -= 1
        with contextlib.suppress(ConnectionError):
            self._behave(behaviours[min(number, len(behaviours) - 1)], body, script)

    def _behave(self, behaviour: str, body: dict[str, Any], script: dict[str, Any]) -> None:
        prompt = body["messages"][-1]["content"] if "messages" in body else body["prompt"]
        asked = prompt.rpartition("Translate th")[2] if _NUMBERED.search(prompt) else ""
        sentences = _NUMBERED.findall(asked) or [prompt.rpartition("\n")[2]]
        said = [script["translations"].get(one, "The meeting was held.") for one in sentences]
        good = json.dumps({str(n): one for n, one in enumerate(said, 1)}, ensure_ascii=False)
        texts = {
            "good": good,
            "plain": "\n".join(said),
            "chatter": "Sure! Here is the translation:\n\n" + "\n".join(said),
            "thinking": f"<think>Let me {{think}}.</think>\n```json\n{good}\n```",
            "broken": good[:-8],
            "few": json.dumps({"1": said[0]}) if len(said) > 1 else "{}",
            "echo": json.dumps({str(n): s for n, s in enumerate(sentences, 1)}, ensure_ascii=False),
            "loop": json.dumps({str(n): "and so on " * 9 for n, _ in enumerate(said, 1)}),
            "numbers": json.dumps(
                {str(n): re.sub(r"\d+", "77", one) for n, one in enumerate(said, 1)}
            ),
        }
        if behaviour in texts:
            self._say(texts[behaviour])
        elif behaviour == "long":
            self._say(good, "length")
        elif behaviour in _REFUSALS:
            refuses, message = _REFUSALS[behaviour]
            if refuses(set(body)):
                self._send(400, {"error": {"message": message}})
            else:
                self._say(good)
        elif behaviour == "slow":
            time.sleep(600)
        elif behaviour == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"choices": [{"mess')
            self.close_connection = True
        elif behaviour == "moved":
            self.send_response(307)
            self.send_header("Location", "http://192.0.2.1/v1/chat/completions")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif behaviour == "page":
            self._send(200, "<html>hello</html>")
        elif behaviour == "exit":
            os._exit(0)
        else:
            self._send(int(behaviour), {"error": {"message": f"no luck\n{behaviour}"}})

    def _say(self, text: str, end: str = "stop") -> None:
        choice = {"message": {"role": "assistant", "content": text}, "finish_reason": end}
        self._send(200, {"choices": [choice]})

    def _send(self, status: int, answer: Any) -> None:
        content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    serve(_Handler)

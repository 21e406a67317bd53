"""How a server does with many clients at once: latencies, throughput, refusals, memory.

    python benchmarks/load.py --clients 50 --seconds 60

Starts ``bilingual serve``, and lets half of the clients ask for a sentence at a time as programs
for LibreTranslate do, a quarter for five at once, and a quarter send documents, read them and
fetch them as Word files. Each waits for its answer, thinks for a moment, and asks again.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bilingual.chinese.sentences import split_sentences

SEED = Path(__file__).parents[1] / "seeds" / "000_7bd767273ec67427.txt"
_THINKING = 0.5
"""Seconds, on average, between an answer and the next question."""
_DOCUMENT = 600
"""Characters."""


@dataclass(slots=True)
class Tally:
    """What the clients saw."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By kind of request, how long each took that went well."""
    refused: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """By kind and status."""
    characters: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, status: int, seconds: float, characters: int = 0) -> None:
        """Count a request."""
        with self.lock:
            if status < 300:
                self.seconds[kind].append(seconds)
                self.characters += characters
            else:
                self.refused[f"{kind} {status}"] += 1


class Client:
    """One of many, with a connection of its own."""

    def __init__(self, where: str, texts: list[str], number: int) -> None:
        host = urlsplit(where).netloc
        self._connection = http.client.HTTPConnection(host, timeout=300)
        self._texts, self._random = texts, random.Random(number)

    def ask_for_text(self, tally: Tally, count: int) -> None:
        """Some sentences, translated."""
        texts = [self._text() for _ in range(count)]
        body = {"q": texts, "source": "zh", "target": "en"}
        began = time.perf_counter()
        status, _ = self._ask("POST", "/translate", json.dumps(body).encode())
        kind = "1 sentence" if count == 1 else f"{count} sentences"
        tally.note(kind, status, time.perf_counter() - began, sum(map(len, texts)))

    def send_document(self, tally: Tally) -> None:
        """A document, from sending to the Word file."""
        lines, size = list[str](), 0
        while size < _DOCUMENT:
            lines.append(self._text())
            size += len(lines[-1])
        began = time.perf_counter()
        status, told = self._ask(
            "POST", "/api/documents?name=a.txt", "\n\n".join(lines).encode(), is_json=True
        )
        if status != 202:
            tally.note("document", status, 0)
            time.sleep(5)
            return
        document = f"/api/documents/{told['document']['id']}"
        while told["document"]["state"] in ("waiting", "working"):
            time.sleep(0.7)  # as the page does
            _, told = self._ask("GET", document, is_json=True)
        tally.note("document", status, time.perf_counter() - began, size)
        for kind, path in (("its rows", "/rows"), ("its Word file", "/files/docx")):
            began = time.perf_counter()
            status, _ = self._ask("GET", f"{document}{path}")
            tally.note(kind, status, time.perf_counter() - began)
        self._ask("DELETE", document)

    def think(self) -> None:
        """For a moment."""
        time.sleep(self._random.expovariate(1 / _THINKING))

    def _text(self) -> str:
        """A sentence that nobody asked for before."""
        return f"{self._random.randrange(10**6)}号：{self._random.choice(self._texts)}"

    def _ask(
        self, method: str, path: str, body: bytes = b"", *, is_json: bool = False
    ) -> tuple[int, Any]:
        self._connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if is_json else content


@contextmanager
def serving(arguments: list[str]) -> Iterator[tuple[str, int]]:
    """A server, where it is, and its process."""
    command = [sys.executable, "-m", "bilingual", "serve", "--port", "0", "--rate", "0"]
    with subprocess.Popen(
        [*command, "--no-memory", *arguments], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()


def main() -> None:
    """Run the clients and print what they saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("arguments", nargs="*", help="of bilingual serve, after --")
    chosen = parser.parse_args()
    texts = [one.strip() for one in split_sentences(SEED.read_text("utf-8")) if len(one) > 10]
    with serving(chosen.arguments) as (where, pid):
        before, tally = memory_of(pid), Tally()
        processor = processor_time_of(pid)
        began = time.perf_counter()
        run(where, texts, tally, chosen.clients, began + chosen.seconds)
        seconds = time.perf_counter() - began
        after, processor = memory_of(pid), processor_time_of(pid) - processor
    print(
        "| request | answers | median s | 95 % s | longest s |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for kind, took in sorted(tally.seconds.items()):
        high = (
            statistics.quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
        )
        print(
            f"| {kind} | {len(took):,} | {statistics.median(took):.2f} | {high:.2f} | "
            f"{max(took):.2f} |"
        )
    print(f"\n{tally.characters:,} characters in {seconds:.0f} s")
    print(f"{processor:.0f} s of processor time: {tally.characters / processor:,.0f} characters/s")
    print(f"refused: {dict(tally.refused) or 'none'}")
    print(f"memory: {before:,} MB before, {after:,} MB at the end")


def run(where: str, texts: list[str], tally: Tally, clients: int, end: float) -> None:
    """Let the clients ask until the end."""

    def go_on(number: int) -> None:
        client = Client(where, texts, number)
        ask: Callable[[], None] = (
            lambda: client.ask_for_text(tally, 1),
            lambda: client.ask_for_text(tally, 5),
            lambda: client.ask_for_text(tally, 1),
            lambda: client.send_document(tally),
        )[number % 4]
        while time.perf_counter() < end:
            client.think()
            ask()

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def memory_of(pid: int) -> int:
    """Megabytes of memory that a process has (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def processor_time_of(pid: int) -> float:
    """Seconds that all threads of a process have worked (Linux)."""
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()

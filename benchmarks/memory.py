"""What a translation memory of a million segments costs: time to find, room on the disk, import.

    .venv/bin/python benchmarks/memory.py [--segments 1000000] [--megabytes 200]

Segments are made of clauses of the evaluation sets in ../shared/eval, put together anew. Texts that
are asked for as similar are stored ones with a character changed, a clause left out or other
figures, and some that nothing is like.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bilingual.memory import Entry, EntryKind, EntryOrigin, Memory

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
ASKED = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--segments", type=int, default=1_000_000)
    parser.add_argument("--megabytes", type=int, default=200, help="size of the TMX file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_finding(folder / "memory.sqlite", arguments.segments)
        measure_import(folder, arguments.megabytes)


def measure_finding(path: Path, segments: int) -> None:
    with Memory(path, is_created=True) as memory:
        start = time.perf_counter()
        memory.add(islice(made_entries(), segments))
        print(f"stored {segments:,} in {time.perf_counter() - start:.0f} s")
    print(f"{path.stat().st_size / 1e6:,.0f} MB on the disk")
    chance = random.Random(2)
    stored = {chance.randrange(segments) for _ in range(ASKED)}
    texts = [
        one.source
        for number, one in enumerate(islice(made_entries(), segments))
        if number in stored
    ]
    with Memory(path) as memory:
        report("exact", texts, memory.find)
        report("exact, not there", [f"{text}另" for text in texts], memory.find)
        report(
            "similar, a character changed",
            [changed(chance, one) for one in texts],
            memory.find_similar,
        )
        report("similar, a clause left out", [shortened(one) for one in texts], memory.find_similar)
        report("similar to nothing", [shuffled(chance, one) for one in texts], memory.find_similar)


def report(what: str, texts: Sequence[str], find: Callable[[str], Sequence[object]]) -> None:
    times, found = list[float](), 0
    for text in texts:
        start = time.perf_counter()
        found += bool(find(text))
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    print(
        f"{what}: median {statistics.median(times):.2f} ms, 95 of 100 under "
        f"{times[int(0.95 * len(times))]:.2f} ms, at most {times[-1]:.1f} ms; "
        f"{found} of {len(texts)} found"
    )


def measure_import(folder: Path, megabytes: int) -> None:
    path = folder / "import.tmx"
    units = write_tmx(path, megabytes * 1_000_000)
    command = (
        "import resource, sys\n"
        "from bilingual.cli import main\n"
        "try:\n    main()\n"
        "finally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, 'MB at most')\n"
    )
    memory = folder / "imported.sqlite"
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", command, "memory", "import", str(path), "--memory", str(memory)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(
        f"import of {path.stat().st_size / 1e6:.0f} MB of TMX ({units:,} units): "
        f"{time.perf_counter() - start:.0f} s; {' '.join(done.stdout.split())}{done.stderr}"
    )


def write_tmx(path: Path, size: int) -> int:
    """A file of that many bytes; returns its number of units."""
    units = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">')
        file.write('<header srclang="zh" datatype="plaintext" segtype="sentence"/><body>\n')
        for entry in made_entries():
            file.write(
                f'<tu tuid="{units}"><tuv xml:lang="zh-CN"><seg>{entry.source}</seg></tuv>'
                f'<tuv xml:lang="en"><seg>{entry.target}</seg></tuv></tu>\n'
            )
            units += 1
            if units % 1000 == 0 and file.tell() >= size:
                break
        file.write("</body></tmx>\n")
    return units


def made_entries() -> Iterator[Entry]:
    """Segments without end, always the same."""
    chance = random.Random(1)
    clauses = sorted(
        {clause for text in texts_of("zh") for clause in text.split("，") if len(clause) > 3}
    )
    words = [word for text in texts_of("en") for word in text.split()]
    while True:
        source = "，".join(chance.choices(clauses, k=chance.randint(1, 4)))
        at = chance.randrange(len(words) - 100)
        target = " ".join(words[at : at + max(3, len(source) * 2 // 3)])
        yield Entry(
            source=f"{chance.randint(2, 999)}{source}",
            target=target,
            kind=EntryKind.SENTENCE,
            origin=EntryOrigin.IMPORTED,
        )


def texts_of(language: str) -> list[str]:
    return [
        line.strip().replace("&", "和").replace("<", "")
        for path in sorted(EVAL.glob(f"*.{language}"))
        for line in path.read_text("utf-8").splitlines()
    ]


def changed(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text))
    return f"{text[:at]}鑫{text[at + 1 :]}"


def shortened(text: str) -> str:
    clauses = text.split("，")
    return "，".join(clauses[:-1]) if len(clauses) > 3 else f"{text}。"


def shuffled(chance: random.Random, text: str) -> str:
    return "".join(chance.sample(text, len(text)))


if __name__ == "__main__":
    main()

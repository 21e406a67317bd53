"""What many files and large ones cost: time, memory, the first document, a run over unchanged ones.

    .venv/bin/python benchmarks/scale.py [--before CHECKOUT] [--files 10000] [--limit 600]
    .venv/bin/python -m benchmarks.scale --workers 2 [--files 10000]

Everything is made in a temporary folder and translated by the identity engine, so that what is
measured is all but the engine. With ``--before``, each case is also run with another checkout of
this project, in turns, on the same machine. Times are of computing (user and system) and of the
clock, which tells little where others compute too; memory is the most of any process.

With ``--workers``, the same small files are translated with the package that is used here, in one
process and by so many workers of a cluster on this machine, and what the run and the workers
computed is told apart.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import docx

ROOT = Path(__file__).parents[1]
SENTENCE = "公司检查了市场和大学的{}个项目，约占37.5%。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    code: int
    """Exit code; negative where the run took longer than the limit."""
    clock: float
    computing: float
    memory: int
    """MB."""
    first: float | None
    """Seconds until the first document was written."""
    said: str

    def __str__(self) -> str:
        if self.code < 0:
            return f"over {self.clock:.0f} s ({self.memory} MB until then)"
        first = f", first document after {self.first:.1f} s" if self.first else ""
        return f"{self.computing:.1f} s ({self.clock:.1f} by the clock), {self.memory} MB{first}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--limit", type=float, default=600, help="seconds for one run")
    parser.add_argument(
        "--growth", action="store_true", help="instead: cost against files and characters"
    )
    parser.add_argument(
        "--workers", type=int, default=0, help="instead: one process beside so many workers"
    )
    arguments = parser.parse_args()
    if arguments.workers:
        compare_cluster(arguments.workers, arguments.files, arguments.limit)
        return
    if arguments.growth:
        show_growth(arguments.files, arguments.limit)
        return
    checkouts = {"after": ROOT} | (
        {"before": arguments.before.resolve()} if arguments.before else {}
    )
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for checkout in reversed(checkouts):  # before, then after
            seeds, out = work / "many", work / f"many-{checkout}"
            if not seeds.exists():
                make_many(seeds, arguments.files)
            for case in ("new", "unchanged", "one changed"):
                if case == "one changed":
                    (seeds / "000" / "0.txt").write_text(f"标题\n{checkout}的内容。\n", "utf-8")
                run = measured(checkouts[checkout], seeds, out, arguments.limit)
                show(f"{arguments.files:,} files, {case}", checkout, run)
        for case, make in LARGE.items():
            seed = work / case.replace(" ", "-")
            make(seed)
            for checkout in reversed(checkouts):
                run = measured(checkouts[checkout], seed, work / checkout, arguments.limit)
                show(case, checkout, run)


def show_growth(most_files: int, limit: float) -> None:
    """Rows of a table: files of 200 characters, up to so many, and bytes up to 100 MB."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        cases: dict[str, Callable[[Path], None]] = {}
        for files in (10**power for power in range(5) if 10**power <= most_files):
            cases[f"{files:,} files"] = partial(make_many, count=files)
        for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 20_000_000, 100_000_000):
            cases[f"{size // 1000:,} kB"] = partial(make_text, size=size)
        for number, (case, make) in enumerate(cases.items()):
            seeds = work / f"seeds{number}"
            make(seeds)
            run = measured(ROOT, seeds, work / f"out{number}", limit)
            show(case, "", run)


def make_text(folder: Path, size: int) -> None:
    """So many bytes, in files of up to 600 kB, in paragraphs of five sentences."""
    folder.mkdir()
    made = number = 0
    while made < size:
        text = ""
        while made < size and len(text) < 200_000:
            text += SENTENCE.format(number) + "\n" * (number % 5 == 4)
            made += len(SENTENCE.encode())
            number += 1
        (folder / f"{number}.txt").write_text(text, "utf-8")


def compare_cluster(workers: int, files: int, limit: float) -> None:
    """What one process and a cluster on this machine compute for the same files."""
    from benchmarks.load import processor_time_of  # with `-m benchmarks.scale`
    from tests.dask_cluster import DaskCluster

    options = ("--engine", "argos", "--to", "md", "--no-cache", "--threads", "1")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        seeds = work / "seeds"
        make_many(seeds, files)
        characters = sum(len(path.read_text("utf-8")) for path in seeds.rglob("*.txt"))
        print(f"{files:,} files, {characters:,} characters")
        show("one process", "", measured(ROOT, seeds, work / "one", limit, options))
        with DaskCluster(work) as cluster:
            for _ in range(workers):
                cluster.add_worker()
            before = [processor_time_of(one.pid) for one in cluster.workers]
            far = (*options, "--cluster", cluster.address)
            show("the run on a cluster", "", measured(ROOT, seeds, work / "far", limit, far))
            after = [processor_time_of(one.pid) for one in cluster.workers]
        for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
            print(f"| worker {number} | {new - old:.1f} s |")


def show(case: str, checkout: str, run: Run) -> None:
    print(f"| {case} | {checkout} | {run} | {run.said} |", flush=True)


def make_many(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "\n".join(SENTENCE.format(number * 10 + line) * 3 for line in range(5))
        path.write_text(f"标题{number}\n{lines}\n", "utf-8")


def make_lines(path: Path) -> None:
    path.write_text("第一行\n" * 200_000, "utf-8")


def make_long(path: Path) -> None:
    """20 MB, in paragraphs of five sentences."""
    sentences = (SENTENCE.format(number) for number in range(350_000))
    path.write_text("".join(s + "\n" * (n % 5 == 4) for n, s in enumerate(sentences)), "utf-8")


def make_book(path: Path) -> None:
    """As long as a document may be, nearly: a million characters."""
    sentences = (SENTENCE.format(number) for number in range(33_000))
    path.write_text("".join(s + "\n" * (n % 5 == 4) for n, s in enumerate(sentences)), "utf-8")


def make_table(path: Path) -> None:
    """100,000 rows of three cells, 71 kB."""
    word = docx.Document()
    word.add_paragraph("@")
    made = io.BytesIO()
    word.save(made)
    cell = "<w:tc><w:p><w:r><w:t>单元格</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * 100_000}</w:tbl>"
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in read.namelist():
            content = read.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", f"<w:body>{table}".encode(), 1)
            file.writestr(name, content)


LARGE: dict[str, Callable[[Path], None]] = {
    "a million characters.txt": make_book,
    "200,000 lines.txt": make_lines,
    "20 MB.txt": make_long,
    "table of 100,000 rows.docx": make_table,
}


def measured(
    checkout: Path,
    seeds: Path,
    out: Path,
    limit: float,
    options: Sequence[str] = ("--engine", "identity"),
) -> Run:
    """Run the command of a checkout, and note when it first says that something is written."""
    words = [sys.executable, "-m", "bilingual", "translate", str(seeds), "-o", str(out)]
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [*words, *options],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        first, is_late, usage = None, False, None
        while usage is None:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            now = time.monotonic() - began
            if ended:
                usage, process.returncode = used, os.waitstatus_to_exitcode(status)
            elif now > limit and not is_late:
                process.kill()
                is_late = True
            else:
                if first is None and b"written " in os.pread(said.fileno(), 100, 0):
                    first = now
                time.sleep(0.02)
        size = os.fstat(said.fileno()).st_size
        last = os.pread(said.fileno(), 1000, max(0, size - 1000)).decode("utf-8", "replace")
    return Run(
        code=process.returncode,
        clock=time.monotonic() - began,
        computing=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss // 1024,
        first=first,
        said=last.strip().splitlines()[-1].removeprefix("bilingual: ") if last.strip() else "",
    )


if __name__ == "__main__":
    main()

"""How fast a document is translated: Argos Translate's API, this tool, bare CTranslate2.

    python -m benchmarks.throughput [--rounds 3] [--package PATH] [--before CHECKOUT] [--json]

All translate one text with one package: 320 paragraphs, some 31,500 characters, sentences of
`../shared/corpora/own` joined to paragraphs. Each runs in a process of its own, from the start of
Python to the last byte written, in turns; a ratio is the median of those of the rounds. Processor
time (of all threads, user and system) is what to quote: the clock tells little where others
compute too. Argos Translate is run as its users have it, with a thread for each processor, and with
one: its threads wait for each other, which counts as busy. Memory is the most that a process had.

Argos Translate fetches a model to split sentences with when it is first used. Here it splits them
with this tool's rules instead, so that no network is needed; that costs it nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora" / "own"
PARAGRAPHS, CHARACTERS = 320, 31_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took."""

    processor: float
    """Seconds of all threads."""
    clock: float
    memory: int
    """MB, the most at any time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of costs; 2 if there is nothing to translate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--package", type=Path, help="an Argos package (default: as the tool)")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of NAME.tsv")
    parser.add_argument("--before", type=Path, help="another checkout of this project, compared")
    parser.add_argument("--json", action="store_true", help="costs as JSON, not as a table")
    parser.add_argument("--only", nargs="+", help="names of those to run")
    parser.add_argument("--as", dest="contender", choices=sorted(_INSIDE), help=argparse.SUPPRESS)
    parser.add_argument("--files", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    from bilingual.packages import choose_route

    package = choose_route(options.package, target="en", is_traditional=False).packages[0].path
    if options.contender:
        _INSIDE[options.contender](package, *options.files)
        return 0
    paragraphs = read_paragraphs(options.corpora)
    if not paragraphs:
        print(f"throughput: {options.corpora}: no NAME.tsv there", file=sys.stderr)
        return 2
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        text, output = Path(name) / "text.txt", Path(name) / "out"
        text.write_text("".join(f"{paragraph}\n" for paragraph in paragraphs), "utf-8")
        commands = _commands(package, text, output, options.before)
        for number in range(options.rounds):
            for contender, (words, checkout) in commands.items():
                if options.only and contender not in options.only:
                    continue
                cost = measure(words, checkout)
                costs.setdefault(contender, []).append(cost)
                print(f"round {number + 1}: {contender}: {cost}", file=sys.stderr)
    if options.json:
        print(json.dumps({name: [asdict(c) for c in some] for name, some in costs.items()}))
    else:
        print(f"{len(paragraphs)} paragraphs, {sum(map(len, paragraphs)):,} characters\n")
        print(format_table(costs))
    return 0


def read_paragraphs(folder: Path) -> list[str]:
    """Paragraphs of the corpora in ``folder``, spread over all of them: always the same."""
    rows = [
        line.split("\t")[0]
        for path in sorted(folder.glob("*.tsv"))
        if not path.name.endswith(".terms.tsv")
        for line in path.read_text("utf-8").splitlines()
    ]
    return list(_paragraphs(rows[:: max(1, len(rows) // (3 * PARAGRAPHS))])) if rows else []


def _paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    """So many of about one length."""
    paragraph, made, total = "", 0, 0
    for sentence in sentences:
        paragraph += sentence if sentence[-1:] in "。！？；" else f"{sentence}。"
        if total + len(paragraph) >= CHARACTERS * (made + 1) / PARAGRAPHS:
            yield paragraph
            paragraph, made, total = "", made + 1, total + len(paragraph)
            if made == PARAGRAPHS:
                return


def _commands(
    package: Path, text: Path, output: Path, before: Path | None
) -> dict[str, tuple[list[str], Path]]:
    """What to run, and in which checkout."""
    inside = [sys.executable, "-m", "benchmarks.throughput", "--package", str(package)]
    files = ["--files", str(text), str(output)]
    tool = [sys.executable, "-m", "bilingual", "translate", str(text), "-o", str(output), "-q"]
    tool += ["--force", "--no-cache", "--package", str(package)]
    commands = {name: ([*inside, "--as", name, *files], ROOT) for name in _INSIDE}
    if before:
        theirs = before.resolve()
        same = theirs / package.relative_to(ROOT) if package.is_relative_to(ROOT) else package
        commands["this tool, before"] = ([*tool[:-1], str(same)], theirs)
    return commands | {"this tool": (tool, ROOT)}


def measure(words: Sequence[str], checkout: Path) -> Cost:
    """Run a command, and what it took; raises `SystemExit` if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    began = time.perf_counter()
    process = subprocess.Popen(words, cwd=checkout, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: there are findings
        sys.exit(f"throughput: {' '.join(words)} failed with {process.returncode}")
    return Cost(
        processor=usage.ru_utime + usage.ru_stime,
        clock=time.perf_counter() - began,
        memory=usage.ru_maxrss // 1024,
    )


def _argostranslate(threads: int) -> Callable[[Path, Path, Path], None]:
    def translate(package: Path, text: Path, output: Path) -> None:
        """The whole text through Argos Translate's API; 0 threads are as many as there are
        processors, as its users have it."""
        with tempfile.TemporaryDirectory() as home:
            (Path(home) / package.name).symlink_to(package)
            os.environ |= {"ARGOS_PACKAGES_DIR": home, "ARGOS_INTRA_THREADS": str(threads)}
            from argostranslate import sbd, translate

            from bilingual.chinese.sentences import split_sentences

            sbd.MiniSBDSentencizer.split_sentences = lambda self, text: split_sentences(text)
            english = translate.translate(text.read_text("utf-8"), "zh", "en")
            output.with_suffix(".en").write_text(english, "utf-8")

    return translate


def _bare(beam: int) -> Callable[[Path, Path, Path], None]:
    def translate(package: Path, text: Path, output: Path) -> None:
        """All sentences through CTranslate2, in big sorted batches; nothing around it."""
        import ctranslate2
        import sentencepiece

        from bilingual.chinese.sentences import split_sentences

        processor = sentencepiece.SentencePieceProcessor(
            model_file=str(package / "sentencepiece.model")
        )
        model = ctranslate2.Translator(str(package / "model"), compute_type="int8", intra_threads=1)
        sentences = [
            s for line in text.read_text("utf-8").splitlines() for s in split_sentences(line)
        ]
        results = model.translate_batch(
            processor.encode(sentences, out_type=str),
            beam_size=beam,
            max_batch_size=1024,
            batch_type="tokens",
        )
        output.with_suffix(f".beam{beam}.en").write_text(
            "\n".join(processor.decode_pieces(result.hypotheses[0]) for result in results), "utf-8"
        )

    return translate


_INSIDE: dict[str, Callable[[Path, Path, Path], None]] = {
    "argostranslate's API": _argostranslate(0),
    "argostranslate's API, one thread": _argostranslate(1),
    "CTranslate2, beam 4": _bare(4),
    "CTranslate2, greedy": _bare(1),
}


def format_table(costs: dict[str, list[Cost]]) -> str:
    """The costs as a Markdown table; ratios to the first."""
    first = next(iter(costs.values()))
    lines = [
        "| | processor s | clock s | memory MB | times as fast |",
        "| --- " + "| ---: " * 4 + "|",
    ]
    for name, some in costs.items():
        ratio = statistics.median(
            one.processor / other.processor for one, other in zip(first, some, strict=True)
        )
        processor = statistics.median(cost.processor for cost in some)
        clock = statistics.median(cost.clock for cost in some)
        memory = max(cost.memory for cost in some)
        lines.append(f"| {name} | {processor:.1f} | {clock:.1f} | {memory} | {ratio:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

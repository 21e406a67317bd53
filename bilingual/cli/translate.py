"""``bilingual translate``: parse, call, print."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.option_values import require_paths
from bilingual.cli.options import (
    INPUTS,
    AllowNetworkOption,
    BeamOption,
    CacheOption,
    ClusterOption,
    ColumnsOption,
    ComputeTypeOption,
    ContentsOption,
    CopyOption,
    CoverOption,
    DeviceOption,
    DictionaryOption,
    EncodingOption,
    EngineOption,
    FailOnOption,
    FindingsOption,
    FormatOption,
    FromOption,
    GlossaryOption,
    GlossOption,
    HiddenOption,
    JsonLinesOption,
    JsonOption,
    LayoutOption,
    LlmModelOption,
    LlmParallelOption,
    LlmPromptOption,
    LlmTimeoutOption,
    LlmUrlOption,
    MemoryOption,
    ModelOption,
    NoMemoryOption,
    NumbersOption,
    OfflineOption,
    OrientationOption,
    OutputOption,
    PackageOption,
    PageOption,
    PinyinOption,
    ProfileOption,
    ProtectOption,
    RepairOption,
    ReplaceErrorsOption,
    RowsOption,
    ScriptOption,
    SkipCheckOption,
    StarterOption,
    TargetOption,
    TemplateOption,
    ThreadsOption,
    remark,
)
from bilingual.cli.piping import (
    STREAM,
    read_stdin,
    require_alone,
    require_one_document,
    write_stdout,
)
from bilingual.cli.run_options import crew_of, engine_options, settings_of
from bilingual.cli.streams import broken_stream, write_text
from bilingual.engines import ENGINES
from bilingual.engines.base import Device
from bilingual.errors import UsageError
from bilingual.model import Severity, SourceText
from bilingual.writers import (
    Orientation,
    PageSize,
    RowNumbers,
    Rows,
    ShownFindings,
)

if TYPE_CHECKING:  # the modules behind these load heavy libraries; commands import them when run
    from bilingual.run.tasks import Result


def translate(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            help=f"Files and folders (walked): {INPUTS}; - is standard input, and then the "
            "document goes to standard output."
        ),
    ],
    output: OutputOption = Path("out"),
    from_: FromOption = "txt",
    to: FormatOption = None,
    layout: LayoutOption = None,
    source_text: Annotated[
        SourceText, typer.Option(help="Which form of the source the documents show.")
    ] = SourceText.NORMALIZED,
    page: PageOption = PageSize.SOURCE,
    orientation: OrientationOption = Orientation.SOURCE,
    columns: ColumnsOption = "50:50",
    rows: RowsOption = Rows.PARAGRAPH,
    numbers: NumbersOption = RowNumbers.NONE,
    findings: FindingsOption = ShownFindings.COMMENTS,
    repair: RepairOption = True,
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
    skip_check: SkipCheckOption = None,
    fail_on: FailOnOption = None,
    cover: CoverOption = True,
    contents: ContentsOption = False,
    pinyin: PinyinOption = False,
    gloss: GlossOption = 0,
    dictionary: DictionaryOption = None,
    template: TemplateOption = None,
    copy: CopyOption = False,
    memory: MemoryOption = None,
    no_memory: NoMemoryOption = False,
    cache: CacheOption = True,
    script: ScriptOption = None,
    opencc: ProfileOption = None,
    protect: ProtectOption = None,
    encoding: EncodingOption = None,
    replace_errors: ReplaceErrorsOption = False,
    hidden: HiddenOption = False,
    package: PackageOption = None,
    engine: EngineOption = ENGINES[0].name,
    device: DeviceOption = Device.CPU,
    threads: ThreadsOption = 0,
    compute_type: ComputeTypeOption = "",
    beam: BeamOption = 0,
    model: ModelOption = None,
    llm_url: LlmUrlOption = "",
    llm_model: LlmModelOption = "",
    llm_prompt: LlmPromptOption = "",
    llm_parallel: LlmParallelOption = 1,
    llm_timeout: LlmTimeoutOption = 300,
    allow_network: AllowNetworkOption = False,
    cluster: ClusterOption = "",
    target: TargetOption = "en",
    install: Annotated[
        bool,
        typer.Option("--install", help="Without an installed package, install the official one."),
    ] = False,
    offline: OfflineOption = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write all, also fresh or hand-edited documents.")
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Remove documents whose source is not there any more, unless somebody edited "
            "them.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written; write nothing.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything is stale.")
    ] = False,
    json: JsonOption = False,
    json_lines: JsonLinesOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what failed.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say what is used; list fresh files too.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in bilingual a fault came up.")
    ] = False,
) -> None:
    """Translate documents: Chinese and English, paragraph by paragraph, offline.

    Files that have not changed since the last run, with the same settings, are skipped.
    """
    from bilingual.cli.console import Console
    from bilingual.cli.event_lines import EventLines
    from bilingual.cli.first_use import choose_or_install
    from bilingual.cli.report_results import run_report
    from bilingual.run.batch import plan_batch, run_batch
    from bilingual.run.seeds import count_passed_over
    from bilingual.run.single import translate_single
    from bilingual.writers import require

    require_paths(paths)
    settings = settings_of(
        paths,
        to=to,
        layout=layout,
        source_text=source_text,
        page=page,
        orientation=orientation,
        columns=columns,
        rows=rows,
        numbers=numbers,
        findings=findings,
        repair=repair,
        glossary=glossary,
        starter_terms=starter_terms,
        skip_check=skip_check,
        cover=cover,
        contents=contents,
        pinyin=pinyin,
        gloss=gloss,
        dictionary=dictionary,
        template=template,
        copy=copy,
        memory=memory,
        no_memory=no_memory,
        cache=cache,
        script=script,
        opencc=opencc,
        protect=protect,
        encoding=encoding,
        replace_errors=replace_errors,
        hidden=hidden,
    )
    is_piped = STREAM in paths or output == STREAM
    if is_piped:
        refused = {
            "--cluster": bool(cluster),
            "--json": json,
            "--json-lines": json_lines,
            "--dry-run": dry_run,
            "--check": check,
            "--prune": prune,
        }
        require_one_document(context, settings, refused)
    if not (dry_run or check):
        require(settings.formats, settings.write)
    is_json = json or json_lines
    is_asking = not (offline or is_json or quiet or dry_run or check or install)
    options = engine_options(
        package=package,
        device=device,
        threads=threads,
        compute_type=compute_type,
        beam=beam,
        model=model,
        llm_url=llm_url,
        llm_model=llm_model,
        llm_prompt=llm_prompt,
        llm_parallel=llm_parallel,
        llm_timeout=llm_timeout,
        allow_network=allow_network,
        offline=offline,
    )
    choice = choose_or_install(
        engine,
        options,
        target=target,
        is_traditional=settings.normalize.is_traditional,
        is_offline=offline,
        has_consented=install and not (dry_run or check),
        ask=_ask if is_asking and _has_reader() else None,
        remark=remark,
        has_work=lambda choice: (
            is_piped or _has_stale(plan_batch(paths, output, settings, choice, force=force))
        ),
    )
    began = perf_counter()
    console = Console(choice, is_json=is_json, is_quiet=quiet, is_verbose=verbose, is_debug=debug)
    observer = EventLines(console) if json_lines else console
    if dry_run or check:
        results = plan_batch(paths, output, settings, choice, force=force)
        for result in results:
            observer.finish(result)
    elif is_piped:
        path, data = _open(paths, from_)
        with console:
            result, content = translate_single(path, data, settings, choice, console)
        write_stdout(content)
        results = [result]
    else:
        with (
            console,
            crew_of(
                choice,
                settings,
                options,
                cluster=cluster,
                engine=engine,
                target=target,
                offline=offline,
            ) as crew,
        ):
            results = run_batch(
                paths, output, settings, choice, observer, force=force, prune=prune, crew=crew
            )
    passed_over = {} if is_piped else count_passed_over(paths, output)
    if is_json:
        seconds = perf_counter() - began
        told = run_report(choice, results, passed_over, seconds, is_line=json_lines)
        write_text(told, "stdout")
    console.summarize(results, passed_over)
    if problem := broken_stream():
        remark(f"the results could not be printed ({problem}); all else is done as it should be")
        raise typer.Exit(1)
    raise typer.Exit(_exit_code(results, is_stale_bad=check, fail_on=fail_on) if results else 1)


def _open(paths: list[Path], kind: str) -> tuple[Path, bytes]:
    """The one seed whose document goes to standard output, and its content."""
    from bilingual.readers import SUFFIXES, read_bytes
    from bilingual.run.seeds import find_seeds

    require_alone(paths)
    if paths == [STREAM]:
        return read_stdin(kind, SUFFIXES)
    found = find_seeds(paths, STREAM)
    if found.problems:
        raise found.problems[0]
    if len(found.seeds) != 1:
        raise UsageError("-o -", f"takes one document, not {len(found.seeds)}", "name one file")
    (seed,) = found.seeds.values()
    return seed.path, read_bytes(seed.path)


def _has_reader() -> bool:
    """Whether somebody sits there to answer a question."""
    from bilingual.packages.obtain import is_offline_by_environment

    return sys.stdin.isatty() and sys.stderr.isatty() and not is_offline_by_environment()


def _ask(question: str) -> bool:
    return typer.confirm(question, default=False, err=True)


def _exit_code(results: list[Result], *, is_stale_bad: bool, fail_on: Severity | None) -> int:
    from bilingual.run.tasks import Status

    has_failed = any(
        result.status is Status.FAILED or (fail_on and result.reaches(fail_on))
        for result in results
    )
    return int(has_failed or (is_stale_bad and _has_stale(results)))


def _has_stale(results: list[Result]) -> bool:
    from bilingual.run.tasks import Status

    return any(result.status is Status.STALE for result in results)

"""``bilingual align``: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.option_values import (
    chosen,
    chosen_layouts,
    normalize_options,
    translate_options,
    write_options,
)
from bilingual.cli.options import (
    INPUTS,
    ColumnsOption,
    ContentsOption,
    CoverOption,
    DeviceOption,
    DictionaryOption,
    EncodingOption,
    FindingsOption,
    FormatOption,
    GlossaryOption,
    GlossOption,
    HiddenOption,
    JsonOption,
    LayoutOption,
    MemoryOption,
    NumbersOption,
    OrientationOption,
    PackageOption,
    PageOption,
    PinyinOption,
    RowsOption,
    ScriptOption,
    StarterOption,
    TemplateOption,
    ThreadsOption,
    remark,
)
from bilingual.cli.streams import write_line, write_text
from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import Device
from bilingual.model import SourceText
from bilingual.writers import (
    DEFAULT_FORMATS,
    FORMATS,
    Orientation,
    PageSize,
    RowNumbers,
    Rows,
    ShownFindings,
)

if TYPE_CHECKING:  # the modules behind it load heavy libraries
    from bilingual.aligning.documents import Aligned

ALIGN_EXIT_CODES = (
    "Exit codes: 0 written; 1 a document could not be written; 2 wrong usage, a file that cannot "
    "be read, or no usable package or memory."
)


def align(
    source: Annotated[Path, typer.Argument(metavar="ZH", help=f"The Chinese: {INPUTS}.")],
    target: Annotated[
        Path, typer.Argument(metavar="EN", help="Its English translation, of any of these kinds.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the documents.")
    ] = Path("out"),
    to: FormatOption = None,
    layout: LayoutOption = None,
    rows: RowsOption = Rows.PARAGRAPH,
    numbers: NumbersOption = RowNumbers.NONE,
    findings: FindingsOption = ShownFindings.COMMENTS,
    page: PageOption = PageSize.SOURCE,
    orientation: OrientationOption = Orientation.SOURCE,
    columns: ColumnsOption = "50:50",
    cover: CoverOption = True,
    contents: ContentsOption = False,
    pinyin: PinyinOption = False,
    gloss: GlossOption = 0,
    dictionary: DictionaryOption = None,
    template: TemplateOption = None,
    learn: Annotated[
        bool,
        typer.Option("--learn", help="Store what is not doubtful in the translation memory too."),
    ] = False,
    memory: MemoryOption = None,
    author: Annotated[str, typer.Option(help="Who translated, for the translation memory.")] = "",
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
    script: ScriptOption = None,
    encoding: EncodingOption = None,
    hidden: HiddenOption = False,
    package: PackageOption = None,
    device: DeviceOption = Device.CPU,
    threads: ThreadsOption = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Write over documents that are there already.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Put a source and its translation by people together: a bilingual document, and memory."""
    from bilingual.aligning.entries import entries_of
    from bilingual.memory import Memory, memory_path
    from bilingual.normalize import name_normaliser
    from bilingual.run import alignment as run
    from bilingual.run.forms import forms_of
    from bilingual.writers import require

    layouts = chosen_layouts(layout, is_copy=False)
    options = write_options(
        layout=layouts[0],
        source_text=SourceText.NORMALIZED,
        page=page,
        orientation=orientation,
        columns=columns,
        rows=rows,
        row_numbers=numbers,
        findings=findings,
        has_cover=cover,
        has_contents=contents,
        has_pinyin=pinyin,
        glosses=gloss,
        dictionary=dictionary,
        template=template,
        is_copy=False,
    )
    formats = chosen("--to", to or DEFAULT_FORMATS, FORMATS)
    require(formats, options)
    files = run.names_of(source, output, forms_of(source, formats, layouts))
    if not force:
        run.require_room(list(files))
    normalizing = normalize_options(script, None, None)
    terms = translate_options(
        [source], glossary or [], has_starter=starter_terms, checks_off=[], is_repairing=False
    ).glossary
    paths = run.AlignedPaths(source=source, target=target, encoding=encoding, keeps_hidden=hidden)
    engine = choose_engine(
        "argos",
        EngineOptions(package=package, device=device, threads=threads),
        is_traditional=normalizing.is_traditional,
    )
    aligned = run.align_files(paths, normalizing, engine.load(), terms)
    written = list(run.write_aligned(aligned, source, files, options))
    stored: int | None = None
    if learn or memory:
        entries = entries_of(aligned, name_normaliser(normalizing), author)
        path = memory_path([source], memory)
        with Memory(path, is_created=True) as opened:
            stored = opened.add(entries)
        remark(f"{stored:,} new entries in {path}")
    if json:
        write_text(_as_json(aligned, written, stored), "stdout")
    else:
        for one in written:
            write_line(f"written {one}", "stdout")
    remark(_summary(aligned))


def _summary(aligned: Aligned) -> str:
    ours, theirs = aligned.alone
    return (
        f"{len(aligned.sentences):,} pairs of sentences, {aligned.doubtful:,} doubtful; nothing "
        f"answers to {ours:,} of the source and {theirs:,} of the translation"
    )


def _as_json(aligned: Aligned, written: list[Path], stored: int | None) -> str:
    from bilingual.cli.machines import report

    ours, theirs = aligned.alone
    results = [
        {
            "row": one.block + 1,
            "source": list(one.sources),
            "target": one.target,
            "is_doubtful": one.is_doubtful,
        }
        for one in aligned.sentences
    ]
    return report(
        "align",
        results,
        summary={
            "doubtful": aligned.doubtful,
            "source_alone": ours,
            "target_alone": theirs,
            "stored": stored,
        },
        source=aligned.document.document.name,
        target=aligned.document.engine.package,
        outputs=[str(path) for path in written],
    )

"""``bilingual compare``: parse, call, print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilingual.cli.machines import report
from bilingual.cli.option_values import normalize_options, translate_options
from bilingual.cli.options import (
    INPUTS,
    AllowNetworkOption,
    BeamOption,
    ComputeTypeOption,
    DeviceOption,
    GlossaryOption,
    JsonOption,
    RepairOption,
    ScriptOption,
    SkipCheckOption,
    StarterOption,
    ThreadsOption,
    remark,
)
from bilingual.cli.streams import write_line, write_text
from bilingual.engines import ENGINES, EngineChoice, EngineOptions, choose_engine, find_engine
from bilingual.engines.base import Device
from bilingual.errors import UsageError, WriteError
from bilingual.run.rows import findings_of

if TYPE_CHECKING:  # the modules behind it load heavy libraries
    from bilingual.run.comparison import Column, Comparison

FORMATS = ("docx", "md", "html")
COMPARE_EXIT_CODES = (
    "Exit codes: 0 compared; 1 the document could not be written; 2 wrong usage, a file that "
    "cannot be read, or no usable package."
)


def compare(
    seed: Annotated[Path, typer.Argument(help=f"File to translate: {INPUTS}.")],
    engine: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[:MODEL]",
            help=f"{', '.join(kind.name for kind in ENGINES)}, with the path of its package or "
            "model if not the usual one; repeat for more.",
            autocompletion=lambda: [kind.name for kind in ENGINES],
        ),
    ] = None,
    reference: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="English that somebody wrote, to score against: a text file of a line for each "
            "paragraph, or a document of as many paragraphs.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Document to write ({', '.join(f'.{one}' for one in FORMATS)}).  "
            "[default: SEED.compared.docx, here]",
            show_default=False,
        ),
    ] = None,
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
    skip_check: SkipCheckOption = None,
    repair: RepairOption = True,
    script: ScriptOption = None,
    device: DeviceOption = Device.CPU,
    threads: ThreadsOption = 0,
    compute_type: ComputeTypeOption = "",
    beam: BeamOption = 0,
    allow_network: AllowNetworkOption = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a document that is there already.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Compare engines: a text, and what each of them makes of it, side by side."""
    from bilingual.normalize import normalize_document
    from bilingual.readers import read_document
    from bilingual.run.comparison import compare_engines, read_reference

    if not engine:
        raise UsageError("", "no engine is named", "name one or more: --engine argos")
    output = output or Path(f"{seed.name}.compared.docx")
    format_ = _format_of(output)
    if output.exists() and not force:
        raise WriteError(output, "is there already", "choose another name, or pass --force")
    settings = EngineOptions(
        device=device,
        threads=threads,
        compute_type=compute_type,
        beam=beam,
        allow_network=allow_network,
    )
    normalizing = normalize_options(script, None, None)
    options = translate_options(
        [seed],
        glossary or [],
        has_starter=starter_terms,
        checks_off=skip_check or [],
        is_repairing=repair,
    )
    choices = [_choose(one, settings, is_traditional=normalizing.is_traditional) for one in engine]
    for choice in choices:
        if choice.remark:
            remark(choice.remark)
    document = normalize_document(read_document(seed), normalizing)
    for line in document.document.remarks:
        remark(f"{seed}: {line}")
    comparison = compare_engines(
        document,
        choices,
        options,
        read_reference(reference, document) if reference else (),
        begin=lambda info: remark(f"translating with {info.label}"),
    )
    _write(comparison, output, format_)
    if json:
        write_text(_as_json(comparison, output), "stdout")
        return
    for line in _lines(comparison.columns):
        write_line(line, "stdout")
    write_line(f"written {output}", "stdout")


def _format_of(output: Path) -> str:
    format_ = output.suffix.lower().removeprefix(".")
    if format_ not in FORMATS:
        raise UsageError(
            f"-o {output}", "is of no kind that can be written", f"choose from {', '.join(FORMATS)}"
        )
    return format_


def _choose(named: str, settings: EngineOptions, *, is_traditional: bool) -> EngineChoice:
    """The engine that ``NAME`` or ``NAME:MODEL`` means, with what of the settings it takes."""
    name, _, model = named.partition(":")
    kind = find_engine(name)
    others: dict[str, Any] = {
        one.name: one.default for one in fields(settings) if one.name not in kind.options
    }
    options = replace(settings, **others)
    if model:
        options = replace(options, **_model(named, model, kind.options))
    return choose_engine(name, options, is_traditional=is_traditional)


def _model(named: str, model: str, known: Sequence[str]) -> dict[str, Any]:
    """The option that a model is given to an engine by."""
    if "llm_url" in known and model.startswith(("http://", "https://")):
        url, _, name = model.partition("#")
        return {"llm_url": url, "llm_model": name}
    for option in ("model", "package"):
        if option in known:
            return {option: Path(model)}
    raise UsageError(f"--engine {named}", "takes no model", f"leave out :{model}")


def _write(comparison: Comparison, output: Path, format_: str) -> None:
    from bilingual.files import write_whole
    from bilingual.run.comparison_document import OPTIONS, comparison_document
    from bilingual.writers import render

    write_whole(output, render(comparison_document(comparison), format_, OPTIONS))


def _lines(columns: Sequence[Column]) -> Iterator[str]:
    """A line an engine: scores, findings, pace."""
    for column in columns:
        facts = [f"{column.pace:.2f} s for 1,000 characters"]
        facts += [
            f"{number} {severity}{'s' * (number != 1)}"
            for severity, number in column.findings.items()
        ]
        if column.scores:
            facts += [f"BLEU {column.scores.bleu:.1f}", f"chrF {column.scores.chrf:.1f}"]
        yield f"{column.engine.label}: {', '.join(facts)}"


def _as_json(comparison: Comparison, output: Path) -> str:
    results = [_result(column) for column in comparison.columns]
    return report("compare", results, source=comparison.seed.document.name, output=str(output))


def _result(column: Column) -> dict[str, Any]:
    """What one engine made of the seed, and how."""
    return {
        "engine": asdict(column.engine),
        "characters": column.characters,
        "load_seconds": round(column.load_seconds, 3),
        "seconds": round(column.seconds, 3),
        "seconds_per_1000_characters": round(column.pace, 3),
        "scores": asdict(column.scores) if column.scores else None,
        "findings": [asdict(finding) for finding in findings_of(column.document)],
        "rows": [
            {"id": pair.source.id, "source": pair.source.text, "target": pair.target_text}
            for pair in column.document.pairs
        ],
    }

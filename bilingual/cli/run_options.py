"""What the options of a run say: its settings, and what its engine is told. Arguments bear the
names of the options' parameters, which `translate` and `watch` have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bilingual.chinese.script import Script
from bilingual.cli.option_values import (
    chosen,
    chosen_layouts,
    normalize_options,
    translate_options,
    write_options,
)
from bilingual.cli.options import remark
from bilingual.cli.piping import STREAM
from bilingual.engines import EngineChoice, EngineOptions, choose_engine
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

if TYPE_CHECKING:  # the module behind it loads heavy libraries
    from bilingual.run.crews import Crew
    from bilingual.run.tasks import Settings


def settings_of(
    paths: Sequence[Path],
    *,
    to: list[str] | None,
    layout: list[str] | None,
    source_text: SourceText,
    page: PageSize,
    orientation: Orientation,
    columns: str,
    rows: Rows,
    numbers: RowNumbers,
    findings: ShownFindings,
    repair: bool,
    glossary: list[Path] | None,
    starter_terms: bool,
    skip_check: list[str] | None,
    cover: bool,
    contents: bool,
    pinyin: bool,
    gloss: int,
    dictionary: Path | None,
    template: Path | None,
    copy: bool,
    memory: Path | None,
    no_memory: bool,
    cache: bool,
    script: Script | None,
    opencc: str | None,
    protect: Path | None,
    encoding: str | None,
    replace_errors: bool,
    hidden: bool,
) -> Settings:
    """The settings for seeds at ``paths``. Files that options name are read now.

    Raises `UsageError` if options do not go together or a file cannot be read.
    """
    from bilingual.run.cache import cache_path
    from bilingual.run.tasks import Settings

    layouts = chosen_layouts(layout, is_copy=copy)
    return Settings(
        formats=chosen("--to", to or DEFAULT_FORMATS, FORMATS),
        layouts=layouts,
        write=write_options(
            layout=layouts[0],
            source_text=source_text,
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
            is_copy=copy,
        ),
        normalize=normalize_options(script, opencc, protect),
        translate=translate_options(
            [path for path in paths if path != STREAM],
            glossary or [],
            has_starter=starter_terms,
            checks_off=skip_check or [],
            is_repairing=repair,
        ),
        encoding=encoding,
        keeps_hidden=hidden,
        replaces_errors=replace_errors,
        memory=None if no_memory else _memory_file(paths, memory),
        cache=cache_path() if cache else None,
    )


def chosen_engine(
    engine: str, options: EngineOptions, settings: Settings, *, target: str
) -> EngineChoice:
    """The engine, not loaded; what the user must know of it is told. Raises errors as
    `choose_engine` does."""
    choice = choose_engine(
        engine, options, target=target, is_traditional=settings.normalize.is_traditional
    )
    if choice.remark:
        remark(choice.remark)
    return choice


@contextmanager
def crew_of(
    choice: EngineChoice,
    settings: Settings,
    options: EngineOptions,
    *,
    cluster: str,
    engine: str,
    target: str,
    offline: bool,
) -> Iterator[Crew | None]:
    """The workers of a cluster, if one is named; raises errors as `cluster_crew` does."""
    if not cluster:
        yield None
        return
    from bilingual.packages.obtain import is_offline_by_environment
    from bilingual.run.cluster import cluster_crew
    from bilingual.run.shards import EngineOrder

    order = EngineOrder(
        name=engine,
        options=options,
        target=target,
        is_traditional=settings.normalize.is_traditional,
        signature=choice.signature,
        has_cache=settings.cache is not None,
    )
    is_offline = offline or is_offline_by_environment()
    with cluster_crew(cluster, order, is_offline=is_offline) as crew:
        yield crew


def engine_options(
    *,
    package: Path | None,
    device: Device,
    threads: int,
    compute_type: str,
    beam: int,
    model: Path | None,
    llm_url: str,
    llm_model: str,
    llm_prompt: str,
    llm_parallel: int,
    llm_timeout: float,
    allow_network: bool,
    offline: bool,
) -> EngineOptions:
    """What the engine is told."""
    return EngineOptions(
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
        allow_network=allow_network and not offline,
    )


def _memory_file(paths: Sequence[Path], named: Path | None) -> Path | None:
    """The memory that is named, or else is there."""
    from bilingual.memory import memory_path

    path = memory_path([path for path in paths if path != STREAM], named)
    return path if named or path.exists() else None

"""``bilingual serve``: parse, call, print."""

from __future__ import annotations

from typing import Annotated

import typer

from bilingual.cli.options import (
    BeamOption,
    ComputeTypeOption,
    CoverOption,
    DeviceOption,
    EngineOption,
    FindingsOption,
    GlossaryOption,
    HiddenOption,
    LayoutOption,
    LlmModelOption,
    LlmParallelOption,
    LlmPromptOption,
    LlmTimeoutOption,
    LlmUrlOption,
    MemoryOption,
    ModelOption,
    NoMemoryOption,
    PackageOption,
    PageOption,
    ProfileOption,
    ProtectOption,
    RepairOption,
    ReplaceErrorsOption,
    ScriptOption,
    SkipCheckOption,
    StarterOption,
    TargetOption,
    TemplateOption,
    ThreadsOption,
    remark,
)
from bilingual.cli.run_options import chosen_engine, engine_options, settings_of
from bilingual.cli.streams import write_line
from bilingual.engines import ENGINES
from bilingual.engines.base import Device
from bilingual.model import SourceText
from bilingual.writers import Orientation, PageSize, RowNumbers, Rows, ShownFindings

SERVE_EXIT_CODES = (
    "Exit codes: 2 wrong usage, or no usable package; 130 interrupted, 143 terminated (SIGTERM)."
)


def serve(
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Where to listen. 127.0.0.1 is for this machine alone; with any other, such as "
            "0.0.0.0, a token is needed.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any free one.")
    ] = 5000,
    token: Annotated[
        str,
        typer.Option(
            metavar="TOKEN",
            help="What those who ask must know. Without it, one is made where other machines can "
            "ask. Other people here see what is typed: BILINGUAL_TOKEN keeps it to yourself.",
        ),
    ] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="Name by which others call this machine; repeat for more.",
        ),
    ] = None,
    keep: Annotated[
        float,
        typer.Option(
            min=0.1,
            max=100_000,
            metavar="MINUTES",
            help="How long a document is kept after it is done, or was corrected last.",
        ),
    ] = 30,
    max_mb: Annotated[
        float, typer.Option(min=0.01, max=100, help="Size of a file, in megabytes, at most.")
    ] = 20,
    max_characters: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Characters of a document, at most.")
    ] = 200_000,
    max_minutes: Annotated[
        float, typer.Option(min=0.01, help="Minutes that a document may take, at most.")
    ] = 30,
    rate: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Requests a minute from one address; 0 for any number."
        ),
    ] = 600,
    layout: LayoutOption = None,
    page: PageOption = PageSize.SOURCE,
    findings: FindingsOption = ShownFindings.COMMENTS,
    cover: CoverOption = True,
    template: TemplateOption = None,
    repair: RepairOption = True,
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
    skip_check: SkipCheckOption = None,
    memory: MemoryOption = None,
    no_memory: NoMemoryOption = False,
    script: ScriptOption = None,
    opencc: ProfileOption = None,
    protect: ProtectOption = None,
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
    target: TargetOption = "en",
) -> None:
    """Serve a page and an API to colleagues: drop files, read, correct, download.

    Programs made for LibreTranslate work with it too. Nothing leaves this machine.
    """
    from bilingual.serve import server
    from bilingual.serve.limits import Limits

    server.require_installed()
    address = server.Address(host=host, port=port, names=tuple(allow_host or ()))
    right_token = server.settled_token(token, address)
    settings = settings_of(
        [],
        to=None,
        layout=layout,
        source_text=SourceText.NORMALIZED,
        page=page,
        orientation=Orientation.SOURCE,
        columns="50:50",
        rows=Rows.PARAGRAPH,
        numbers=RowNumbers.NONE,
        findings=findings,
        repair=repair,
        glossary=glossary,
        starter_terms=starter_terms,
        skip_check=skip_check,
        cover=cover,
        contents=False,
        pinyin=False,
        gloss=0,
        dictionary=None,
        template=template,
        copy=False,
        memory=memory,
        no_memory=no_memory,
        cache=False,  # what somebody sent is not kept
        script=script,
        opencc=opencc,
        protect=protect,
        encoding=None,
        replace_errors=replace_errors,
        hidden=hidden,
    )
    choice = chosen_engine(
        engine,
        engine_options(
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
            allow_network=False,
            offline=True,
        ),
        settings,
        target=target,
    )
    limits = Limits(
        file_bytes=round(max_mb * 2**20),
        characters=max_characters,
        minutes=max_minutes,
        keep=60 * keep,
        rate=rate,
    )

    def tell(where: str) -> None:
        write_line(where, "stdout")
        remark(f"serving {choice.info.label}; Ctrl-C ends it")
        if address.is_exposed:
            remark("others on the network can reach it, and what they send is not encrypted")

    server.serve(settings, choice, address, right_token, limits, tell)

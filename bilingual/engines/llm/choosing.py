"""Which language model to translate with: settled on, not loaded yet."""

from __future__ import annotations

import os
from functools import partial
from importlib.metadata import version
from urllib.parse import urlsplit

from bilingual.engines import argos_packages
from bilingual.engines.base import Device, EngineChoice, EngineOptions, Translator
from bilingual.engines.llm.addresses import checked_address, is_loopback
from bilingual.engines.llm.checksums import checksum_of
from bilingual.engines.llm.engine import LlmTranslator
from bilingual.engines.llm.gguf import ModelFile, read_gguf
from bilingual.engines.llm.languages import LANGUAGES, Language, find_language
from bilingual.engines.llm.prompts import PromptForm, choose_form
from bilingual.errors import PackageError, UsageError
from bilingual.model import EngineInfo
from bilingual.packages.obtain import is_offline_by_environment

KEY_VARIABLE = "BILINGUAL_LLM_KEY"
_EDITION = 1
"""Counts changes of prompts and of how answers are read: results of others are stale."""


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`: the model in a file, or that of a server, which is asked for its name.

    Raises `UsageError` if neither or both are given, the library for files is not installed, the
    server does not answer, or the language has no name in prompts; `PackageError` if the file is
    no model.
    """
    language = find_language(target)
    if language is None:
        remedy = f"choose from {', '.join(LANGUAGES)}"
        raise UsageError(f"--target {target}", "no language of --engine llm", remedy)
    if (options.model is None) == (not options.llm_url):
        raise UsageError(
            "--engine llm",
            "needs either a model or a server",
            "give --model FILE.gguf, or --llm-url http://127.0.0.1:11434/v1",
        )
    fallback = _fallback(options, target=target, is_traditional=is_traditional)
    make = _in_file if options.model else _on_server
    return make(options, language, fallback)


def _in_file(
    options: EngineOptions, language: Language, fallback: EngineChoice | None
) -> EngineChoice:
    from bilingual.engines.llm.local import require_library

    require_library()
    assert options.model is not None
    model = read_gguf(options.model)
    form = choose_form(options.llm_prompt, model.names, is_file=True)
    info = EngineInfo(
        name="llm",
        package=options.model.name,
        version=model.text("general.version"),
        checksum=checksum_of(options.model),
        licence=model.licence,
        target_language=language.code,
        target_name=language.english,
    )
    library = f"xllamacpp {version('xllamacpp')}"
    facts = [info.checksum, form.name, library, options.device.removeprefix(Device.CPU)]
    return EngineChoice(
        info=info,
        signature=_signature(facts, fallback),
        load=partial(_load_file, model, options, info, form, language, fallback),
    )


def _load_file(
    model: ModelFile,
    options: EngineOptions,
    info: EngineInfo,
    form: PromptForm,
    language: Language,
    fallback: EngineChoice | None,
) -> Translator:
    from bilingual.engines.llm.local import LocalModel

    client = LocalModel(model, threads=options.threads, device=options.device)
    return LlmTranslator(info, client, form, language, fallback)


def _on_server(
    options: EngineOptions, language: Language, fallback: EngineChoice | None
) -> EngineChoice:
    from bilingual.engines.llm.server import ServerModel

    may_leave = options.allow_network and not is_offline_by_environment()
    url = checked_address(options.llm_url, may_leave=may_leave)
    server = ServerModel(
        url,
        options.llm_model,
        key=os.environ.get(KEY_VARIABLE, ""),
        timeout=options.llm_timeout,
        parallel=options.llm_parallel,
    )
    server.model = server.find_model()
    form = choose_form(options.llm_prompt, [server.model], is_file=False)
    info = EngineInfo(
        name="llm",
        package=server.model,
        checksum=server.find_checksum(),
        target_language=language.code,
        target_name=language.english,
    )
    facts = [url, server.model, info.checksum, form.name, f"parallel={options.llm_parallel}"]
    return EngineChoice(
        info=info,
        signature=_signature(facts, fallback),
        load=lambda: LlmTranslator(info, server, form, language, fallback),
        remark=""
        if is_loopback(_host(url))
        else f"the text of these documents is sent to another machine: {url}",
    )


def _fallback(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice | None:
    """Argos for what the model gets wrong; None if it has no package for the language."""
    try:
        return argos_packages.choose(
            EngineOptions(package=options.package), target=target, is_traditional=is_traditional
        )
    except PackageError:
        if options.package:
            raise
        return None


def _signature(facts: list[str], fallback: EngineChoice | None) -> str:
    own = " ".join(filter(None, facts))
    return f"llm {_EDITION} {own} else {fallback.signature if fallback else 'nothing'}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""

"""Forms of prompts: how each kind of model is asked for a translation.

A model for translation knows one form, from its training; it does worse with any other. The form
is chosen by the names that a GGUF file or a server gives its model, or by the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bilingual.engines.llm.languages import Language
from bilingual.engines.llm.passages import Passage
from bilingual.errors import UsageError
from bilingual.model import BlockKind

_KINDS = {BlockKind.HEADING: "heading", BlockKind.LIST_ITEM: "list item"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model reads."""

    user: str
    system: str = ""
    """Empty for models that know no system prompt."""
    is_chat: bool = True
    """Whether the model's own chat template goes around it; else it is the beginning of a text
    that the model goes on with."""
    extras: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the request that only some servers know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptForm:
    """A form, and the models that it is for."""

    name: str
    says: str
    """Which models it is for, for people."""
    write: Callable[[Passage, Language], Prompt]
    models: re.Pattern[str]
    """In the names of these models."""
    has_json: bool = False
    """Whether the answer is a JSON object of numbered sentences; else it is a line for each."""
    is_single: bool = False
    """Whether it takes one sentence at a time."""
    is_for_files: bool = True
    """Whether it is chosen for a GGUF file by itself."""
    is_for_servers: bool = True
    """Whether it is chosen for a server's model by itself."""


def _chat(passage: Passage, language: Language) -> Prompt:
    """For models that follow instructions: our own words, in English, which most know best."""
    system = (
        f"You translate Chinese documents into {language.english}. Translate every sentence "
        "faithfully and completely; add nothing and explain nothing. Keep figures, units and "
        "names right, and keep signs such as X1X exactly as they are. Answer with JSON only: an "
        "object with each sentence's number as a key and its translation as the value."
    )
    return Prompt(
        system=system,
        user="\n\n".join(_chat_parts(passage, language)),
        extras={"chat_template_kwargs": {"enable_thinking": False}},
    )


def _chat_parts(passage: Passage, language: Language) -> Iterator[str]:
    if passage.title:
        yield f"Document: {passage.title}"
    if passage.terms:
        terms = "\n".join(f"{source} = {target}" for source, target in passage.terms)
        yield f"Terms to be rendered like this:\n{terms}"
    if passage.before:
        yield "Before it, for context only:\n" + "\n".join(passage.before)
    if passage.pairs:
        pairs = "\n".join(f"{source}\n{target}" for source, target in passage.pairs)
        yield f"Before it, translated already:\n{pairs}"
    numbered = "\n".join(f"{n}. {sentence}" for n, sentence in enumerate(passage.sentences, 1))
    kind = _KINDS.get(passage.kind, "paragraph")
    count = len(passage.sentences)
    sentences = f"these {count} sentences" if count > 1 else "this sentence"
    yield f"Translate {sentences} of a {kind} into {language.english}:\n{numbered}"


def _hy_mt2(passage: Passage, language: Language) -> Prompt:
    """Tencent's Hy-MT2 and Hy-MT3: default, terminology and background prompts in Chinese, as in
    README_CN.md of github.com/Tencent-Hunyuan/Hy-MT2. No system prompt."""
    text = "\n".join(passage.sentences)
    known = _hunyuan_terms(passage)
    background = "\n".join((*passage.before, *(f"{a}\n{b}" for a, b in passage.pairs)))
    only = "注意只需要输出翻译后的结果，不要额外解释"
    if background:
        user = (
            f"【背景信息】\n{background}\n\n{known}请结合背景信息将以下文本翻译为"
            f"{language.chinese}，{only}。\n\n【待翻译文本】\n{text}"
        )
    else:
        user = f"{known}将以下文本翻译为{language.chinese}，{only}：\n\n{text}"
    return Prompt(user=user)


def _hy_mt1(passage: Passage, language: Language) -> Prompt:
    """Tencent's Hunyuan-MT and HY-MT1.5: the ZH<=>XX, terminology and contextual templates of
    their model cards (huggingface.co/tencent/HY-MT1.5-1.8B). No system prompt."""
    text = "\n".join(passage.sentences)
    context = "\n".join((*passage.before, *(source for source, _ in passage.pairs)))
    if context:
        user = (
            f"{_hunyuan_terms(passage)}{context}\n参考上面的信息，把下面的文本翻译成"
            f"{language.chinese}，注意不需要翻译上文，也不要额外解释：\n{text}"
        )
    else:
        user = (
            f"{_hunyuan_terms(passage)}将以下文本翻译为{language.chinese}，"
            f"注意只需要输出翻译后的结果，不要额外解释：\n\n{text}"
        )
    return Prompt(user=user)


def _hunyuan_terms(passage: Passage) -> str:
    if not passage.terms:
        return ""
    terms = "\n".join(f"{source} 翻译成 {target}" for source, target in passage.terms)
    return f"参考下面的翻译：\n{terms}\n\n"


def _seed_x(passage: Passage, language: Language) -> Prompt:
    """ByteDance's Seed-X: no chat template, the language's tag behind the sentence, as in the
    README of github.com/ByteDance-Seed/Seed-X-7B. It has no place for terms or context."""
    return Prompt(
        user=f"Translate the following Chinese sentence into {language.english}:\n"
        f"{' '.join(passage.sentences)} <{language.code}>",
        is_chat=False,
    )


def _translate_gemma(passage: Passage, language: Language) -> Prompt:
    """Google's TranslateGemma under llama.cpp, which takes the languages as values of the chat
    template and the text alone (its parsers/translate-gemma.cpp). No place for terms or context."""
    codes = {"source_lang_code": "zh", "target_lang_code": language.code}
    return Prompt(user=" ".join(passage.sentences), extras={"chat_template_kwargs": codes})


def _translate_gemma_text(passage: Passage, language: Language) -> Prompt:
    """The same elsewhere: one message in the words that ollama.com/library/translategemma gives,
    with two blank lines before the text."""
    name = language.english
    return Prompt(
        user=f"You are a professional Chinese (zh) to {name} ({language.code}) translator. Your "
        "goal is to accurately convey the meaning and nuances of the original Chinese text while "
        f"adhering to {name} grammar, vocabulary, and cultural sensitivities.\nProduce only the "
        f"{name} translation, without any additional explanations or commentary. Please translate "
        f"the following Chinese text into {name}:\n\n\n{' '.join(passage.sentences)}"
    )


def _tower(passage: Passage, language: Language) -> Prompt:
    """Unbabel's Tower and Tower-Plus, as in huggingface.co/Unbabel/Tower-Plus-9B. No place for
    terms or context."""
    return Prompt(
        user=f"Translate the following Chinese source text to {language.english}:\n"
        f"Chinese: {' '.join(passage.sentences)}\n{language.english}: "
    )


def _qwen_mt(passage: Passage, language: Language) -> Prompt:
    """Alibaba's Qwen-MT: the text alone, all else in ``translation_options``, as
    help.aliyun.com/en/model-studio/qwen-mt-api says; pairs are its translation memory."""
    options: dict[str, Any] = {"source_lang": "Chinese", "target_lang": language.english}
    for name, pairs in (("terms", passage.terms), ("tm_list", passage.pairs)):
        if pairs:
            options[name] = [{"source": source, "target": target} for source, target in pairs]
    return Prompt(user=" ".join(passage.sentences), extras={"translation_options": options})


PROMPT_FORMS = (
    PromptForm(
        name="hy-mt2",
        says="Hy-MT2, Hy-MT3",
        write=_hy_mt2,
        models=re.compile(r"hy-?mt-?[23]", re.I),
    ),
    PromptForm(
        name="hy-mt1",
        says="Hunyuan-MT, HY-MT1.5",
        write=_hy_mt1,
        models=re.compile(r"hy-?mt|hunyuan-?mt", re.I),
    ),
    PromptForm(
        name="seed-x",
        says="Seed-X",
        write=_seed_x,
        models=re.compile(r"seed-?x", re.I),
        is_single=True,
    ),
    PromptForm(
        name="translategemma",
        says="TranslateGemma under llama.cpp",
        write=_translate_gemma,
        models=re.compile(r"translate-?gemma", re.I),
        is_single=True,
        is_for_servers=False,
    ),
    PromptForm(
        name="translategemma-text",
        says="TranslateGemma under Ollama and others",
        write=_translate_gemma_text,
        models=re.compile(r"translate-?gemma", re.I),
        is_single=True,
        is_for_files=False,
    ),
    PromptForm(
        name="tower",
        says="Tower, Tower-Plus",
        write=_tower,
        models=re.compile(r"tower-?(?:plus|instruct|\d)", re.I),
        is_single=True,
    ),
    PromptForm(
        name="qwen-mt",
        says="Qwen-MT",
        write=_qwen_mt,
        models=re.compile(r"qwen-?mt", re.I),
        is_single=True,
        is_for_files=False,
    ),
    PromptForm(
        name="chat",
        says="all other models, which must follow instructions",
        write=_chat,
        models=re.compile(""),
        has_json=True,
    ),
)
"""The first that knows a model's name is taken; the last knows all."""


def choose_form(name: str, models: Iterable[str], *, is_file: bool) -> PromptForm:
    """The form called ``name``; without a name, the one for a model with any of the names
    ``models``. ``is_file``: it is a GGUF file, not a server's model.

    Raises `UsageError` if there is no such form.
    """
    if name:
        for form in PROMPT_FORMS:
            if form.name == name:
                return form
        known = ", ".join(form.name for form in PROMPT_FORMS)
        raise UsageError(f"--llm-prompt {name}", "unknown", f"choose from {known}")
    words = [re.sub(r"[\s_]+", "-", model) for model in models]
    return next(
        form
        for form in PROMPT_FORMS
        if (form.is_for_files if is_file else form.is_for_servers)
        and any(form.models.search(word) for word in ("", *words))
    )

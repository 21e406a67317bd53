"""Normalising a document: odd characters and pinyin out, one script, Chinese punctuation; every
change recorded.

The order matters: characters first, since an invisible mark hides a word from every rule; then
pinyin, since its brackets would else be widened; punctuation last, on text whose noise is gone.
Code, addresses and protected terms are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from bilingual import __version__
from bilingual.chinese.edits import Edit, Range, apply_edits, merge_ranges, outside
from bilingual.chinese.forms import form_edits, meant
from bilingual.chinese.pinyin import pinyin_edits
from bilingual.chinese.punctuation import punctuation_edits
from bilingual.chinese.script import LANGUAGES, Evidence, Script, script_edits, weigh_script
from bilingual.formats.literals import literal_ranges
from bilingual.model import (
    OPAQUE_KINDS,
    Block,
    Change,
    Document,
    NormalizedBlock,
    NormalizedDocument,
    Span,
)
from bilingual.spans import edit_spans, joined_text

_CONTEXT = 6  # characters shown on each side of a change


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizeOptions:
    """How to normalise; part of the signature of every output."""

    script: Script = Script.SIMPLIFIED
    profile: str = ""
    """An OpenCC profile in place of the script's default, such as ``tw2sp``."""
    protected: tuple[str, ...] = ()
    """Terms that stay exactly as they are written."""

    @property
    def is_traditional(self) -> bool:
        """Whether the text that comes out is in traditional characters."""
        return self.script is Script.TRADITIONAL


def name_normaliser(options: NormalizeOptions) -> str:
    """Names what normalises a text with these options: script and versions."""
    script = options.profile or options.script
    return f"{script}, bilingual {__version__}, opencc {version('opencc')}"


_Step = Callable[[str, tuple[Range, ...]], list[Edit]]


def normalize_document(document: Document, options: NormalizeOptions) -> NormalizedDocument:
    """The document with each block before and after; blocks keep their order and ids."""
    whole = weigh_script(meant("\n".join(block.text for block in document.blocks)))
    blocks = tuple(_normalize_block(block, options, whole) for block in document.blocks)
    title, _ = _normalize_spans((Span(text=document.title),), options, whole)
    return NormalizedDocument(
        document=document,
        blocks=blocks,
        title=joined_text(title),
        language=LANGUAGES.get(options.script, whole.language),
    )


def normalize_text(text: str, options: NormalizeOptions) -> tuple[str, tuple[Change, ...]]:
    """A plain string normalised, and what was changed in it."""
    spans, changes = _normalize_spans((Span(text=text),), options, weigh_script(meant(text)))
    return joined_text(spans), changes


def _normalize_block(block: Block, options: NormalizeOptions, around: Evidence) -> NormalizedBlock:
    if block.kind in OPAQUE_KINDS:
        return NormalizedBlock(original=block, block=block)
    spans, changes = _normalize_spans(block.spans, options, around)
    edits = script_edits(block.marker, options.script, around=around, profile=options.profile)
    return NormalizedBlock(
        original=block,
        block=replace(block, spans=spans, marker=apply_edits(block.marker, edits)),
        changes=(*(_change("script", block.marker, edit) for edit in edits), *changes),
    )


def _normalize_spans(
    spans: tuple[Span, ...], options: NormalizeOptions, around: Evidence
) -> tuple[tuple[Span, ...], tuple[Change, ...]]:
    is_simplified = options.script is Script.SIMPLIFIED or (
        options.script is Script.KEEP and around.language == "zh-Hans"
    )
    steps: dict[str, _Step] = {
        "characters": lambda text, fixed: outside(
            form_edits(text, is_simplified=is_simplified), fixed
        ),
        "pinyin": lambda text, fixed: outside(pinyin_edits(text), fixed),
        "script": lambda text, fixed: script_edits(
            text, options.script, around=around, profile=options.profile, fixed=fixed
        ),
        "punctuation": punctuation_edits,
    }
    changes: list[Change] = []
    for rule, step in steps.items():
        text = joined_text(spans)
        edits = step(text, tuple(fixed_ranges(spans, options.protected)))
        changes += (_change(rule, text, edit) for edit in edits)
        spans = edit_spans(spans, edits)
    return spans, tuple(changes)


def fixed_ranges(spans: Sequence[Span], protected: Sequence[str] = ()) -> list[Range]:
    """The stretches of the spans' joined text that must stay as they are, in order."""
    text = joined_text(spans)
    ranges, at = list(literal_ranges(text)), 0
    for span in spans:
        if span.is_opaque:
            ranges.append((at, at + len(span.text)))
        at += len(span.text)
    for term in protected:
        ranges += [match.span() for match in re.finditer(re.escape(term), text)]
    return merge_ranges(ranges)


def _change(rule: str, text: str, edit: Edit) -> Change:
    return Change(
        rule=rule,
        before=text[edit.start : edit.end],
        after=edit.after,
        context=text[max(0, edit.start - _CONTEXT) : edit.end + _CONTEXT],
    )

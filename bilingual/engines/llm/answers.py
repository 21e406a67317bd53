"""Answers of models, read with distrust: a translation for each sentence, or nothing for it.

A grammar or schema is a wish, which some servers and some vocabularies drop without a word. So
what an answer is, is seen by reading it. What passes here may still be wrong: the checks of
translations judge that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from json import JSONDecodeError

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>|^.*?</think(?:ing)?>", re.S)
_FENCE = re.compile(r"\A```\w*\n(?P<inside>.*?)\n?```\Z", re.S)
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})[.):、]\s+")
_LEAD = re.compile(
    r"""\A(?:(?:sure|certainly|of\ course|okay|ok)[!,.:]\s*)?
    (?:(?:here(?:\ is|['’]s)|the\ following\ is|below\ is)\ [^.:\n]{0,60}translation[^.:\n]{0,40}:
    |(?:the\ )?(?:english\ )?translation(?:\ (?:is|of\ [^:\n]{0,40}))?:
    |(?:english|译文|翻译|英文)\s*[:：])\s*""",
    re.I | re.X,
)
"""How models begin before they translate."""
_REMARK = re.compile(
    r"""(?:\s*[(\[]|\n\s*|(?<=[.!?”"])\s+)
    (?:translator['’]s\ )?(?:note|explanation|注|说明)\s*[:：]""",
    re.I | re.X,
)
"""How they go on when they have done so."""
_TELLS = re.compile(r"翻译|译|注[：:]|说明[：:]|note", re.I)
"""In a source that may be about translating itself."""
_QUOTES = {'"': '"', "“": "”", "'": "'", "「": "」"}
_QUOTES_OF_SOURCE = "\"“”‘’'「」『』"


def read_answer(answer: str, sentences: Sequence[str], *, has_json: bool) -> list[str]:
    """The translation of each of ``sentences`` in a model's ``answer``, the same length.

    An empty text for one without a sound translation; all are empty if the answer does not have
    the form asked for, ``has_json`` or a line each, or not as many as there are sentences.
    """
    text = _bare(answer)
    found = _members(text, len(sentences)) if has_json else _lines(text, len(sentences))
    return [clean(*pair) for pair in zip(found, sentences, strict=True)]


def clean(translation: str, source: str) -> str:
    """A translation without what a model says around it, in one line; empty if it cannot be told
    what is the translation."""
    text = translation.strip()
    if not _TELLS.search(source):
        text = _LEAD.sub("", text)
        remark = _REMARK.search(text)
        text = text[: remark.start()] if remark else text
    shown = "".join(one for one in text if one.isprintable() or one.isspace())
    text = " ".join(shown.split())
    close = _QUOTES.get(text[:1])
    if close and text[1:].find(close) == len(text) - 2 and source[:1] not in _QUOTES_OF_SOURCE:
        text = text[1:-1].strip()
    return text


def _bare(answer: str) -> str:
    """Without what the model thought before it answered, and without a fence around all."""
    text = _THOUGHT.sub("", answer).strip()
    fence = _FENCE.match(text)
    return fence["inside"].strip() if fence else text


def _members(text: str, count: int) -> list[str]:
    """The values of a JSON object's keys 1 to ``count``, wherever in the text it stands."""
    nothing = [""] * count
    start, stop = text.find("{"), text.rfind("}")
    if start < 0 or stop < start:
        return nothing
    try:
        found = json.loads(text[start : stop + 1], strict=False)
    except (JSONDecodeError, RecursionError):
        return nothing
    names = [str(number) for number in range(1, count + 1)]
    if not isinstance(found, dict) or set(found) != set(names):
        return nothing
    return [found[name] if isinstance(found[name], str) else "" for name in names]


def _lines(text: str, count: int) -> list[str]:
    """The lines that are not empty, without numbers that the model put before them."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == count + 1 and _LEAD.fullmatch(lines[0]):
        del lines[0]
    if len(lines) != count:
        return [""] * count
    numbers = [_NUMBER.match(line) for line in lines]
    if count > 1 and [m and int(m["number"]) for m in numbers] == list(range(1, count + 1)):
        return [_NUMBER.sub("", line, count=1) for line in lines]
    return lines

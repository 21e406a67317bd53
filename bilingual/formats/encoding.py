"""Bytes -> text, strictly: a character is decoded with certainty or the file is refused.

A wrong guess between GB18030 and Big5 does not fail, it yields other, rarer Chinese
characters, which a translator would then work on in good faith. So a legacy encoding is
believed only where its text is made of the characters Chinese text is made of, and where
the rival encoding's text is not.

A file with a few bytes that fit nowhere is refused too, with the place of the first. On request it
is read all the same, with U+FFFD at each place and a remark.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.damage import count_places, damaged_text, place_of
from bilingual.formats.frequent_characters import weigh_characters

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

RIVALS = (("gb18030",), ("big5", "cp950", "big5hkscs"))
"""Legacy encodings that can be mistaken for each other; of a family, the first that decodes."""


_ENOUGH_SHARE = 0.4
"""Frequent characters among all characters beyond ASCII; real Chinese text has 0.6 to 0.8."""
_ENOUGH_COUNT = 4
_CLEAR_LEAD = 3.0
"""How many times the rival's share, at least."""

_DOS_END = "\x1a"
"""End-of-file mark of old editors."""

_TRULY_UTF8 = re.compile("[\x80-\xff\u0800-\U0010ffff]")
"""Latin letters or three-byte characters, which legacy bytes do not form by chance."""

_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


_BAD = re.compile("[\udc80-\udcff]+")
"""Bytes that fit nowhere, as Python's ``surrogateescape`` keeps them."""
_MARK = "\ufffd"
_FEW = 0.2
"""Bytes that fit nowhere for each character beyond ASCII, at most, in a text that is evidently in
an encoding."""
_GB = frozenset({"gb18030", "gbk", "gb2312"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """Text and the name of the encoding it was in."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()
    """What was not in it: a sentence with the number of places that are marked."""


def decode_text(
    data: bytes, path: Path, *, encoding: str | None = None, replaces_errors: bool = False
) -> DecodedText:
    """Decode a seed, in the encoding named or, without one, in the one it is evidently in.

    Line ends come out as ``\\n``. With ``replaces_errors``, U+FFFD stands for bytes that fit
    nowhere. Raises `ReadError`, naming ``path``, rather than guess.
    """
    if encoding:
        decoded = _decode_as(data, path, encoding, replaces_errors=replaces_errors)
    else:
        decoded = _detect(data, path, replaces_errors=replaces_errors)
    bad = list(_BAD.finditer(decoded.text))
    if bad and not replaces_errors:
        raise damaged_text(path, decoded.text, decoded.encoding, bad)
    text = _BAD.sub(_MARK, decoded.text).removeprefix("\ufeff").removesuffix(_DOS_END)
    if _CONTROL_CHARACTERS.search(text):
        raise _binary(path)
    remark = (
        f"{count_places(len(bad))} not {decoded.encoding}: {_MARK} stands for the bytes "
        f"({place_of(decoded.text, bad[0])})."
        if bad
        else ""
    )
    return DecodedText(
        text="\n".join(text.splitlines()),
        encoding=decoded.encoding,
        remarks=(remark,) if bad else (),
    )


def _leniently(data: bytes, encoding: str) -> str | None:
    """The text, with `_BAD` characters for bytes that fit nowhere; None where the codec cannot say
    which they are. 0x80 is the euro sign in GBK, as Windows writes it."""
    try:
        text = data.decode(encoding, "surrogateescape")
    except UnicodeError:
        return None
    return text.replace("\udc80", "€") if encoding in _GB else text


def _decode_as(data: bytes, path: Path, encoding: str, *, replaces_errors: bool) -> DecodedText:
    try:
        name = codecs.lookup(encoding).name
        text = _strictly(data, name)
        if text is None and replaces_errors:
            text = _leniently(data, name) or data.decode(name, "replace")
        if text is None:
            text = _nearly(data, name)
        if text is not None:
            return DecodedText(text=text, encoding=name)
        raise ReadError(path, f"is not valid {encoding}", _way_out(data, path))
    except (LookupError, ValueError):
        raise ReadError(
            path,
            f"{encoding!r} is not a text encoding",
            "name one such as utf-8, gb18030, big5 or utf-16",
        ) from None


def _way_out(data: bytes, path: Path) -> str:
    """What to do where the named encoding is not the file's: nothing that ends here again."""
    try:
        found = _detect(data, path, replaces_errors=False)
    except ReadError:
        return "name another encoding, or go on with --replace-errors, which marks each place"
    if _BAD.search(found.text):
        return f"leave out --encoding and add --replace-errors: it is {found.encoding}, damaged"
    return f"leave out --encoding: it reads as {found.encoding}"


def _nearly(data: bytes, encoding: str) -> str | None:
    """The text with its bad places, if all but a few bytes are in ``encoding``."""
    text = _leniently(data, encoding)
    if text is None:
        return None
    bad = sum(map(len, _BAD.findall(text)))
    sound = sum(character > "\x7f" for character in text) - bad
    if not 0 < bad <= _FEW * sound:
        return None
    is_rival = encoding in _GB or any(encoding in family for family in RIVALS)
    return text if not is_rival or weigh_characters(text)[0] >= _ENOUGH_SHARE else None


def _detect(data: bytes, path: Path, *, replaces_errors: bool) -> DecodedText:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            if text is None:
                text = _nearly(data[len(mark) :], encoding)
            if text is None and replaces_errors:
                text = data[len(mark) :].decode(encoding, "replace")
            if text is None:
                raise ReadError(
                    path,
                    f"begins with the mark of {encoding} but is not valid {encoding}",
                    "get an undamaged copy, or go on with --replace-errors",
                )
            return DecodedText(text=text, encoding=encoding)
    if _CONTROL_BYTES.search(data.removesuffix(_DOS_END.encode())):
        raise _binary(path)
    text = _strictly(data, "utf-8")
    if text is None and (text := _nearly(data, "utf-8")) is not None:
        return DecodedText(text=text, encoding="utf-8")
    if text is None:
        return _choose_legacy(data, path)
    if not _TRULY_UTF8.search(text) and not text.isascii():
        _refuse_if_legacy(data, path)
    return DecodedText(text=text, encoding="utf-8")


def _refuse_if_legacy(data: bytes, path: Path) -> None:
    """A few GB18030 characters can be two-byte UTF-8 by chance (联通 reads as "ͨ")."""
    for family in RIVALS:
        legacy = _first_valid(data, family)
        if legacy and weigh_characters(legacy.text)[0] >= _ENOUGH_SHARE:
            raise ReadError(
                path,
                f"encoding is ambiguous (utf-8 or {legacy.encoding}: too little text to tell)",
                "name it with --encoding",
            )


def _choose_legacy(data: bytes, path: Path) -> DecodedText:
    tried = ", ".join(["utf-8", *(name for family in RIVALS for name in family)])
    decoded = [found for family in RIVALS if (found := _first_valid(data, family))]
    if not decoded:
        decoded = [found for family in RIVALS if (found := _first_near(data, family))]
    if not decoded:
        raise ReadError(
            path,
            f"cannot be decoded (tried {tried})",
            "save it as UTF-8 or name its encoding with --encoding, and with --replace-errors if "
            "some of it is damaged",
        )
    ranked = sorted(decoded, key=lambda candidate: weigh_characters(candidate.text), reverse=True)
    share, count = weigh_characters(ranked[0].text)
    rival_share = weigh_characters(ranked[1].text)[0] if len(ranked) > 1 else 0.0
    if share >= _ENOUGH_SHARE and count >= _ENOUGH_COUNT and share >= _CLEAR_LEAD * rival_share:
        return ranked[0]
    candidates = " or ".join(candidate.encoding for candidate in ranked)
    raise ReadError(
        path,
        f"encoding is ambiguous (not utf-8; {candidates} would fit but the text does not show "
        f"which; tried {tried})",
        "name it with --encoding",
    )


def _first_valid(data: bytes, family: tuple[str, ...]) -> DecodedText | None:
    for encoding in family:
        text = _strictly(data, encoding)
        if text is not None:
            return DecodedText(text=text, encoding=encoding)
    return None


def _first_near(data: bytes, family: tuple[str, ...]) -> DecodedText | None:
    for encoding in family:
        text = _nearly(data, encoding)
        if text is not None:
            return DecodedText(text=text, encoding=encoding)
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        text = _leniently(data, encoding) if encoding in _GB else None
        return text if text is not None and not _BAD.search(text) else None


def _binary(path: Path) -> ReadError:
    return ReadError(
        path,
        "looks like a binary file (it has control characters)",
        "give a text file, or for UTF-16 without a byte order mark name it with --encoding",
    )

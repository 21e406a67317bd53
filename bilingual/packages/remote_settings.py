"""The list of Firefox's models: records of Mozilla's Remote Settings, or of a mirror of them.

A record is one file of a model. The fields are those of the collection ``translations-models-v2``
(``sourceLanguage``, ``decompressedHash``, …, attachments packed by zstd) and of the older
``translations-models`` (``fromLang``, …, attachments as they are), as Mozilla's tool that makes
them and Firefox's own client have them (mozilla/firefox-translations-models, ``remote_settings``;
``TranslationsParent.sys.mjs``). ``filter_expression`` says which Firefox a record is for: of two
models from Chinese, that with the higher version is a smaller one for telephones.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bilingual.errors import PackageError
from bilingual.packages.download import fetch, is_address
from bilingual.packages.index import AvailablePackage, Index
from bilingual.packages.local import version_key

OFFICIAL_RECORDS = (
    "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/"
    "translations-models-v2/records"
)
OFFICIAL_ATTACHMENTS = "https://firefox-settings-attachments.cdn.mozilla.net/"
MIRROR_OPTION = "--mirror"

_LARGEST = 16 << 20  # bytes of the list; it has about 200 kB
_LARGEST_FILE = 1 << 30  # bytes of a file, unpacked; the largest have 60 MB
_CODES = {"zh-Hans": "zh", "zh-Hant": "zt", "pt-BR": "pb"}
"""Argos's codes of languages that records call otherwise."""
_FOR_DESKTOPS = ("", "env.appinfo.OS != 'Android'")
_VERSION = re.compile(r"[1-3](?:\.\d{1,9}){1,3}")
"""Those that are released, with a form that this engine knows."""
_ARCHITECTURES = ("tiny", "base-memory", "base")
"""The better ones last."""
_ROLES = ("model", "lex", "vocab", "srcvocab", "trgvocab")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """One file of a model, as it can be had."""

    role: str
    """``model``, ``lex`` (which words may come of which), ``vocab`` for both languages, or
    ``srcvocab`` and ``trgvocab`` for one each."""
    name: str
    """What Mozilla calls it."""
    link: str
    """Address or path."""
    size: int
    """Bytes of what is fetched."""
    sha256: str
    """Of what is fetched."""
    is_packed: bool
    """Whether what is fetched is packed by zstd."""
    unpacked_size: int
    unpacked_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxModel:
    """A model, as it can be had."""

    from_code: str
    to_code: str
    version: str
    architecture: str
    """``tiny``, ``base-memory`` or ``base``; empty where records do not say."""
    source: str
    """The records' address or path."""
    files: tuple[ModelFile, ...]

    @property
    def name(self) -> str:
        return f"firefox-{self.from_code}_{self.to_code}-{self.version.replace('.', '_')}"


def records_location(mirror: str = "") -> str:
    """Where the records are: Mozilla's own, or ``records.json`` of a mirror."""
    if not mirror or mirror.endswith(".json"):
        return mirror or OFFICIAL_RECORDS
    if is_address(mirror):
        return f"{mirror.rstrip('/')}/records.json"
    return str(Path(mirror.removeprefix("file://")) / "records.json")


def load_models(
    mirror: str, is_wanted: Callable[[str, str], bool], *, timeout: float
) -> list[FirefoxModel]:
    """The models for pairs that are wanted, the best first: those released for desktops, the
    newest first. ``is_wanted`` is asked with the codes of a pair.

    A mirror, an address or a folder, has the answer of the collection as ``records.json`` and the
    attachments under their ``location``. Raises `PackageError` if the records cannot be had.
    """
    location = records_location(mirror)
    try:
        content = (
            fetch(location, timeout=timeout, limit=_LARGEST, option=MIRROR_OPTION)
            if is_address(location)
            else Path(location).read_bytes()
        )
    except OSError as error:
        raise PackageError(
            location, f"cannot be read ({error.strerror})", f"check {MIRROR_OPTION}"
        ) from None
    try:
        records = json.loads(content)["data"]
        return _models(records, location, is_wanted)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackageError(
            location,
            f"not a list of models ({type(error).__name__}: {error})",
            f"check {MIRROR_OPTION}",
        ) from None


def load_available(mirror: str, *, has_all: bool, timeout: float) -> Index:
    """What can be had, as an index: the best model for each pair, with Chinese on a side or, if
    it ``has_all``, of all languages. Raises as `load_models` does."""
    best: dict[tuple[str, str], FirefoxModel] = {}
    chinese = {"zh", "zt"}
    for model in load_models(
        mirror, lambda source, target: has_all or bool(chinese & {source, target}), timeout=timeout
    ):
        best.setdefault((model.from_code, model.to_code), model)
    packages = tuple(
        AvailablePackage(
            from_code=model.from_code,
            to_code=model.to_code,
            version=model.version,
            links=tuple(file.link for file in model.files),
            size=sum(file.size for file in model.files),
            engine="firefox",
        )
        for _, model in sorted(best.items())
    )
    return Index(location=records_location(mirror), date=dt.datetime.now(dt.UTC), packages=packages)


def _models(
    records: Iterable[dict[str, Any]], location: str, is_wanted: Callable[[str, str], bool]
) -> list[FirefoxModel]:
    groups: dict[tuple[str, str, str, str, str], dict[str, ModelFile]] = {}
    for record in records:
        from_code, to_code = (
            _CODES.get(tag, tag)
            for new, old in (("sourceLanguage", "fromLang"), ("targetLanguage", "toLang"))
            for tag in [str(record.get(new) or record.get(old) or "")]
        )
        version, filtered = str(record["version"]), str(record.get("filter_expression") or "")
        is_released = _VERSION.fullmatch(version) and filtered in _FOR_DESKTOPS
        role = str(record["fileType"])
        if is_released and role in _ROLES and is_wanted(from_code, to_code):
            architecture = str(record.get("architecture") or "")
            key = (from_code, to_code, version, architecture, filtered)
            groups.setdefault(key, {})[role] = _file(record, role, location)
    models = [
        FirefoxModel(
            from_code=from_code,
            to_code=to_code,
            version=version,
            architecture=architecture,
            source=location,
            files=tuple(files[role] for role in _ROLES if role in files),
        )
        for (from_code, to_code, version, architecture, _), files in groups.items()
        if "model" in files and ("vocab" in files or {"srcvocab", "trgvocab"} <= files.keys())
    ]
    return sorted(models, key=_rank, reverse=True)


def _rank(model: FirefoxModel) -> tuple[tuple[int, ...], int]:
    known = model.architecture in _ARCHITECTURES
    return version_key(model.version), _ARCHITECTURES.index(model.architecture) if known else -1


def _file(record: dict[str, Any], role: str, location: str) -> ModelFile:
    """Raises `ValueError` for what no record has."""
    attachment = record["attachment"]
    name, size, sha256 = str(record["name"]), int(attachment["size"]), str(attachment["hash"])
    is_packed = str(attachment["filename"]).endswith(".zst")
    unpacked_size = int(record["decompressedSize"]) if is_packed else size
    unpacked_sha256 = str(record["decompressedHash"]) if is_packed else sha256
    if not (_SHA256.fullmatch(sha256) and _SHA256.fullmatch(unpacked_sha256)):
        raise ValueError(f"{name} has no SHA-256")
    if not (0 < size <= _LARGEST_FILE and 0 < unpacked_size <= _LARGEST_FILE):
        raise ValueError(f"{name} has {max(size, unpacked_size):,} bytes")
    return ModelFile(
        role=role,
        name=name,
        link=_locate(str(attachment["location"]), location),
        size=size,
        sha256=sha256,
        is_packed=is_packed,
        unpacked_size=unpacked_size,
        unpacked_sha256=unpacked_sha256,
    )


def _locate(attachment: str, records: str) -> str:
    """The address or path of an attachment; raises `ValueError` if it is elsewhere."""
    if urlsplit(attachment).scheme or attachment.startswith("/") or ".." in attachment.split("/"):
        raise ValueError(f"{attachment} is no place for an attachment")
    if records == OFFICIAL_RECORDS:
        return urljoin(OFFICIAL_ATTACHMENTS, attachment)
    return (
        urljoin(records, attachment)
        if is_address(records)
        else str(Path(records).parent / attachment)
    )

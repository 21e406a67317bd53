"""Firefox's models from Mozilla's records, or a mirror's, into a folder of our own.

The files of a model are fetched singly, each checked by size and SHA-256 as fetched and again as
unpacked, and make one folder, with its licence and what it was made of.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

from bilingual.errors import PackageError, UsageError, WriteError
from bilingual.files import hash_bytes
from bilingual.packages.download import TellBytes, Wanted, download, is_address
from bilingual.packages.index import Index
from bilingual.packages.install import Try, install_package
from bilingual.packages.local import EMBEDDED_FOLDER, Package
from bilingual.packages.obtain import forbid_network, only_download, used_up
from bilingual.packages.remote_settings import (
    MIRROR_OPTION,
    FirefoxModel,
    ModelFile,
    load_available,
    load_models,
    records_location,
)
from bilingual.packages.zstd import largest_size

INSTALL_COMMAND = "pip install 'bilingual-zh[firefox]'"

_MOST_UNPACKED = 8
"""Times the size that records say: what the form of a packed file may be taken to hold."""
_ROOM = 1 << 20  # bytes; blocks of small files count for more than they hold
_LICENCE = EMBEDDED_FOLDER / "licences" / "MPL-2.0.txt"
_README = """# {name}

Mozilla's model by which Firefox translates {from_code} to {to_code}.
Version {version}{architecture}.

Mozilla Public License 2.0. The text of it is in LICENSE. Made by Mozilla's project Firefox
Translations (https://github.com/mozilla/translations); fetched from {source}.
"""


def install_firefox_pair(
    mirror: str,
    from_code: str,
    to_code: str,
    try_package: Try,
    *,
    is_offline: bool,
    timeout: float,
    bar_for: Callable[[str], AbstractContextManager[TellBytes]],
) -> list[Package]:
    """Fetch and install what translates ``from_code`` to ``to_code``: one model, or one to English
    and one from there. ``bar_for`` shows the download of the file it is given by name.

    Raises `UsageError` if the engine that tries the models is not installed, or the network is
    needed and forbidden; `PackageError` if there is no model, or it cannot be had or does not work.
    """
    if find_spec("fxtranslate") is None:
        raise UsageError(
            "--source firefox", "needs fxtranslate, not installed here", INSTALL_COMMAND
        )
    _forbid_records(mirror, is_offline=is_offline)
    return [
        _install(model, try_package, timeout=timeout, bar_for=bar_for)
        for model in _models_to_install(mirror, from_code, to_code, timeout)
    ]


def open_records(mirror: str, *, has_all: bool, is_offline: bool, timeout: float) -> Index:
    """What can be had; see `load_available`. Raises `UsageError` too, if the network is needed and
    forbidden."""
    _forbid_records(mirror, is_offline=is_offline)
    return load_available(mirror, has_all=has_all, timeout=timeout)


def _forbid_records(mirror: str, *, is_offline: bool) -> None:
    location = records_location(mirror)
    if is_address(location):
        forbid_network(is_offline=is_offline, purpose=f"the list of models {location}")


def _models_to_install(
    mirror: str, from_code: str, to_code: str, timeout: float
) -> list[FirefoxModel]:
    legs = [(from_code, to_code)]
    if "en" not in legs[0]:
        legs = [(from_code, "en"), ("en", to_code)]  # Firefox has models from and to English alone
    models = []
    found = load_models(mirror, lambda *pair: pair in legs, timeout=timeout)
    for leg in legs:
        best = next((one for one in found if (one.from_code, one.to_code) == leg), None)
        if best is None:
            raise PackageError(
                records_location(mirror),
                f"lists no model for {leg[0]}->{leg[1]}",
                "see bilingual models list --available --source firefox",
            )
        models.append(best)
    return models


def _install(
    model: FirefoxModel,
    try_package: Try,
    *,
    timeout: float,
    bar_for: Callable[[str], AbstractContextManager[TellBytes]],
) -> Package:
    fetched: dict[ModelFile, Path] = {}
    with only_download():
        for file in model.files:
            wanted = Wanted(links=(file.link,), size=file.size, sha256=file.sha256)
            with bar_for(file.name) as tell:
                fetched[file] = download(wanted, timeout=timeout, tell=tell, option=MIRROR_OPTION)
        with used_up(fetched.values()):
            return install_package(
                lambda folder: _make_folder(model, fetched, folder),
                model.name,
                try_package,
                engine="firefox",
                pair=(model.from_code, model.to_code),
            )


def _make_folder(model: FirefoxModel, fetched: Mapping[ModelFile, Path], folder: Path) -> Path:
    """The model's folder, made in ``folder``; raises `PackageError` if a file is not what the
    records say, `WriteError` if it cannot be written."""
    made = folder / model.name
    try:
        made.mkdir(parents=True)
        for file, part in fetched.items():
            suffix = ".spm" if file.role.endswith("vocab") else ".bin"
            (made / f"{file.role}{suffix}").write_bytes(_unpacked(file, part))
        shutil.copyfile(_LICENCE, made / "LICENSE")
        (made / "metadata.json").write_text(json.dumps(_metadata(model), indent=1) + "\n", "utf-8")
        architecture = f" ({model.architecture})" if model.architecture else ""
        readme = _README.format(
            name=model.name,
            from_code=model.from_code,
            to_code=model.to_code,
            version=model.version,
            architecture=architecture,
            source=model.source,
        )
        (made / "README.md").write_text(readme, "utf-8")
    except OSError as error:
        raise WriteError(
            model.name, f"cannot be unpacked ({error.strerror})", "check space and rights"
        ) from None
    return made


def _unpacked(file: ModelFile, part: Path) -> bytes:
    content = part.read_bytes()
    if file.is_packed:
        from fxtranslate import discovery

        try:
            if largest_size(content) > _MOST_UNPACKED * file.unpacked_size + _ROOM:
                raise ValueError("it would fill the memory")
            content = discovery.verify_and_decompress(content)
        except ValueError as error:
            raise PackageError(
                file.name, f"cannot be unpacked ({error})", f"check {MIRROR_OPTION}"
            ) from None
    if len(content) != file.unpacked_size or hash_bytes(content) != file.unpacked_sha256:
        raise PackageError(
            file.name, "unpacks to something else than its record says", f"check {MIRROR_OPTION}"
        )
    return content


def _metadata(model: FirefoxModel) -> dict[str, object]:
    """What the folder says of itself: all that tells where it comes from and that it is whole."""
    return {
        "type": "firefox",
        "from_code": model.from_code,
        "to_code": model.to_code,
        "to_name": "English" if model.to_code == "en" else "",
        "package_version": model.version,
        "architecture": model.architecture,
        "records": model.source,
        "files": [
            {
                "role": file.role,
                "name": file.name,
                "source": file.link,
                "size": file.unpacked_size,
                "sha256": file.unpacked_sha256,
            }
            for file in model.files
        ],
    }

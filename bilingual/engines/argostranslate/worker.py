"""The process that Argos Translate runs in, see `bilingual.engines.serving`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bilingual.engines.serving import serve

_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR")
"""Where it would read settings of the user's, and make folders as it is imported."""
_TRIED = "好。"


class _Whole:
    """Takes a text for one sentence, which those that come here are."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def main(threads: str, beam: str, *paths: str) -> None:
    """Translate with the packages that the second half of ``paths`` names, one after the other;
    the first half are their splitters, empty where there is none."""
    sys.addaudithook(_refuse)
    splitters, folders = paths[: len(paths) // 2], paths[len(paths) // 2 :]
    with TemporaryDirectory() as scratch:
        _set_up(scratch, threads, beam)
        serve(lambda: _load(folders, splitters))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        raise PermissionError("nothing is fetched while translating")


def _set_up(scratch: str, threads: str, beam: str) -> None:
    """Its own settings are what it has without any, but for those asked for."""
    for name in [one for one in os.environ if one.startswith("ARGOS_")]:
        del os.environ[name]
    os.environ |= dict.fromkeys(_FOLDERS, scratch)
    if threads != "0":
        os.environ["ARGOS_INTRA_THREADS"] = threads
    if beam != "0":
        os.environ["ARGOS_BEAM_SIZE"] = beam


def _load(folders: tuple[str, ...], splitters: tuple[str, ...]) -> Callable[[str], str]:
    from argostranslate.package import Package
    from argostranslate.translate import Language, PackageTranslation

    legs = list[Any]()
    for folder, splitter in zip(folders, splitters, strict=True):
        package = Package(Path(folder))
        languages = Language(package.from_code, ""), Language(package.to_code, "")
        leg = PackageTranslation(*languages, package)
        if splitter:
            leg.sentencizer.lang = splitter
        else:
            leg.sentencizer = _Whole()
        leg.translate(_TRIED)  # it loads nothing before
        legs.append(leg)
    return lambda text: reduce(lambda said, leg: leg.translate(said), legs, text)


if __name__ == "__main__":
    main(*sys.argv[1:])

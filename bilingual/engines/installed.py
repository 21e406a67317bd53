"""Installed packages, as all engines that have some see them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from bilingual.engines.base import EngineChoice, requests_for
from bilingual.errors import PackageError
from bilingual.files import joined_hash
from bilingual.model import EngineInfo
from bilingual.packages import Package, Route
from bilingual.packages.install import recorded_checksum

_BCP47 = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR"}
"""Argos's own language codes that are not BCP-47 tags."""
_CHOICES = {"argos": "argos_packages", "firefox": "firefox.choice"}
"""The module of each `Package.engine` that has ``engine_for``, which makes a choice of a route."""


def info_of(packages: Sequence[Package]) -> EngineInfo:
    """What documents are told of ``packages``, which translate one after the other."""
    last = packages[-1]
    return EngineInfo(
        name=packages[0].engine,
        package=" + ".join(package.name for package in packages),
        version=" + ".join(package.version for package in packages),
        checksum=joined_hash([package.checksum for package in packages]),
        licence=" + ".join(dict.fromkeys(one.licence for one in packages if one.licence)),
        quality=next((package.quality for package in packages if package.quality), ""),
        cut_length=packages[0].cut_length,
        target_language=_BCP47.get(last.to_code, last.to_code),
        target_name=last.to_name or last.to_code,
    )


def check_unchanged(package: Package) -> None:
    """Raise `PackageError` if the package is not what was installed."""
    recorded = recorded_checksum(package)
    if recorded and recorded != package.checksum:
        raise PackageError(package.path, "has changed since it was installed", "install it again")


def try_package(package: Package) -> None:
    """Load ``package`` and translate a sentence; raises `PackageError` if that does not work."""
    module = import_module(f"bilingual.engines.{_CHOICES[package.engine]}")
    choice: EngineChoice = module.engine_for(Route(packages=(package,), reason="trial"))
    sentence = "会议在北京举行。" if package.from_code in ("zh", "zt") else "The meeting was held."
    engine = choice.load()
    (hypothesis,) = engine.translate(requests_for([sentence]), advance=lambda indices: None)
    if not hypothesis.text:
        raise PackageError(package.path, "loads but translates nothing", "fetch another version")

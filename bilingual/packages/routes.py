"""Which package, or which two of them, a translation takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import PackageError
from bilingual.packages.local import (
    Package,
    PackageSource,
    list_packages,
    read_package,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The packages that translate a pair of languages, one after the other, and why these."""

    packages: tuple[Package, ...]
    reason: str

    @property
    def is_embedded(self) -> bool:
        return any(package.source is PackageSource.EMBEDDED for package in self.packages)


def choose_route(
    given: Path | None = None,
    *,
    target: str = "en",
    is_traditional: bool = False,
    engine: str = "argos",
) -> Route:
    """The packages of an engine to translate Chinese with: the given one, else installed ones,
    newest first, else the embedded one; directly, or through English as Argos Translate would.

    Argos's code for Traditional Chinese is ``zt``. Its packages are preferred for texts that are
    to be Traditional; for others, and without one, ``zh`` is used (the engine converts).

    Raises `PackageError` if the given one is unusable or none translates to ``target``.
    """
    packages = tuple(p for p in list_packages()[0] if p.engine == engine)
    if given is not None:
        first = read_package(given, PackageSource.GIVEN)
        if first.engine != engine:
            raise PackageError(given, f"is for --engine {first.engine}", "name that engine")
        return _given_route(first, given, packages, target)
    installed = tuple(p for p in packages if p.source is PackageSource.INSTALLED)
    sources = ("zt", "zh") if is_traditional else ("zh",)
    for pool, reason in ((installed, "newest installed"), (packages, "embedded")):
        for source in sources:
            if legs := _legs(pool, source, target):
                return Route(packages=legs, reason=f"{reason} for {source}->{target}")
    raise PackageError(
        "",
        f"no {'package' if engine == 'argos' else f'model of {engine}'} translates zh to {target}",
        f"install one with: bilingual models install zh-{target}"
        + ("" if engine == "argos" else f" --source {engine}"),
    )


def _given_route(first: Package, path: Path, packages: tuple[Package, ...], target: str) -> Route:
    if first.from_code not in ("zh", "zt"):
        raise PackageError(
            path,
            f"translates {first.from_code} to {first.to_code}, not from Chinese",
            "pass a zh package",
        )
    if first.to_code == target:
        return Route(packages=(first,), reason="named with --package")
    if first.to_code == "en" and (second := _legs(packages, "en", target)):
        return Route(packages=(first, *second), reason="named with --package, through English")
    raise PackageError(
        path,
        f"translates {first.from_code} to {first.to_code}, not to {target}",
        f"pass a package for zh->{target}",
    )


def _legs(packages: tuple[Package, ...], source: str, target: str) -> tuple[Package, ...]:
    """A direct package, or one to English and one from there; empty if there is neither."""

    def best(from_code: str, to_code: str) -> Package | None:
        pair = (from_code, to_code)
        return next((p for p in packages if (p.from_code, p.to_code) == pair), None)

    if direct := best(source, target):
        return (direct,)
    first, second = best(source, "en"), best("en", target)
    return (first, second) if first and second else ()

"""``bilingual models …`` and ``bilingual doctor``: parse, call, print."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import JsonOption, OfflineOption, OutputOption, remark
from bilingual.errors import PackageError, UsageError

if TYPE_CHECKING:
    from bilingual.packages import Package
    from bilingual.packages.index import Index


class Source(StrEnum):
    """Where a pair is installed from."""

    ARGOS = "argos"
    FIREFOX = "firefox"


models = typer.Typer(
    no_args_is_help=True, help="Find, install, verify and carry translation packages."
)

IndexOption = Annotated[
    str,
    typer.Option(
        metavar="URL|PATH",
        help="Package index: an address, or a file or folder on disk. Without it, BILINGUAL_INDEX, "
        "then Argos Translate's own setting, then the official index.",
    ),
]
SourceOption = Annotated[
    Source,
    typer.Option(help="Whose: Argos's packages, or Firefox's models (for --engine firefox)."),
]
MirrorOption = Annotated[
    str,
    typer.Option(
        metavar="URL|PATH",
        help="With --source firefox: an address or a folder with records.json and the files that "
        "it names, in place of Mozilla's.",
    ),
]
TimeoutOption = Annotated[
    float, typer.Option(min=0.1, help="Seconds to wait for a server that does not answer.")
]


@models.command("list")
def list_models(
    available: Annotated[
        bool, typer.Option("--available", help="List what the index has (uses the network).")
    ] = False,
    all_pairs: Annotated[
        bool, typer.Option("--all", help="With --available: all languages, not only Chinese.")
    ] = False,
    source: SourceOption = Source.ARGOS,
    mirror: MirrorOption = "",
    index: IndexOption = "",
    offline: OfflineOption = False,
    timeout: TimeoutOption = 30.0,
    json: JsonOption = False,
) -> None:
    """List the packages of this machine, the one that will be used marked with a star."""
    from bilingual.cli import report_models as report
    from bilingual.packages import list_packages

    _check_mirror(mirror, source)
    if available:
        if source is Source.FIREFOX:
            from bilingual.packages.obtain_firefox import open_records

            listed = open_records(mirror, has_all=all_pairs, is_offline=offline, timeout=timeout)
        else:
            listed = _load_index(index, offline, timeout)
        _print(report.describe_index(listed, has_all=all_pairs, is_json=json))
        return
    packages, problems = list_packages()
    _print(report.describe_packages(packages, is_json=json))
    for problem in problems:
        remark(str(problem))


@models.command("install")
def install_models(
    what: Annotated[
        str,
        typer.Argument(
            metavar="PAIR|FILE|FOLDER", help="zh-en, an .argosmodel or .firefoxmodel, a bundle."
        ),
    ],
    source: SourceOption = Source.ARGOS,
    mirror: MirrorOption = "",
    index: IndexOption = "",
    offline: OfflineOption = False,
    timeout: TimeoutOption = 30.0,
    json: JsonOption = False,
) -> None:
    """Install a package: a pair from the index or from Mozilla's records, a file, or a bundle
    folder."""
    from bilingual.cli import report_models as report
    from bilingual.engines.installed import try_package
    from bilingual.packages.obtain import install_local, install_pair
    from bilingual.packages.obtain_firefox import install_firefox_pair

    _check_mirror(mirror, source)
    from_code, _, to_code = what.partition("-")
    is_pair = from_code.isalpha() and to_code.isalpha() and not Path(what).exists()
    try:
        if is_pair and source is Source.FIREFOX:
            installed = install_firefox_pair(
                mirror,
                from_code,
                to_code,
                try_package,
                is_offline=offline,
                timeout=timeout,
                bar_for=report.download_bar,
            )
        elif is_pair:
            installed = install_pair(
                _load_index(index, offline, timeout),
                from_code,
                to_code,
                try_package,
                is_offline=offline,
                timeout=timeout,
                bar_for=report.download_bar,
            )
        else:
            installed = list(install_local(Path(what), try_package))
    except KeyboardInterrupt:
        remark("interrupted; nothing is half installed; run the same command to go on")
        raise
    _print(report.describe_installed(installed, is_json=json))


@models.command("verify")
def verify_models(
    names: Annotated[
        list[str] | None, typer.Argument(help="Packages to verify.  [default: all]")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Load each package, translate with it, and compare it with what was installed."""
    from bilingual.cli import report_models as report
    from bilingual.cli.doctor import verify_package
    from bilingual.packages import list_packages

    packages, problems = list_packages()
    _check_names(names, packages)
    chosen = [package for package in packages if not names or package.name in names]
    verdicts = [verify_package(package) for package in chosen]
    _print(report.describe_verdicts(verdicts, is_json=json))
    for problem in () if names else problems:
        remark(str(problem))
    raise typer.Exit(int(any(v.error for v in verdicts) or (not names and bool(problems))))


@models.command("tune")
def tune_models(
    names: Annotated[
        list[str] | None, typer.Argument(help="Packages to tune.  [default: all installed Argos's]")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Remove what this command made.")] = False,
    json: JsonOption = False,
) -> None:
    """Make packages faster: list the pieces that each may say, those without Chinese characters.

    Translations hardly change. The lists lie in a folder of their own; packages stay as they are.
    """
    from bilingual.cli import report_models as report
    from bilingual.engines.installed import try_package
    from bilingual.engines.vocabulary import is_tunable, tune, untune
    from bilingual.packages import list_packages

    packages = list_packages()[0]
    _check_names(names, packages)
    chosen = [one for one in packages if (one.name in names if names else is_tunable(one))]
    if not chosen:
        raise PackageError(
            "",
            "no package is installed that could be tuned",
            "install one with: bilingual models install zh-en",
        )
    for package in () if undo else chosen:
        try_package(package)  # what does not work is not to be tuned
    paths = [path for path in map(untune if undo else tune, chosen) if path]
    word = "removed" if undo else "written"
    _print(report.describe_paths("models tune", word, paths, is_json=json))


@models.command("remove")
def remove_models(
    name: Annotated[str, typer.Argument(help="A package's name, as models list shows it.")],
    json: JsonOption = False,
) -> None:
    """Remove an installed package."""
    from bilingual.cli import report_models as report
    from bilingual.packages.install import remove_package

    _print(report.describe_paths("models remove", "removed", [remove_package(name)], is_json=json))


@models.command("path")
def show_path(source: SourceOption = Source.ARGOS, json: JsonOption = False) -> None:
    """Print the folder that packages are installed in: Argos Translate's own, or ours for Firefox's
    models."""
    from bilingual.cli import report_models as report
    from bilingual.packages.folders import argos_packages_folder, firefox_models_folder

    folder = firefox_models_folder() if source is Source.FIREFOX else argos_packages_folder()
    _print(report.describe_paths("models path", "", [folder], is_json=json))


@models.command("bundle")
def bundle_models(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the bundle.")],
    names: Annotated[
        list[str] | None, typer.Argument(help="Packages to bundle.  [default: all installed]")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write packages with checksums, manifest and readme, for a machine without a network."""
    from bilingual.cli import report_models as report
    from bilingual.packages import PackageSource, list_packages
    from bilingual.packages.bundle import write_bundle

    packages = list_packages()[0]
    _check_names(names, packages)
    chosen = [
        package
        for package in packages
        if (package.name in names if names else package.source is PackageSource.INSTALLED)
    ]
    if not chosen:
        raise PackageError(
            "",
            "no package is installed to bundle",
            "install one with: bilingual models install zh-en",
        )
    _print(
        report.describe_paths(
            "models bundle", "written", write_bundle(chosen, output), is_json=json
        )
    )


def doctor(
    output: OutputOption = Path("out"),
    json: JsonOption = False,
) -> None:
    """Check this machine: versions, packages, fonts, disk, rights, and a short translation.

    Exits with 1 if something is wrong; each complaint comes with the command that mends it.
    """
    from bilingual.cli import report_models as report
    from bilingual.cli.doctor import examine

    diagnoses = list(examine(output))
    _print(report.describe_diagnoses(diagnoses, is_json=json))
    raise typer.Exit(int(any(diagnosis.is_bad for diagnosis in diagnoses)))


def _check_mirror(mirror: str, source: Source) -> None:
    if mirror and source is not Source.FIREFOX:
        raise UsageError("--mirror", "goes with --source firefox alone", "name an --index instead")


def _check_names(names: list[str] | None, packages: Iterable[Package]) -> None:
    unknown = set(names or ()) - {package.name for package in packages}
    if unknown:
        raise UsageError(min(unknown), "no such package is installed", "see bilingual models list")


def _load_index(source: str, offline: bool, timeout: float) -> Index:
    from bilingual.packages.obtain import open_index

    index = open_index(source, is_offline=offline, timeout=timeout)
    if index.remark:
        remark(index.remark)
    return index


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)

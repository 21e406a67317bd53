"""Is this machine fit? Each diagnosis says what is wrong and the command that mends it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bilingual import __version__
from bilingual.engines import ENGINES, abilities_of, choose_engine
from bilingual.engines.argos_packages import engine_for
from bilingual.engines.base import requests_for
from bilingual.engines.installed import try_package
from bilingual.errors import BilingualError, PackageError
from bilingual.packages import (
    Package,
    PackageSource,
    argos_packages_folder,
    choose_route,
    list_packages,
)
from bilingual.packages.install import needs_recovery, recorded_checksum

LIBRARIES = (
    "argos-translate-lt", "ctranslate2", "sentencepiece", "opencc", "pypinyin", "python-docx",
    "markdown-it-py", "readability-lxml", "pypdfium2", "requests", "typer",
)  # fmt: skip
"""The libraries whose versions matter, as they are called in package indexes."""

_LEAST_SPACE = 1 << 30  # bytes: a package, unpacked beside the one it replaces, with air
_SENTENCES = (
    "今年4月，云南省政府与中国联通签署战略合作框架协议。",
    "会议在云南省昆明市举行，三十多家单位出席。",
    "公司将继续加快算力基础设施建设。",
    "双方将深化合作，共同推动数字经济发展。",
    "来源：人民邮电报。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing examined."""

    subject: str
    state: str
    remedy: str = ""
    """What to do; empty where all is well."""
    is_bad: bool = False
    """Whether translating cannot work as it is; other remedies are advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A package, verified."""

    package: Package
    checksum: str
    error: PackageError | None = None
    """Why it does not work, or not as it was installed."""
    remark: str = ""


def verify_package(package: Package) -> Verdict:
    """Load a package, translate with it, and compare it with what was installed."""
    checksum = package.checksum
    recorded = recorded_checksum(package)
    try:
        try_package(package)
    except PackageError as error:
        return Verdict(package=package, checksum=checksum, error=error)
    if recorded and recorded != checksum:
        changed = PackageError(
            package.path, "has changed since it was installed", "install it again"
        )
        return Verdict(package=package, checksum=checksum, error=changed)
    remark = "as installed" if recorded else "works; not installed by bilingual, so not compared"
    if package.source is PackageSource.EMBEDDED:
        remark = "works; part of bilingual"
    return Verdict(package=package, checksum=checksum, remark=remark)


def examine(output: Path) -> Iterator[Diagnosis]:
    """Examine versions, packages, engines, fonts, LibreOffice, text recognition, language models,
    disk and rights; translate five sentences."""
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    yield Diagnosis(
        subject="versions",
        state=f"bilingual {__version__}, Python {platform.python_version()}, {libraries}",
    )
    yield from _examine_packages()
    yield from _examine_engines()
    yield _examine_fonts()
    yield _examine_office()
    yield _examine_recognition()
    yield _examine_language_models()
    yield from _examine_folders(output)
    yield _examine_translation()


def _examine_packages() -> Iterator[Diagnosis]:
    for problem in list_packages()[1]:
        yield Diagnosis(
            subject="packages",
            state=f"{problem.path}: {problem.problem}",
            remedy=f"bilingual models remove {Path(problem.path).name}, then install it again",
            is_bad=True,
        )
    if needs_recovery():
        yield Diagnosis(
            subject="packages",
            state="an installation was interrupted while it replaced a package",
            remedy="run the installation again; the replaced package is put back first",
            is_bad=True,
        )
    route = choose_route()
    names = " + ".join(package.name for package in route.packages)
    is_draft = any(package.quality == "draft" for package in route.packages)
    yield Diagnosis(
        subject="packages",
        state=f"{names} ({route.reason}{', draft quality' if is_draft else ''})",
        remedy="bilingual models install zh-en" if is_draft else "",
    )


def _examine_engines() -> Iterator[Diagnosis]:
    """Which engines can be used, what they can do and which options they take."""
    for kind in ENGINES:
        try:
            can, label = str(abilities_of(kind.name)), choose_engine(kind.name).info.label
        except BilingualError as error:
            state, remedy = (
                f"{kind.name}: {error.problem}",
                error.remedy.removeprefix("install one with: "),
            )
        else:
            takes = ", ".join(f"--{name.replace('_', '-')}" for name in kind.options)
            state, remedy = "; ".join(filter(None, (label, can, takes and f"takes {takes}"))), ""
        yield Diagnosis(subject="engines", state=state, remedy=remedy)


def _examine_fonts() -> Diagnosis:
    """Word brings fonts of its own; LibreOffice takes the system's."""
    if platform.system() in ("Windows", "Darwin"):
        return Diagnosis(subject="fonts", state="the system has fonts for Chinese")
    tool = shutil.which("fc-list")
    if tool is None:
        return Diagnosis(
            subject="fonts",
            state="cannot be listed (no fc-list)",
            remedy="apt install fontconfig fonts-noto-cjk",
        )
    listed = subprocess.run(
        [tool, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    ).stdout
    families = sorted({line.split(",")[0].strip() for line in listed.splitlines()} - {""})
    if not families:
        return Diagnosis(
            subject="fonts",
            state="no font for Chinese: documents look empty in LibreOffice here, not in Word",
            remedy="apt install fonts-noto-cjk",
        )
    return Diagnosis(subject="fonts", state=f"for Chinese: {', '.join(families[:3])}")


def _examine_office() -> Diagnosis:
    """Only PDF needs it."""
    from bilingual.writers.pdf import find_office, install_command

    office = find_office()
    if office is None:
        state = "no LibreOffice: documents can be written in all formats but PDF"
        return Diagnosis(subject="pdf", state=state, remedy=install_command())
    return Diagnosis(subject="pdf", state=f"LibreOffice makes PDF files ({office})")


def _examine_recognition() -> Diagnosis:
    """Only scanned pages need it."""
    from bilingual.readers.pdf.recognition import INSTALL_COMMAND, recognition_version

    if not (found := recognition_version()):
        state = "no text recognition: all documents can be read but scanned pages of PDF files"
        return Diagnosis(subject="ocr", state=state, remedy=INSTALL_COMMAND)
    return Diagnosis(subject="ocr", state=f"RapidOCR {found} reads scanned pages of PDF files")


def _examine_language_models() -> Diagnosis:
    """Only `--engine llm` with a file needs the library."""
    from bilingual.engines.llm.local import INSTALL_COMMAND, library_version

    if not (found := library_version()):
        state = "no xllamacpp: --engine llm works with servers, not with files"
        return Diagnosis(subject="llm", state=state, remedy=INSTALL_COMMAND)
    return Diagnosis(subject="llm", state=f"xllamacpp {found} runs language models")


def _examine_folders(output: Path) -> Iterator[Diagnosis]:
    for subject, folder in (("packages folder", argos_packages_folder()), ("output", output)):
        existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(existing).free
        try:
            tempfile.TemporaryFile(dir=existing).close()
        except OSError as error:
            yield Diagnosis(
                subject=subject,
                state=f"{folder}: cannot be written to ({error.strerror})",
                remedy=f"chmod u+w {existing}",
                is_bad=True,
            )
            continue
        yield Diagnosis(
            subject=subject,
            state=f"{folder}: can be written to, {free / (1 << 30):,.1f} GiB free",
            remedy="free at least 1 GiB" if free < _LEAST_SPACE else "",
        )


def _examine_translation() -> Diagnosis:
    try:
        engine = engine_for(choose_route()).load()
        started = time.perf_counter()
        results = engine.translate(requests_for(_SENTENCES), advance=lambda indices: None)
        seconds = time.perf_counter() - started
    except PackageError as error:
        return Diagnosis(
            subject="translation",
            state=f"{error.path}: {error.problem}" if error.path else error.problem,
            remedy="bilingual models install zh-en",
            is_bad=True,
        )
    empty = sum(not result.text for result in results)
    pace = seconds / sum(map(len, _SENTENCES)) * 1000
    return Diagnosis(
        subject="translation",
        state=f"five sentences, {pace:.2f} s per 1,000 characters"
        + (f"; {empty} came out empty" if empty else ""),
        remedy="bilingual models verify" if empty else "",
        is_bad=bool(empty),
    )

"""What all tests share: no network, a home of their own, the real command."""

import functools
import importlib.util
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest

from bilingual.cli import main
from bilingual.writers.pdf import find_office
from tests.browser import Browser, running
from tests.package_server import PackageServer, serving

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OFFLINE = ROOT / "tests" / "offline"

LOOPBACK = {"BILINGUAL_TESTS_ALLOW_LOOPBACK": 1}
"""Variable that lets a command through to the tests' own server."""

Run = Callable[..., subprocess.CompletedProcess[str]]
Archive = Callable[..., Path]


_WHOLE_PROGRAM = (
    *("benchmarks", "cli", "dependencies", "engines", "fidelity", "kills", "offline", "packages"),
    *("readme", "run", "seed", "training"),
)
"""Rooms whose tests, ``test_<room>….py``, are not in the quick lane."""
_PROCESSES = frozenset({"process", "server", "online", "office", "browser"})
"""Fixtures that start a process; what uses one is not in the quick lane either."""
_LARGE = ("bounded_time", "no_trouble", "quadratic")
"""Words in the names of tests of large and hostile input, which the quick lane leaves out too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite tests/goldens/")
    parser.addoption("--quick", action="store_true", help="pure functions, readers, writers only")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, of the quick lane, files that run the whole program."""
    rooms = tuple(f"test_{room}" for room in _WHOLE_PROGRAM)
    return (config.getoption("--quick") and collection_path.name.startswith(rooms)) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, of the quick lane, tests that start processes and tests of large input."""
    if config.getoption("--quick"):
        items[:] = [
            one
            for one in items
            if _PROCESSES.isdisjoint(getattr(one, "fixturenames", ()))
            and not any(word in one.name for word in _LARGE)
        ]


def pytest_configure() -> None:
    """Forbid sockets from here on. (A module of this name may be loaded already, so by path.)
    Property tests are not timed: a busy machine is no fault. In CI they try the same examples
    each time: what is found by chance is found by people who can look at it."""
    is_ci = bool(os.environ.get("CI"))
    hypothesis.settings.register_profile("untimed", deadline=None, derandomize=is_ci)
    hypothesis.settings.load_profile("untimed")
    spec = importlib.util.spec_from_file_location("offline", OFFLINE / "sitecustomize.py")
    assert spec and spec.loader
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


@contextmanager
def no_hang(minutes: int = 2) -> Iterator[None]:
    """Fail instead of hanging. (Where signals allow; how fast something is, is no matter here.)"""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_: object) -> None:
        raise AssertionError(f"still not done after {minutes} minutes")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60 * minutes)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def guarded(**variables: object) -> dict[str, str]:
    """The environment of a Python process that fails if it reaches for the network."""
    added = {name: str(value) for name, value in variables.items()}
    return {**os.environ, "PYTHONPATH": f"{OFFLINE}{os.pathsep}{ROOT}", **added}


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, so that no package or setting of this machine plays a part."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in list(os.environ):
        if name.startswith(("ARGOS_", "BILINGUAL_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in ("SNAP_USER_DATA", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def bilingual(tmp_path: Path) -> Run:
    """The real command, as if typed in ``tmp_path``, run in this process: that saves each time the
    second that it takes to load the libraries. Upper-case keywords are environment variables."""

    def run(
        *arguments: object, cwd: Path = tmp_path, **variables: object
    ) -> subprocess.CompletedProcess[str]:
        words = ["bilingual", *map(str, arguments)]
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
            patch.setattr(sys, "argv", words)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.chdir(cwd)
            for name, value in variables.items():
                patch.setenv(name, str(value))
            main()
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.detach().getvalue().decode())
        code = ended.value.code
        assert isinstance(code, int | None)
        return subprocess.CompletedProcess(words, code or 0, *texts)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """The same in a process of its own, for what only that shows: sockets, signals, what libraries
    print, what changes from one process to the next."""

    def run(
        *arguments: object, cwd: Path = tmp_path, **variables: object
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bilingual", *map(str, arguments)],
            cwd=cwd,
            env=guarded(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def office() -> Path:
    """LibreOffice, where it is installed."""
    found = find_office()
    if found is None:
        pytest.skip("no LibreOffice here: apt install libreoffice-writer")
    return Path(found)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Makes a package file: ``archive("Newer", version="1.1")``."""
    from tests.tiny_packages import pack, tiny_package

    def make(voice: str = "Plain", **facts: str) -> Path:
        package = tiny_package(tmp_path / "made" / voice, voice, **facts)
        return pack(package, tmp_path / f"{voice}.argosmodel")

    return make


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser without a window, for all tests of a module."""
    with running(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PackageServer]:
    """A server with one package and an index of it."""
    from tests.tiny_packages import publish

    folder = tmp_path / "served"
    folder.mkdir()
    publish(folder)
    with serving(folder, OFFLINE) as server:
        yield server


@pytest.fixture
def online(process: Run, server: PackageServer) -> Run:
    """The command, let through to the server, which is its index."""
    return functools.partial(process, **LOOPBACK, BILINGUAL_INDEX=server.url)

"""Law 10: imports point down. The order of the rooms, lowest first; those in one line know
nothing of each other."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import bilingual

ROOMS = (
    ("errors",),
    ("model",),
    ("chinese",),
    ("spans", "files", "project"),
    ("formats",),
    ("normalize", "readers", "writers", "packages"),
    ("engines", "memory"),
    ("translate",),
    ("learning", "aligning"),
    ("run",),
    ("serve",),
    ("cli",),
    ("__init__", "__main__"),  # the version, and the way in
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
_OVER_SEVERAL = ("bilingual.writers", "bilingual.writers.pdf")
"""The door to all writers; and PDF, which is a Word document printed."""
HOME = Path(bilingual.__file__).parent


def test_imports_point_down() -> None:
    wrong = [
        f"{path.relative_to(HOME)} imports {room}"
        for path in sorted(HOME.rglob("*.py"))
        for room in _imported_rooms(path)
        if room != _room(path) and LEVEL[room] >= LEVEL[_room(path)]
    ]
    assert wrong == []


def test_no_module_needs_itself() -> None:
    needs = {_module(path): _imported_modules(path) for path in HOME.rglob("*.py")}
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the circle


def test_neighbours_share_only_what_lies_below_them() -> None:
    """A reader or writer of one format takes nothing out of another's folder: what several of
    them need stands in ``readers/shared``, in the modules of ``writers``, or in ``formats``."""
    wrong = [
        f"{path.relative_to(HOME)} imports {name}"
        for room in ("readers", "writers")
        for path in sorted((HOME / room).rglob("*.py"))
        for name in sorted(_imported_modules(path))
        if (theirs := _format(name)) and theirs != _format(_module(path))
        if _module(path) not in _OVER_SEVERAL
    ]
    assert wrong == []
    assert {"readers.html", "writers.html"} <= {_format(_module(one)) for one in HOME.rglob("*.py")}


def _format(module: str) -> str:
    """The folder of a reader or writer that a module is in; none for what they share."""
    _, *parts = [*module.split("."), ""]
    is_theirs = parts[0] in ("readers", "writers") and parts[1] not in ("", "shared")
    return ".".join(parts[:2]) if is_theirs and (HOME / parts[0] / parts[1]).is_dir() else ""


def _room(path: Path) -> str:
    return path.relative_to(HOME).with_suffix("").parts[0]


def _module(path: Path) -> str:
    parts = path.relative_to(HOME.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported_modules(path: Path) -> set[str]:
    """Modules of ours that a file imports, at its top or later."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "bilingual":
            found |= {_home(str(node.module), alias.name) for alias in node.names}
    return found - {_module(path)}


def _home(module: str, name: str) -> str:
    """``name`` itself where it is a module, else the module that it comes from."""
    base = HOME.parent / module.replace(".", "/") / name
    return f"{module}.{name}" if base.is_dir() or base.with_suffix(".py").is_file() else module


def _imported_rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in _imported_modules(path) if "." in name}


def test_the_two_word_writers_know_nothing_of_each_other() -> None:
    rooms = ("bilingual.writers.word.design", "bilingual.writers.word.copy")
    for room, other in (rooms, rooms[::-1]):
        paths = sorted((HOME.parent / room.replace(".", "/")).glob("*.py"))
        needed = {name for path in paths for name in _imported_modules(path)}
        assert len(paths) > 5
        assert not [name for name in needed if name.startswith(other)]

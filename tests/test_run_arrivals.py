"""When files have settled, and on which disks the system tells nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.errors import EngineError, UsageError
from bilingual.run.alarms import Clock, find_share
from bilingual.run.arrivals import Arrivals, Stamp
from bilingual.run.tasks import Result, failure
from bilingual.run.watching import Watched, watch

OLD, NEW = Stamp(1, 100, 7), Stamp(2, 100, 7)


def settled(arrivals: Arrivals, seen: dict[str, Stamp], now: float) -> set[str]:
    return set(arrivals.look(seen, now).settled)


def test_a_file_settles_once_when_it_stayed_the_same() -> None:
    arrivals = Arrivals(1)
    assert settled(arrivals, {"a.txt": OLD}, 0) == set()
    assert arrivals.is_waiting
    assert settled(arrivals, {"a.txt": OLD}, 0.9) == set()
    assert settled(arrivals, {"a.txt": OLD}, 1) == {"a.txt"}
    assert settled(arrivals, {"a.txt": OLD}, 9) == set()
    assert arrivals.settled == {"a.txt"}
    assert settled(arrivals, {"a.txt": NEW}, 10) == set()
    assert settled(arrivals, {"a.txt": NEW}, 11) == {"a.txt"}


def test_a_file_that_grows_waits() -> None:
    arrivals = Arrivals(1)
    for size in range(20):
        assert settled(arrivals, {"a.txt": Stamp(size, 100, 7)}, size * 0.9) == set()
    assert settled(arrivals, {"a.txt": Stamp(19, 100, 7)}, 19 * 0.9 + 1) == {"a.txt"}


def test_another_file_of_the_same_size_and_time_in_its_place_is_a_change() -> None:
    arrivals = Arrivals(1)
    for now in (0, 1):
        arrivals.look({"a.txt": OLD}, now)
    moved = {"a.txt": Stamp(1, 100, 8)}
    assert settled(arrivals, moved, 2) == set()
    assert settled(arrivals, moved, 3) == {"a.txt"}


def test_an_editors_file_that_is_gone_at_once_is_nothing() -> None:
    arrivals = Arrivals(1)
    arrivals.look({"new.txt": OLD}, 0)
    changes = arrivals.look({}, 1)
    assert (changes.settled, changes.has_gone, arrivals.is_waiting) == (frozenset(), False, False)


def test_a_renamed_file_is_gone_and_arrives() -> None:
    arrivals = Arrivals(1)
    for now in (0, 1):
        arrivals.look({"a.txt": OLD}, now)
    assert arrivals.look({"b.txt": OLD}, 2).has_gone
    changes = arrivals.look({"b.txt": OLD}, 3)
    assert changes.settled == {"b.txt"} and not changes.has_gone


def test_what_is_forgotten_settles_again() -> None:
    arrivals = Arrivals(1)
    for now in (0, 1):
        arrivals.look({"a.txt": OLD}, now)
    arrivals.forget(["a.txt"])
    assert settled(arrivals, {"a.txt": OLD}, 2) == set()
    assert settled(arrivals, {"a.txt": OLD}, 3) == {"a.txt"}


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3), max_size=8))
def test_in_the_end_each_file_has_settled_as_it_is(looks: list[dict[str, int]]) -> None:
    """Whatever came before, the last state of each file is handed on exactly once."""
    arrivals, handed = Arrivals(1), dict[str, int]()
    times = [*looks, *[looks[-1] if looks else {}] * 3]
    for now, seen in enumerate(times):
        changes = arrivals.look({name: Stamp(size, 0, 0) for name, size in seen.items()}, now)
        for name in changes.settled:
            assert handed.get(name) != seen[name]
            handed[name] = seen[name]
        handed = {name: size for name, size in handed.items() if name in seen}
    assert handed == times[-1] and not arrivals.is_waiting


@pytest.mark.parametrize(
    ("kind", "is_share"),
    [
        ("ext4", False), ("overlay", False), ("fuse.fuseblk", False), ("nfs4", True),
        ("cifs", True), ("smb3", True), ("fuse.sshfs", True), ("9p", True),
    ],
)  # fmt: skip
def test_shares_are_known(tmp_path: Path, kind: str, is_share: bool) -> None:
    share = tmp_path / "a share"
    (share / "seeds").mkdir(parents=True)
    mounts = tmp_path / "mounts"
    place = str(share.resolve()).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {place} {kind} rw 0 0\n", "utf-8")
    assert (find_share([tmp_path, share / "seeds"], mounts) is not None) == is_share
    assert find_share([share], tmp_path / "none") is None


def test_a_run_that_could_not_be_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that met another run in the output folder."""
    monkeypatch.setattr("bilingual.run.watching._RETRY", 0.05)
    asked, said = list[set[str]](), list[str]()
    (tmp_path / "a.txt").write_text("会议。", "utf-8")

    def run(names: frozenset[str]) -> list[Result]:
        asked.append(set(names))
        if len(asked) == 1:
            (tmp_path / "b.txt").write_text("会议。", "utf-8")
        if len(asked) == 2:
            raise UsageError("out", "another run is writing there", "wait for it to end")
        if len(asked) == 3:
            error = EngineError("b.txt", "the server is gone", "start it")
            return [failure(tmp_path / "b.txt", error)]
        if len(asked) == 4:
            raise KeyboardInterrupt
        return []

    watched = Watched(
        paths=[tmp_path],
        output=tmp_path / "out",
        run=run,
        fail=lambda error: said.append(error.problem),
        beside=lambda: [],
    )
    with pytest.raises(KeyboardInterrupt):
        watch(watched, Clock(0.01), quiet=0.02)
    assert asked == [{"a.txt"}, {"b.txt"}, {"b.txt"}, {"b.txt"}]
    assert said == ["another run is writing there"]

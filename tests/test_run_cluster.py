"""A run whose documents are translated by workers of a real scheduler, in processes of their own:
the same bytes as without it, whatever is killed meanwhile."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from bilingual.errors import UsageError
from bilingual.run.cluster import checked_address
from tests.conftest import LOOPBACK, ROOT, Run, guarded, no_hang
from tests.dask_cluster import DaskCluster
from tests.faults.folders import snapshot
from tests.tiny_packages import tiny_package

pytestmark = pytest.mark.skipif(os.name == "nt", reason="is killed by signals")
Translate = Callable[..., subprocess.CompletedProcess[str]]
_LOGGED = """
import bilingual.run.shards as shards
inner = shards.translate_shard
def logged(expected, packed):
    with open("shards.log", "a") as log:
        print("begin", file=log)
    done = inner(expected, packed)
    with open("shards.log", "a") as log:
        print("end", file=log)
    return done
shards.translate_shard = logged
"""
_DEADLY = """
import os
import bilingual.run.shards as shards
inner = shards.translate_wave
def deadly(plans, *rest):
    if any(path.name == "deadly.txt" for path, _ in plans):
        os._exit(9)
    return inner(plans, *rest)
shards.translate_wave = deadly
"""


@pytest.fixture
def translate(process: Run) -> Translate:
    """The command, let through to the tests' own cluster."""
    return functools.partial(process, "translate", "seeds", "--no-cache", **LOOPBACK)


@pytest.fixture
def cluster(tmp_path: Path, home: Path) -> Iterator[DaskCluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with no_hang(5), DaskCluster(folder) as cluster:
        yield cluster


def make_seeds(folder: Path) -> None:
    """Documents of several kinds, with pictures, a memory's hit, terms, and one that is broken."""
    (folder / "news").mkdir(parents=True)
    picture = (ROOT / "docs" / "side-by-side.png").read_bytes()
    (folder / "news" / "p.png").write_bytes(picture)
    (folder / "news" / "a.md").write_text("# 标题\n\n**算力**很强，见 ![图](p.png)。\n", "utf-8")
    (folder / "glossary.csv").write_text("source,target\n算力,computing power\n", "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\3\4")
    word = docx.Document()
    word.add_heading("公司报告")
    word.add_paragraph("会议于2010年在北京举行。")
    word.add_picture(str(ROOT / "docs" / "side-by-side.png"))
    word.save(str(folder / "w.docx"))
    for number in range(30):
        text = f"第{number}期\n\n公司检查了市场和大学的{number * 7}个项目，约占37.5%。\n"
        (folder / f"{number:02}.txt").write_text(text, "utf-8")


def make_long_seeds(folder: Path, count: int) -> None:
    """Each is a wave by itself."""
    folder.mkdir()
    for number in range(count):
        line = f"公司检查了市场和大学的{number * 7 + 3}个项目。\n\n"
        (folder / f"{number:02}.txt").write_text(line * 1000, "utf-8")


def without_times(run: subprocess.CompletedProcess[str], output: str) -> Any:
    report = json.loads(run.stdout.replace(f'"{output}/', '"OUT/'))
    for one in (report["summary"], *report["results"]):
        del one["seconds"]
    return report


def test_documents_account_and_report_are_those_of_a_run_without(
    cluster: DaskCluster, translate: Translate, process: Run, tmp_path: Path
) -> None:
    make_seeds(tmp_path / "seeds")
    (tmp_path / "memory.tsv").write_text("会议于2010年在北京举行。\tThey met in 2010.\n", "utf-8")
    assert process("memory", "import", "memory.tsv").returncode == 0
    options = ("--to", "docx,md,html", "--layout", "side-by-side,interleaved", "--json")
    local = translate("-o", "local", *options)
    cluster.add_worker()
    cluster.add_worker()
    far = translate("-o", "far", *options, "--cluster", cluster.address)
    assert local.returncode == far.returncode == 1  # the broken one
    assert without_times(far, "far") == without_times(local, "local")
    assert far.stderr == local.stderr
    assert snapshot(tmp_path / "far") == snapshot(tmp_path / "local")
    recalled = [one for row in json.loads(far.stdout)["results"] for one in row["recalled"]]
    assert [one["target"] for one in recalled] == ["They met in 2010."]
    again = translate("-o", "far", *options, "--cluster", cluster.address)
    assert json.loads(again.stdout)["summary"]["fresh"] == 32


def test_a_worker_killed_in_a_run_costs_one_shard(
    cluster: DaskCluster, translate: Translate, tmp_path: Path
) -> None:
    make_long_seeds(tmp_path / "seeds", 8)
    first, _ = cluster.add_worker(_LOGGED), cluster.add_worker(_LOGGED)
    words = (sys.executable, "-m", "bilingual", "translate", "seeds", "--to", "md", "--no-cache")
    with subprocess.Popen(
        [*words, "-o", "far", "--cluster", cluster.address],
        cwd=tmp_path,
        env=guarded(**LOOPBACK),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as run:
        assert run.stdout and run.stdout.readline().startswith("written ")
        cluster.kill(first)
        said, problems = run.communicate(timeout=240)
    assert run.returncode == 0, problems
    assert said.count("written ") == 7
    shards = (tmp_path / "cluster" / "shards.log").read_text("utf-8").split()
    # It died with one in hand, and may have just done another that nobody had fetched yet.
    assert 8 <= shards.count("end") <= 10
    assert shards.count("begin") <= 10
    assert translate("-o", "local", "--to", "md").returncode == 0
    assert snapshot(tmp_path / "far") == snapshot(tmp_path / "local")


def test_a_run_killed_goes_on_where_it_was(
    cluster: DaskCluster, translate: Translate, tmp_path: Path
) -> None:
    make_long_seeds(tmp_path / "seeds", 8)
    cluster.add_worker(_LOGGED)
    cluster.add_worker(_LOGGED)
    words = (sys.executable, "-m", "bilingual", "translate", "seeds", "--to", "md", "--no-cache")
    with subprocess.Popen(
        [*words, "-o", "far", "--cluster", cluster.address],
        cwd=tmp_path,
        env=guarded(**LOOPBACK),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as run:
        assert run.stdout
        written = [run.stdout.readline() for _ in range(2)]
        run.kill()
        written += run.stdout.readlines()
    again = translate("-o", "far", "--to", "md", "--json", "--cluster", cluster.address)
    assert again.returncode == 0, again.stderr
    summary = json.loads(again.stdout)["summary"]
    assert summary["written"] + summary["fresh"] == 8 and summary["fresh"] >= len(written) >= 2
    shards = (tmp_path / "cluster" / "shards.log").read_text("utf-8").split()
    assert shards.count("end") <= 8 + 4  # two for each worker were under way
    assert translate("-o", "local", "--to", "md").returncode == 0
    assert snapshot(tmp_path / "far") == snapshot(tmp_path / "local")


def test_a_document_that_ends_workers_is_a_failure_and_no_more(
    tmp_path: Path, translate: Translate
) -> None:
    """After four workers, Dask gives up; here, after one. The first seed is a wave by itself, the
    others are one."""
    for folder in ("seeds", "cluster"):
        (tmp_path / folder).mkdir()
    for name in ("a.txt", "b.txt", "deadly.txt"):
        (tmp_path / "seeds" / name).write_text("会议举行。\n", "utf-8")
    allowed = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with no_hang(5), DaskCluster(tmp_path / "cluster", **allowed) as cluster:
        for _ in range(3):
            cluster.add_worker(_DEADLY)
        run = translate("-o", "far", "--to", "md", "--cluster", cluster.address)
    assert run.returncode == 1 and run.stdout.count("written ") == 2, run
    (line,) = [one for one in run.stderr.splitlines() if "deadly" in one]
    assert line == (
        f"bilingual: {Path('seeds', 'deadly.txt')}: ended each worker that it was given to; give "
        "the workers more memory, or translate it without --cluster"
    )


_OTHERS = {
    "version": (
        "import bilingual; bilingual.__version__ = '0.0.1'",
        "has bilingual 0.0.1, not ",
    ),
    "nothing": (
        "import sys; sys.modules['bilingual'] = None",
        "cannot translate (",
    ),
    "package": ("", "would translate with "),
}


@pytest.mark.parametrize("difference", _OTHERS)
def test_workers_that_would_translate_otherwise_are_refused(
    cluster: DaskCluster, translate: Translate, tmp_path: Path, difference: str
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("会议举行。\n", "utf-8")
    first, said = _OTHERS[difference]
    data = tmp_path / "data"
    if difference == "package":
        tiny_package(data / "argos-translate" / "packages", "Newer", version="9.0")
    cluster.add_worker(first, XDG_DATA_HOME=str(data))
    run = translate("-o", "far", "--cluster", cluster.address)
    (line,) = [one for one in run.stderr.splitlines() if "draft-quality" not in one]
    assert run.returncode == 2 and said in line and "worker tcp://127.0.0.1:" in line
    assert not list((tmp_path / "far").glob("*.md"))


def test_a_scheduler_that_goes_is_one_line(
    cluster: DaskCluster, translate: Translate, tmp_path: Path
) -> None:
    make_long_seeds(tmp_path / "seeds", 6)
    worker = cluster.add_worker()
    with subprocess.Popen(
        [sys.executable, "-m", "bilingual", "translate", "seeds", "--to", "md", "-o", "far",
         "--cluster", cluster.address],
        cwd=tmp_path,
        env=guarded(**LOOPBACK),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as run:  # fmt: skip
        assert run.stdout and run.stdout.readline().startswith("written ")
        cluster.kill(worker)
        cluster.kill_scheduler()
        _, said = run.communicate(timeout=120)
    assert run.returncode == 2
    assert said.splitlines()[-1] == (
        f"bilingual: {cluster.address}: the scheduler is gone; start it, and run the same command "
        "again: it goes on"
    )
    assert translate("-o", "far", "--to", "md").returncode == 0


def test_addresses() -> None:
    assert checked_address("10.0.0.5:8786", is_offline=False) == "tcp://10.0.0.5:8786"
    assert checked_address("tls://dask.example:8786", is_offline=False).startswith("tls://")
    assert checked_address("localhost:1", is_offline=True) == "tcp://localhost:1"
    for address in ("10.0.0.5", "http://10.0.0.5:80", "tcp://", "tcp://host:port", "inproc://x"):
        with pytest.raises(UsageError, match="is no address of a scheduler"):
            checked_address(address, is_offline=False)
    with pytest.raises(UsageError, match="the network is forbidden"):
        checked_address("10.0.0.5:8786", is_offline=True)


def test_what_cannot_be_reached_is_one_line(translate: Translate, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("会议举行。\n", "utf-8")
    began = time.monotonic()
    run = translate("-o", "far", "--cluster", "127.0.0.1:9")
    assert run.returncode == 2 and run.stderr.count("\n") == 1, run.stderr
    assert "--cluster tcp://127.0.0.1:9: cannot be reached (" in run.stderr
    assert time.monotonic() - began < 60

"""Packages from an index on a server that may misbehave, installed by the real command."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LOOPBACK, SHARED, Run, guarded
from tests.package_server import PackageServer
from tests.tiny_packages import installed, pack, publish, tiny_package, what_is_said

PACKAGE = "/translate-zh_en-1_0.argosmodel"


def republish(server: PackageServer, **changes: Any) -> None:
    """Change the index's entry of the one package."""
    index = server.folder / "index.json"
    (entry,) = json.loads(index.read_text("utf-8"))
    index.write_text(json.dumps([entry | changes]), "utf-8")


def downloads(home: Path) -> list[str]:
    folder = home / "bilingual" / "downloads"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_guard_lets_nothing_through_but_loopback_and_that_only_if_told() -> None:
    calls = {
        "socket.getaddrinfo('127.0.0.1', 80)": True,
        "socket.socket().bind(('127.0.0.1', 0))": True,
        "socket.getaddrinfo('localhost', 80)": False,
        "socket.getaddrinfo('example.org', 80)": False,
        "socket.socket().connect(('192.0.2.1', 80))": False,
        "socket.socket().bind(('0.0.0.0', 0))": False,
    }
    code = (
        "import socket\n"
        f"for call in {list(calls)!r}:\n"
        "    try: eval(call)\n"
        "    except RuntimeError: print('refused')\n"
        "    else: print('let through')\n"
    )
    for variables in ({}, LOOPBACK):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=guarded(**variables),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stdout.splitlines() == [
            "let through" if variables and is_harmless else "refused"
            for is_harmless in calls.values()
        ]


def test_a_pair_is_installed_from_the_index(online: Run, server: PackageServer, home: Path) -> None:
    publish(server.folder, "Newer", version="1.10")
    publish(server.folder, "Other", version="1.9")
    run = online("models", "install", "zh-en")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert installed() == ["translate-zh_en-1_10"]
    assert what_is_said() == "Newer words here."
    assert downloads(home) == [".lock"]


def test_the_index_may_be_anywhere(process: Run, server: PackageServer) -> None:
    folder = server.folder
    for named in (server.url, f"{server.url}/index.json", folder / "index.json"):
        listed = process("models", "list", "--available", "--index", named, **LOOPBACK)
        assert (listed.returncode, listed.stderr) == (0, "")
        source, line = listed.stdout.splitlines()
        assert source.startswith(f"{named}".removesuffix("/index.json") + "/index.json, 2")
        assert line.startswith("  zh-en  1.0  ")
    assert process("models", "list", "--available", BILINGUAL_INDEX=folder).returncode == 0
    assert process("models", "list", "--available", ARGOS_PACKAGE_INDEX=folder).returncode == 0
    # From a folder all comes without a network.
    assert process("models", "install", "zh-en", "--index", folder, "--offline").returncode == 0
    assert what_is_said() == "Plain words here."


def test_what_argos_lists_is_listed(bilingual: Run, tmp_path: Path) -> None:
    index = SHARED / "argos" / "index-zh.json"
    if not index.exists():
        pytest.skip("the copy of Argos's index is not here")
    run = bilingual("models", "list", "--available", "--index", index)
    assert run.stdout.splitlines()[1:] == [
        "  zt-en  1.9", "  zh-en  1.9", "  en-zh  1.9", "  en-zt  1.9",
    ]  # fmt: skip
    rows = json.loads(bilingual("models", "list", "--available", "--json", "--index", index).stdout)
    assert rows["results"][1]["links"][0].startswith("https://")


def test_available_packages_are_those_for_chinese_unless_all_are_asked_for(
    online: Run, server: PackageServer
) -> None:
    publish(server.folder, "German", from_code="en", to_code="de")
    assert "en-de" not in online("models", "list", "--available").stdout
    assert "  en-de  1.0" in online("models", "list", "--available", "--all").stdout
    rows = json.loads(online("models", "list", "--available", "--all", "--json").stdout)
    assert [row["name"] for row in rows["results"]] == [
        "translate-zh_en-1_0", "translate-en_de-1_0",
    ]  # fmt: skip


def test_an_index_out_of_reach_is_answered_from_the_cache(
    online: Run, server: PackageServer
) -> None:
    server.behave("/index.json", status=503)
    none = online("models", "install", "zh-en")
    assert (none.returncode, none.stdout, none.stderr.count("\n")) == (2, "", 1)
    assert "/index.json: cannot be fetched (the server answered 503 " in none.stderr
    assert "name a mirror with --index, or carry a file here" in none.stderr
    server.behave("/index.json")
    assert online("models", "list", "--available").returncode == 0
    server.behave("/index.json", status=503)
    run = online("models", "install", "zh-en")
    assert run.returncode == 0
    assert run.stderr.count("\n") == 1
    assert "; going on with the copy of 2" in run.stderr


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"silent_after": 0}, "the server does not answer"),
        ({"silent_after": 20}, "the server does not answer"),
        ({"drip": 0.05}, "the server is too slow"),
        ({"cut_after": 20}, "the connection broke off"),
        ({"redirect": "/index.json"}, "redirects"),
    ],
)
def test_a_bad_server_costs_bounded_time(
    online: Run, server: PackageServer, behaviour: dict[str, Any], said: str
) -> None:
    server.behave("/index.json", **behaviour)
    run = online("models", "list", "--available", "--timeout", 0.3)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert f"/index.json: cannot be fetched ({said}" in run.stderr or said in run.stderr


def test_nobody_there(process: Run) -> None:
    run = process("models", "install", "zh-en", "--index", "http://127.0.0.1:9", **LOOPBACK)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "http://127.0.0.1:9/index.json: cannot be fetched (no connection)" in run.stderr


def test_what_is_no_index(online: Run, server: PackageServer, tmp_path: Path) -> None:
    (server.folder / "index.json").write_text("<html>", "utf-8")
    for source in ([], ["--index", server.folder], ["--index", tmp_path / "nowhere"]):
        run = online("models", "install", "zh-en", *source)
        assert (run.returncode, run.stderr.count("\n")) == (2, 1)
        assert "check --index" in run.stderr


def test_a_broken_download_goes_on_where_it_was(online: Run, server: PackageServer) -> None:
    server.behave(PACKAGE, cut_after=98_304, cuts=2)
    run = online("models", "install", "zh-en")
    assert run.returncode == 0, run.stderr
    ranges = [asked.range for asked in server.asked if asked.path == PACKAGE]
    assert ranges == ["", "bytes=98304-", "bytes=196608-"]
    assert what_is_said() == "Plain words here."


def test_without_ranges_it_starts_again_a_few_times(online: Run, server: PackageServer) -> None:
    server.behave(PACKAGE, cut_after=100_000, cuts=1, has_ranges=False)
    assert online("models", "install", "zh-en").returncode == 0
    server.behave(PACKAGE, cut_after=100_000, has_ranges=False)
    before = server.count(PACKAGE)
    run = online("models", "install", "zh-en")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert f"{PACKAGE}: the connection broke off" in run.stderr
    assert server.count(PACKAGE) - before < 6


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_while_downloading_the_next_one_goes_on(
    online: Run, server: PackageServer, home: Path
) -> None:
    tiny_package(home / "argos-translate" / "packages", "Other", version="0.9")
    server.behave(PACKAGE, silent_after=196_608)
    command = [sys.executable, "-m", "bilingual", "models", "install", "zh-en"]
    with subprocess.Popen(command, env=guarded(**LOOPBACK, BILINGUAL_INDEX=server.url)) as process:
        folder = home / "bilingual" / "downloads"
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size >= 196_608 for part in folder.glob("*.argosmodel")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert what_is_said() == "Other words here."
    server.behave(PACKAGE)
    assert online("models", "install", "zh-en").returncode == 0
    assert server.asked[-1].range == "bytes=196608-"
    assert what_is_said() == "Plain words here."
    assert installed() == ["translate-zh_en-1_0"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(online: Run, server: PackageServer) -> None:
    server.behave(PACKAGE, silent_after=100_000)
    first = online("models", "install", "zh-en", "--timeout", 0.3)
    assert f"{PACKAGE}: the server does not answer" in first.stderr
    newer = pack(tiny_package(server.folder.parent / "new", "Newer"), server.folder / PACKAGE[1:])
    sha256 = hashlib.sha256(newer.read_bytes()).hexdigest()
    republish(server, size=newer.stat().st_size, sha256=sha256)
    server.behave(PACKAGE)
    run = online("models", "install", "zh-en")
    assert run.returncode == 0, run.stderr
    assert what_is_said() == "Newer words here."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "has another SHA-256 than the index says"),
        ({"size": 12}, "bytes, not 12 as the index says"),
        ({"links": ["none.argosmodel"]}, "none.argosmodel: the server answered 404 Not Found"),
        ({"from_code": "zt"}, "translate-zt_en-1_0: translates zh->en, not zt->en"),
        ({"from_code": "en", "to_code": "zh"}, "translates zh->en, not en->zh"),
    ],
)
def test_what_is_not_as_the_index_says(
    online: Run, server: PackageServer, home: Path, changes: dict[str, Any], said: str
) -> None:
    republish(server, **changes)
    pair = f"{changes.get('from_code', 'zh')}-{changes.get('to_code', 'en')}"
    run = online("models", "install", pair)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert said in run.stderr
    assert installed() == []
    assert downloads(home) == [".lock"]


def test_links_are_tried_in_order(online: Run, server: PackageServer) -> None:
    republish(server, links=["none.argosmodel", "elsewhere"])
    server.behave("/elsewhere", redirect=PACKAGE)
    assert online("models", "install", "zh-en").returncode == 0
    paths = [asked.path for asked in server.asked]
    assert paths == ["/index.json", "/none.argosmodel", "/elsewhere", PACKAGE]


def test_a_pair_through_english_takes_both_packages(online: Run, server: PackageServer) -> None:
    publish(server.folder, "German", from_code="en", to_code="de")
    assert online("models", "install", "zh-de").returncode == 0
    assert installed() == ["translate-en_de-1_0", "translate-zh_en-1_0"]
    run = online("models", "install", "zh-xx")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "lists no package for en->xx" in run.stderr


def test_two_that_fetch_the_same(server: PackageServer, online: Run) -> None:
    server.behave(PACKAGE, cut_after=65_536)
    command = [sys.executable, "-m", "bilingual", "models", "install", "zh-en"]
    environment = guarded(**LOOPBACK, BILINGUAL_INDEX=server.url)
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert online("models", "verify", "translate-zh_en-1_0").returncode == 0


def test_a_proxy_is_used(process: Run, server: PackageServer) -> None:
    run = process(
        "models", "install", "zh-en", "--index", "http://packages.invalid",
        HTTP_PROXY=server.url, http_proxy=server.url, **LOOPBACK,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert {asked.host for asked in server.asked} == {"packages.invalid"}


def test_offline_forbids_it(online: Run, server: PackageServer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议举行。", "utf-8")
    far = tmp_path / "far.json"  # an index on disk does not make its links local
    republish(server, links=[server.url + PACKAGE])
    far.write_bytes((server.folder / "index.json").read_bytes())
    for command, variables in (
        (["models", "list", "--available", "--offline"], {}),
        (["models", "install", "zh-en", "--offline"], {}),
        (["models", "install", "zh-en", "--index", far, "--offline"], {}),
        (["translate", "a.txt", "--install", "--offline"], {}),
        (["models", "install", "zh-en"], {"BILINGUAL_OFFLINE": 1}),
        (["translate", "a.txt", "--install"], {"BILINGUAL_OFFLINE": 1}),
    ):
        run = online(*command, **variables)
        assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
        assert "needs the network, which --offline or BILINGUAL_OFFLINE forbids" in run.stderr
    assert server.asked == []

"""What a server refuses: strangers, too much, and hostile files; and what it leaves behind."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bilingual.engines import EngineChoice, choose_engine
from bilingual.engines.base import Hypothesis, Request
from bilingual.engines.identity import IdentityTranslator
from bilingual.errors import EngineError, UsageError
from bilingual.serve.guard import Access, Rate
from bilingual.serve.held import shown_name
from bilingual.serve.server import Address, settled_token
from tests.conftest import LOOPBACK, Run
from tests.serving import HOST, as_client, server_process, serving

TOKEN = "right-token-of-32-characters-xxx"
TEXT = "会议在北京举行。\n".encode()


@pytest.mark.parametrize(
    ("host", "is_right"),
    [
        (HOST, True),
        ("localhost:1", True),
        ("[::1]:5000", True),
        ("127.0.0.1", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example:5000", False),
        ("localhost.evil.example", False),
        ("192.168.0.7:5000", False),
        ("", False),
        ("[", False),
        ("127.0.0.1:port", False),
    ],
)
def test_names_that_others_gave_us_are_refused(tmp_path: Path, host: str, is_right: bool) -> None:
    with serving(tmp_path / "private") as client:
        assert (client.ask("GET", "/api/server", host=host).status == 200) is is_right
        assert (client.ask("GET", "/", host=host).status == 200) is is_right


def test_exposed_servers_know_addresses_and_their_names() -> None:
    access = Access(token=TOKEN, is_exposed=True, names=frozenset({"desk.example"}))
    assert all(map(access.is_ours, ["10.0.0.7:5000", "desk.example:5000", "desk.example.:5000"]))
    assert not access.is_ours("other.example:5000")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:6000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_pages_may_not_ask(tmp_path: Path, headers: dict[str, str]) -> None:
    with serving(tmp_path / "private") as client:
        for method, path in (("POST", "/api/documents?name=a.txt"), ("POST", "/translate")):
            assert client.ask(method, path, TEXT, headers=headers).status == 403
        assert client.ask("GET", "/api/server", headers=headers).status == 403
        assert not list(client.service.shelf)


def test_our_own_page_may_ask(tmp_path: Path) -> None:
    headers = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    with serving(tmp_path / "private") as client:
        answer = client.ask("POST", "/api/documents?name=a.txt", TEXT, headers=headers)
        assert answer.status == 202


def test_without_the_token_nothing_is_told(tmp_path: Path) -> None:
    with serving(tmp_path / "private", access=Access(token=TOKEN)) as client:
        form = {"content-type": "application/x-www-form-urlencoded"}
        for path in (
            "/",
            "/page.js",
            "/health",
            "/openapi.json",
            "/languages",
            "/frontend/settings",
        ):
            assert client.ask("GET", path).status == 200
        for given in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}):
            assert client.ask("GET", "/api/server", headers=given).status == 401
            refused = client.ask("POST", "/api/documents?name=a.txt", TEXT, headers=given)
            assert refused.status == 401
            assert client.ask("POST", "/translate", b"q=a", headers={**form, **given}).status == 403
        assert not list(client.service.shelf)
        for given in ({"authorization": f"Bearer {TOKEN}"}, {"x-api-key": TOKEN}):
            assert client.ask("GET", "/api/server", headers=given).status == 200
        body = {"q": "a", "source": "en", "target": "en"}
        assert client.ask("POST", "/translate", {**body, "api_key": TOKEN}).status == 200
        assert client.ask("POST", "/translate", {**body, "api_key": "wrong"}).status == 403
        assert client.ask("GET", f"/api/server?api_key={TOKEN}").status == 200


def test_other_machines_need_a_token() -> None:
    assert settled_token("", Address()) == settled_token("", Address(host="::1")) == ""
    made = [settled_token("", Address(host=one)) for one in ("0.0.0.0", "::", "10.1.2.3", "desk")]
    assert len(set(made)) == 4 and all(len(one) >= 32 for one in made)
    assert settled_token(TOKEN, Address(host="0.0.0.0")) == TOKEN
    with pytest.raises(UsageError, match="16 characters"):
        settled_token("guess", Address())


def test_one_address_asks_so_often() -> None:
    now = [0.0]
    rate = Rate(60, clock=lambda: now[0])
    assert [rate.allows("a") for _ in range(61)] == [True] * 60 + [False]
    assert rate.allows("b")
    now[0] = 1.0
    assert [rate.allows("a"), rate.allows("a")] == [True, False]


def test_too_many_requests_are_told_so(tmp_path: Path) -> None:
    with serving(tmp_path / "private", rate=3) as client:
        answers = [client.ask("GET", "/health").status for _ in range(4)]
        assert answers == [200, 200, 200, 429]
        assert client.ask("GET", "/health", address="10.0.0.9").status == 200


@pytest.mark.parametrize("size", [1001, 10_000_000])
def test_too_large_a_file_is_refused(tmp_path: Path, size: int) -> None:
    with serving(tmp_path / "private", file_bytes=1000) as client:
        answer = client.ask("POST", "/api/documents?name=a.txt", b"a" * size)
        assert answer.status == 413
        is_closed = [one.headers.get("connection") for one in (answer, client.ask("GET", "/"))]
        assert is_closed == [None if size == 1001 else "close", None]
        assert _files(tmp_path / "private") == []
        long = {"q": "好" * 20_001, "source": "zh", "target": "en"}
        assert client.ask("POST", "/translate", long).status == 413
        assert client.ask("POST", "/translate", {**long, "q": ["好"] * 501}).status == 413
        assert client.ask("POST", "/translate", b"{" * 1_000_000).status == 413


def test_too_long_a_document_fails_and_others_do_not(tmp_path: Path) -> None:
    with serving(tmp_path / "private", characters=20) as client:
        told = client.send("a.txt", "会议在北京举行。\n".encode() * 9)
        assert "20 characters" in told["error"]["problem"]
        assert client.send("b.txt", TEXT)["state"] == "done"


def test_there_is_room_for_so_many(tmp_path: Path) -> None:
    with serving(tmp_path / "private", is_started=False, waiting=2) as client:
        answers = [client.ask("POST", "/api/documents?name=a.txt", TEXT) for _ in range(3)]
        assert [one.status for one in answers] == [202, 202, 503]
        id_ = answers[0].json["document"]["id"]
        assert client.ask("DELETE", f"/api/documents/{id_}").status == 204
        assert client.ask("POST", "/api/documents?name=a.txt", TEXT).status == 202


def test_what_never_arrives_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path / "private", upload_seconds=0.1) as client:
        for path in ("/api/documents?name=a.txt", "/translate", "/translate_file"):
            assert client.ask("POST", path, TEXT, is_cut=True).status == 408
        assert _files(tmp_path / "private") == []


def test_nothing_is_left_at_the_end(tmp_path: Path) -> None:
    script = (
        "import sys, urllib.request as r\n"
        "for name in 'abc':\n"
        "    address = f'{sys.argv[1]}api/documents?name={name}.txt'\n"
        "    r.urlopen(r.Request(address, '会议在北京举行。'.encode() * 900))\n"
    )
    private = tmp_path / "temporary"
    private.mkdir()
    with server_process(tmp_path, TMPDIR=private) as (url, process):
        done = as_client(script, url)
        assert done.returncode == 0, done.stderr
        (folder,) = private.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 143
        assert process.stderr and "Traceback" not in process.stderr.read()
        assert list(private.iterdir()) == []


def test_an_address_that_is_taken_is_one_line(process: Run, tmp_path: Path) -> None:
    with server_process(tmp_path, "--engine", "identity") as (url, _):
        port = url.rstrip("/").rpartition(":")[2]
        run = process("serve", "--port", port, "--engine", "identity", **LOOPBACK)
    assert run.returncode == 2
    assert run.stderr == (
        f"bilingual: 127.0.0.1:{port}: cannot be had (Address already in use); "
        "choose another with --host or --port\n"
    )


def bomb() -> bytes:
    """A Word file that unpacks to 600 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as file:
            for _ in range(600):
                file.write(b"a" * 2**20)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n"),
        ("text.pdf", TEXT),
        ("cut.epub", b"PK\x03\x04\x14"),
        ("bytes.txt", bytes(range(256)) * 4),
        ("entities.html", b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;</p>"),
    ],
)
def test_hostile_files_are_their_own_failure(tmp_path: Path, name: str, content: bytes) -> None:
    with serving(tmp_path / "private") as client:
        told = client.send(name, content)
        if name != "entities.html":
            assert told["state"] == "failed"
            assert told["error"]["path"] == name and told["error"]["code"] == "read"
        assert client.send("good.txt", TEXT)["state"] == "done"
        assert _files(tmp_path / "private") == []


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path / "private") as client:
        assert client.send("bomb.docx", bomb())["error"]["code"] == "read"


@pytest.mark.parametrize("name", ["a.exe", "a", "", ".txt.zip", "a.doc", "a.txt/"])
def test_other_kinds_of_files_are_refused_before_they_are_read(tmp_path: Path, name: str) -> None:
    with serving(tmp_path / "private") as client:
        answer = client.ask("POST", f"/api/documents?name={quote(name)}", TEXT)
        assert answer.status == 400 and answer.json["error"]["code"] == "read"
        assert not list(client.service.shelf)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\报告.docx", "报告.docx"),
        ("/abs/olute.md", "olute.md"),
        ("a\nb\x1b[31m.txt", "ab[31m.txt"),
        ("exe\u202etxt.md", "exetxt.md"),
        ("<img src=x onerror=alert(1)>.html", "<img src=x onerror=alert(1)>.html"),
        ("-rf.txt", "-rf.txt"),
        ("..txt", "document.txt"),
        ("字" * 5000 + ".TXT", "字" * 116 + ".TXT"),
    ],
)
def test_names_are_shown_and_nothing_else(tmp_path: Path, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    with serving(tmp_path / "private") as client:
        content = b"<p>" + TEXT + b"</p>"
        assert client.send(name, content)["name"] == shown
        made = [path.name for path in tmp_path.rglob("*")]
        assert sorted(made) == ["nothing", "private", "reading"]


def test_pictures_of_this_machine_do_not_come_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.test_formats_local_files import PNG

    for folder in (tmp_path, tmp_path / "private", tmp_path / "private" / "reading"):
        folder.mkdir(exist_ok=True)
        (folder / "secret.png").write_bytes(PNG)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "private" / "reading" / "secret.png").unlink()
    with serving(tmp_path / "private") as client:
        for address in (
            "secret.png",
            "../secret.png",
            "../../secret.png",
            f"{tmp_path}/secret.png",
        ):
            told = client.send("a.md", f"会议。![图]({address})\n".encode())
            page = client.ask("GET", f"/api/documents/{told['id']}/files/html").body
            assert b"data:image" not in page


def test_documents_are_kept_for_their_time(tmp_path: Path) -> None:
    with serving(tmp_path / "private", keep=0.4) as client:
        told = client.send("a.txt", TEXT)
        assert client.ask("GET", f"/api/documents/{told['id']}").status == 200
        time.sleep(0.5)
        assert client.ask("GET", f"/api/documents/{told['id']}").status == 404
        assert list(client.service.shelf) == []


class Slow(IdentityTranslator):
    """Takes its time, and fails at a word."""

    gate = threading.Event()

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.gate.wait(10)
        if any("坏" in one.text for one in requests):
            raise EngineError("", "broke", "try another word")
        return super().translate(requests, attempt=attempt, advance=advance)


def slow() -> EngineChoice:
    return EngineChoice(info=IdentityTranslator.info, signature="slow", load=Slow)


def test_work_that_nobody_wants_ends(tmp_path: Path) -> None:
    Slow.gate.clear()
    with serving(tmp_path / "private", slow()) as client:
        # Each batch is a turn, and the second sees that nobody waits.
        text = "".join(f"会议{number}在北京举行，代表们讨论。\n" for number in range(400)).encode()
        sent = client.ask("POST", "/api/documents?name=a.txt", text).json["document"]
        held = client.service.shelf.find(sent["id"])
        while held.state != "working":
            time.sleep(0.01)
        assert client.ask("DELETE", f"/api/documents/{sent['id']}").status == 204
        Slow.gate.set()
        assert client.send("b.txt", TEXT)["state"] == "done"
        assert held.state == "failed" and held.single is None
        assert held.done < held.size


def test_a_document_has_so_much_time(tmp_path: Path) -> None:
    Slow.gate.set()
    with serving(tmp_path / "private", slow(), minutes=0.0) as client:
        assert "minutes" in client.send("a.txt", TEXT)["error"]["problem"]


def test_one_text_of_many_fails_alone(tmp_path: Path) -> None:
    Slow.gate.clear()
    with serving(tmp_path / "private", slow()) as client:

        async def ask(text: str) -> int:
            body = json.dumps({"q": text, "source": "zh", "target": "en"}).encode()
            return (await client.asking("POST", "/translate", body, headers={})).status

        async def all_at_once() -> list[int]:
            asked = [asyncio.create_task(ask(text)) for text in ("好。", "坏。", "今天。", "雨。")]
            await asyncio.sleep(0.2)
            Slow.gate.set()
            return await asyncio.gather(*asked)

        assert client._loop.run_until_complete(all_at_once()) == [200, 400, 200, 200]


def test_many_at_once(tmp_path: Path) -> None:
    with serving(tmp_path / "private", choose_engine("identity")) as client:

        async def one(number: int) -> tuple[int, Any]:
            text = f"第{number}次会议在北京举行。"
            body = json.dumps({"q": text, "source": "zh", "target": "en"}).encode()
            answer = await client.asking("POST", "/translate", body, headers={})
            return answer.status, answer.json.get("translatedText") == text

        async def all_at_once() -> list[tuple[int, Any]]:
            return await asyncio.gather(*map(one, range(50)))

        assert client._loop.run_until_complete(all_at_once()) == [(200, True)] * 50


def test_a_missing_extra_is_one_line(bilingual: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bilingual.serve import server

    monkeypatch.setattr(server, "_NEEDS", ("starlette", "not_there"))
    run = bilingual("serve")
    assert run.returncode == 2
    assert run.stderr == (
        "bilingual: serve: needs not-there, not installed here; pip install 'bilingual-zh[serve]'\n"
    )


def test_a_project_may_not_open_the_door(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "bilingual.toml").write_text('[serve]\nhost = "0.0.0.0"\n', "utf-8")
    run = bilingual("serve")
    assert run.returncode == 2 and "is not for a project to say" in run.stderr


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]

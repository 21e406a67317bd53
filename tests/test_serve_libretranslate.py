"""The API of LibreTranslate: its clients from PyPI work unchanged, and so does what others send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bilingual.serve.languages import detect
from bilingual.serve.strings import read_text
from tests.serving import Answer, Client, as_client, server_process, serving
from tests.spelling import spelled
from tests.test_serve import SPELLING

TOKEN = "right-token-of-32-characters-xxx"
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_MULTIPART = {"content-type": "multipart/form-data; boundary=x"}
_LIBRETRANSLATEPY = """
import json, sys
from libretranslatepy import LibreTranslateAPI
url, token = sys.argv[1:]
api = LibreTranslateAPI(url, token)
print(json.dumps([
    api.translate("会议在北京举行。", "zh", "en"),
    api.detect("會議在北京舉行。"),
    api.languages(),
]))
"""
_DEEP_TRANSLATOR = """
import json, sys
from deep_translator import LibreTranslator
url, token = sys.argv[1:]
translator = LibreTranslator(source="zh", target="en", api_key=token, custom_url=url)
print(json.dumps([translator.translate("你好。"), translator.translate_batch(["一。", "二。"])]))
try:
    LibreTranslator("zh", "en", api_key="wrong-token", custom_url=url).translate("好")
except Exception as error:
    print(type(error).__name__)
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with serving(tmp_path / "private", SPELLING) as client:
        yield client


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    with server_process(folder, "--engine", "identity", BILINGUAL_TOKEN=TOKEN) as (url, _):
        yield url.partition("#")[0]


def test_libretranslatepy_works_unchanged(server: str) -> None:
    done = as_client(_LIBRETRANSLATEPY, server, TOKEN)
    assert done.returncode == 0, done.stderr
    translated, detected, languages = json.loads(done.stdout)
    assert translated == "会议在北京举行。"
    assert detected == [{"confidence": 100.0, "language": "zh-Hant"}]
    assert [one["code"] for one in languages] == ["zh-Hans", "zh-Hant", "en"]


def test_deep_translator_works_unchanged(server: str) -> None:
    done = as_client(_DEEP_TRANSLATOR, server, TOKEN)
    assert done.returncode == 0, done.stderr
    answers, error = done.stdout.splitlines()
    assert json.loads(answers) == ["你好。", ["一。", "二。"]]
    assert error == "AuthorizationException"


def post(
    client: Client, fields: dict[str, Any], kind: str = "json", path: str = "/translate"
) -> Answer:
    match kind:
        case "json":
            return client.ask("POST", path, fields, headers={"content-type": "application/json"})
        case "form":
            body = urlencode(fields, doseq=True).encode()
            return client.ask("POST", path, body, headers=_FORM)
        case "curl":  # -d sends what is typed, as it stands
            body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
            return client.ask("POST", path, body, headers=_FORM)
        case "query":
            return client.ask("POST", f"{path}?{urlencode(fields, doseq=True)}")
        case _:
            body = b"".join(
                f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                for name, value in fields.items()
            )
            return client.ask("POST", path, body + b"--x--\r\n", headers=_MULTIPART)


@pytest.mark.parametrize("kind", ["json", "form", "curl", "query", "multipart"])
@pytest.mark.parametrize("source", ["auto", "zh", "zh-Hans", "zh-Hant", "zt", "zh-CN", "ZH_tw"])
def test_whatever_clients_send(client: Client, kind: str, source: str) -> None:
    answer = post(client, {"q": "会议好。", "source": source, "target": "en"}, kind)
    assert answer.json["translatedText"] == spelled("会议好。")
    assert ("detectedLanguage" in answer.json) is (source == "auto")


@pytest.mark.parametrize("kind", ["json", "form", "query"])
def test_a_list_gets_a_list(client: Client, kind: str) -> None:
    fields = {"q": ["会", "议"], "source": "auto", "target": "en", "alternatives": 2}
    answer = post(client, fields, kind)
    assert answer.json["translatedText"] == [spelled("会"), spelled("议")]
    assert len(answer.json["detectedLanguage"]) == len(answer.json["alternatives"]) == 2


def test_lines_and_what_stands_between_them_stay(client: Client) -> None:
    answer = post(client, {"q": "\n 会。\r\n\n\t议。 \nabc", "source": "zh", "target": "en"})
    assert answer.json["translatedText"] == (f"\n {spelled('会。')}\r\n\n\t{spelled('议。')} \nabc")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<p>会</p>\n<p>议</p>", "<p>{会}</p>\n<p>{议}</p>"),
        ("<p class=a>会<br>议</p>", None),
        ("会 &lt;b&gt; &amp; 议", "{会} &lt;b&gt; &amp; {议}"),
        ("<ul><li> 会 <li>议</ul>", "<ul><li> {会} <li>{议}</ul>"),
        ("<script>var a = '会' < 1;</script>会", "<script>var a = '会' < 1;</script>{会}"),
        ("<pre>会\n  &lt;</pre>议", "<pre>会\n  &lt;</pre>{议}"),
        ('<p translate="no">会</p><p>议</p>', '<p translate="no">会</p><p>{议}</p>'),
        ("<!-- 会 --><hr/>议", "<!-- 会 --><hr/>{议}"),
        ("<b>会</b>", "<b>{会}</b>"),
        ("<img src='a.png' alt='会'>", "<img src='a.png' alt='会'>"),
        ("<div><div><div>会</div></div>", "<div><div><div>{会}</div></div>"),
        ("", ""),
    ],
)
def test_markup_stays(client: Client, source: str, target: str | None) -> None:
    fields = {"q": source, "source": "zh", "target": "en", "format": "html"}
    got = post(client, fields).json["translatedText"]
    for character in "会议":
        target = target and target.replace(f"{{{character}}}", spelled(character))
    if target is None:
        assert got.startswith("<p class=a>") and got.count("<br>") == 1 and got.endswith("</p>")
    else:
        assert got == target


def test_inline_tags_find_their_places(client: Client) -> None:
    fields = {"q": "<p>在<b>北京</b>举行。</p>", "source": "zh", "target": "en", "format": "html"}
    got = post(client, fields).json["translatedText"]
    assert f"<b>{spelled('北京')}</b>" in got


def test_text_that_is_not_html_stays_text(client: Client) -> None:
    got = post(client, {"q": "会 <b> & 议", "source": "zh", "target": "en"}).json["translatedText"]
    assert got == f"{spelled('会')} <b> & {spelled('议')}"


@pytest.mark.parametrize(
    "text", ["<<<", "</p>", "<p", "&#x110000;", "<![if]>会", "<?x 会?>", "\0会"]
)
def test_broken_markup_is_no_trouble(text: str) -> None:
    read_text(text, is_html=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"source": "zh", "target": "en"},
        {"q": "会", "target": "en"},
        {"q": "会", "source": "zh"},
        {"q": "会", "source": "fr", "target": "en"},
        {"q": "会", "source": "zh", "target": "fr"},
        {"q": [1], "source": "zh", "target": "en"},
        {"q": {}, "source": "zh", "target": "en"},
        {"q": [], "source": "zh", "target": "en"},
    ],
)
def test_errors_are_a_line(client: Client, fields: dict[str, Any]) -> None:
    answer = post(client, fields)
    assert answer.status == 400
    assert list(answer.json) == ["error"] and "\n" not in answer.json["error"]


def test_english_stays_english(client: Client) -> None:
    for source in ("auto", "en"):
        answer = post(client, {"q": "Hello.", "source": source, "target": "en"})
        assert answer.json["translatedText"] == "Hello."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("会议在北京举行。", "zh-Hans"),
        ("會議在北京舉行。", "zh-Hant"),
        ("山水", "zh-Hans"),
        ("使用 Python 语言", "zh-Hans"),
        ("A meeting in Beijing", "en"),
        ("会議は東京で開かれた。", "ja"),
        ("회의가 열렸다.", "ko"),
        ("123", "en"),
    ],
)
def test_languages_by_their_characters(text: str, language: str) -> None:
    (found,) = detect(text)
    assert found["language"] == language
    assert 0 <= found["confidence"] <= 100


def upload(client: Client, name: str, content: bytes, **fields: str) -> Answer:
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join(parts) + head.encode() + content + b"\r\n--x--\r\n"
    return client.ask("POST", "/translate_file", body, headers=_MULTIPART)


@pytest.mark.parametrize(
    ("name", "content", "made"),
    [
        ("a.txt", "会\n\n议\n", "a_en.txt"),
        ("a.md", "# 会\n", "a_en.md"),
        ("a.html", "<p>会</p>", "a_en.html"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n会\n", "a_en.srt"),
        ("a.rtf", r"{\rtf1\u20250 ?}", "a_en.docx"),
    ],
)
def test_files_come_back_as_what_they_were(
    client: Client, name: str, content: str, made: str
) -> None:
    answer = upload(client, name, content.encode(), source="zh", target="en")
    link = answer.json["translatedFileUrl"]
    assert link.startswith("http://127.0.0.1:5000/download_file/")
    file = client.ask("GET", link.removeprefix("http://127.0.0.1:5000"))
    assert f'filename="{made}"' in file.headers["content-disposition"]
    if not made.endswith("docx"):
        assert spelled("会") in file.body.decode()
    if name == "a.txt":
        assert file.body.decode() == f"{spelled('会')}\n\n{spelled('议')}\n"
    assert list(client.service.shelf) == []


def test_files_that_are_none(client: Client) -> None:
    for answer in (
        upload(client, "a.exe", b"MZ", source="zh", target="en"),
        upload(client, "a.txt", b"", source="zh", target="en"),
        upload(client, "a.txt", "会".encode(), source="fr", target="en"),
        upload(client, "a.txt", "会".encode(), source="zh"),
        post(client, {"source": "zh", "target": "en"}, path="/translate_file"),
        client.ask("POST", "/translate_file", b"junk", headers=_MULTIPART),
    ):
        assert answer.status == 400, answer.body
        assert list(answer.json) == ["error"]
    assert list(client.service.shelf) == []


def test_what_pages_of_libretranslate_ask_first(client: Client) -> None:
    settings = client.ask("GET", "/frontend/settings").json
    assert settings["keyRequired"] is False and ".docx" in settings["supportedFilesFormat"]
    assert client.ask("GET", "/health").json == {"status": "ok"}

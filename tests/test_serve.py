"""The API of a server: documents from sending to fetching, and its OpenAPI document."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from docx import Document as WordDocument
from starlette.routing import Route

from bilingual.engines import EngineChoice
from bilingual.memory import Memory
from bilingual.run.tasks import Settings
from bilingual.serve import documents_api
from bilingual.serve.app import PAGE
from bilingual.serve.libretranslate import LibreTranslate
from tests.serving import Client, serving
from tests.spelling import Spelling, spelled
from tests.test_formats_local_files import PNG
from tests.test_json_schema import SCHEMA, strict

OPENAPI: dict[str, Any] = json.loads(
    (Path(documents_api.__file__).parent / "openapi.json").read_text("utf-8")
)
SPELLING = EngineChoice(info=Spelling.info, signature="spelling", load=Spelling)
TEXT = "# 会议\n\n会议在**北京**举行。\n\n来了210万人。\n".encode()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    settings = Settings(memory=tmp_path / "memory.sqlite")
    Memory(tmp_path / "memory.sqlite", is_created=True).close()
    with serving(tmp_path / "private", SPELLING, settings) as client:
        yield client


def check(name: str) -> Callable[[Any], Any]:
    """What raises an error unless it is given what the OpenAPI document says of ``name``."""
    schemas = json.loads(json.dumps(OPENAPI["components"]["schemas"]).replace(
        "#/components/schemas/", "#/definitions/"
    ))  # fmt: skip
    whole = {"definitions": strict(schemas), "$ref": f"#/definitions/{name}"}
    compiled: Callable[[Any], Any] = fastjsonschema.compile(whole)
    return compiled


def test_the_openapi_document_has_every_path(client: Client) -> None:
    routes = [*documents_api.routes(client.service), *LibreTranslate(client.service).routes()]
    served = {
        (one.path, method)
        for one in routes
        if isinstance(one, Route)
        for method in (one.methods or set()) - {"HEAD"}
    }
    described = {
        (path, method.upper())
        for path, methods in OPENAPI["paths"].items()
        for method in methods
        if method != "parameters"
    }
    assert served == described
    assert client.ask("GET", "/openapi.json").json == OPENAPI


def test_findings_and_errors_are_those_of_the_command() -> None:
    theirs = OPENAPI["components"]["schemas"]
    for name in ("schema", "tool", "error", "counts", "finding", "engine"):
        ours = json.dumps(SCHEMA["definitions"][name])
        assert json.dumps(theirs[name]) == ours.replace("#/definitions/", "#/components/schemas/")


def test_a_document_from_sending_to_fetching(client: Client) -> None:
    server = client.ask("GET", "/api/server").json
    check("server")(server)
    assert server["has_memory"] is True
    answer = client.ask("POST", "/api/documents?name=a.md", TEXT)
    check("documentAnswer")(answer.json)
    told = client.wait(answer.json["document"]["id"])
    check("document")(told)
    assert (told["name"], told["state"], told["rows"]) == ("a.md", "done", 3)
    assert told["characters"] == told["done"] > 0
    listed = client.ask("GET", f"/api/documents?id={told['id']}&id=none").json
    check("documentsAnswer")(listed)
    assert [one["id"] for one in listed["documents"]] == [told["id"]]
    rows = client.ask("GET", f"/api/documents/{told['id']}/rows").json
    check("rowsAnswer")(rows)
    assert [row["source"] for row in rows["rows"]] == [
        "会议", "会议在北京举行。", "来了210万人。",
    ]  # fmt: skip
    assert rows["rows"][1]["target"] == spelled("会议在北京举行。")
    assert client.ask("DELETE", f"/api/documents/{told['id']}").status == 204
    assert client.ask("GET", f"/api/documents/{told['id']}").status == 404


@pytest.mark.parametrize("format_", ["docx", "md", "html", "epub"])
@pytest.mark.parametrize("layout", ["side-by-side", "interleaved", "target-only"])
def test_documents_are_those_of_the_command(client: Client, format_: str, layout: str) -> None:
    told = client.send("a.md", TEXT)
    answer = client.ask("GET", f"/api/documents/{told['id']}/files/{format_}?layout={layout}")
    assert answer.status == 200
    assert f'filename="a.md.{format_}"' in answer.headers["content-disposition"]
    assert answer.headers["content-security-policy"] == "sandbox"
    if format_ == "docx":
        word = WordDocument(io.BytesIO(answer.body))
        texts = [one.text for one in word.element.iter() if one.tag.endswith("}t")]
        assert any(spelled("举行") in str(text) for text in texts)
    elif format_ == "epub":
        assert zipfile.ZipFile(io.BytesIO(answer.body)).namelist()[0] == "mimetype"
    else:
        assert spelled("举行") in answer.body.decode()


def test_a_correction_takes_the_place_of_a_translation(client: Client, tmp_path: Path) -> None:
    told = client.send("a.md", TEXT)
    document = f"/api/documents/{told['id']}"
    heading, row, figures = client.rows(told["id"])
    answer = client.ask(
        "PUT", f"{document}/rows/{row['id']}", {"text": "The meeting was in Beijing."}
    )
    check("rowAnswer")(answer.json)
    assert answer.json["row"]["is_corrected"] is True
    wrong = client.ask("PUT", f"{document}/rows/{figures['id']}", {"text": "3 people came."})
    (finding, *_) = wrong.json["row"]["findings"]
    assert (finding["severity"], finding["row"]) == ("note", 3)  # who wrote it knew better
    markdown = client.ask("GET", f"{document}/files/md").body.decode()
    assert "The meeting was in Beijing." in markdown
    assert client.ask("GET", document).json["document"]["corrections"] == 2
    stored = client.ask("POST", f"{document}/memory", {"author": "Li\ud800\n"})
    check("storedAnswer")(stored.json)
    assert stored.json["stored"] == 2
    with Memory(tmp_path / "memory.sqlite") as memory:
        (match,) = memory.find("会议在北京举行。")
    assert (match.entry.target, match.entry.author, match.entry.document) == (
        "The meeting was in Beijing.", "Li", "a.md",
    )  # fmt: skip
    again = client.send("b.txt", "会议在北京举行。".encode())
    assert client.rows(again["id"])[0]["target"] == "The meeting was in Beijing."
    assert heading["is_editable"] is True


def test_corrections_keep_the_formatting(client: Client) -> None:
    told = client.send("a.md", "会议[1]在**举行**。![图](a.png)好。\n".encode())
    (row,) = client.rows(told["id"])
    text = "Held\N{OBJECT REPLACEMENT CHARACTER} well."
    changed = client.ask("PUT", f"/api/documents/{told['id']}/rows/{row['id']}", {"text": text})
    assert changed.json["row"]["text"] == "Held \N{OBJECT REPLACEMENT CHARACTER} well."
    markdown = client.ask("GET", f"/api/documents/{told['id']}/files/md?layout=target-only")
    assert "Held ![图](a.png) well." in markdown.body.decode()


@pytest.mark.parametrize(
    ("body", "status"),
    [({"text": " \n"}, 400), ({}, 400), ({"text": "a" * 50_001}, 413), ([], 400), (b"{", 400)],
)
def test_what_is_no_correction(client: Client, body: Any, status: int) -> None:
    told = client.send("a.md", TEXT)
    row = client.rows(told["id"])[1]
    answer = client.ask("PUT", f"/api/documents/{told['id']}/rows/{row['id']}", body)
    check("failure")(answer.json)
    assert answer.status == status
    assert client.rows(told["id"])[1] == row
    assert client.ask("PUT", f"/api/documents/{told['id']}/rows/none", {"text": "a"}).status == 404


def test_markdown_with_pictures_is_a_zip_file(client: Client) -> None:
    word = WordDocument()
    word.add_paragraph("会议").add_run().add_picture(io.BytesIO(PNG))
    packed = io.BytesIO()
    word.save(packed)
    told = client.send("a.docx", packed.getvalue())
    answer = client.ask("GET", f"/api/documents/{told['id']}/files/md")
    names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert names[-1] == "a.docx.md" and names[0].startswith("a.docx.files/")


def test_every_address_that_is_none_is_told_so(client: Client) -> None:
    for path in ("/none", "/api/none", "/api/documents/none/rows", "/download_file/none", "//"):
        assert client.ask("GET", path).status == 404
    assert client.ask("PATCH", "/api/documents").status == 405


def test_the_page_asks_nobody_else(client: Client) -> None:
    for path in PAGE:
        answer = client.ask("GET", path)
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        text = answer.body.decode().replace("http://www.w3.org/2000/svg", "")
        if path not in ("/openapi.json",):
            assert "http:" not in text and "https:" not in text and "innerHTML" not in text
            assert " style=" not in text and "onclick" not in text

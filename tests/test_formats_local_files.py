"""Pictures beside a Markdown file come along; addresses lead from the new place to the old."""

import base64
import re
import shutil
from pathlib import Path

import pytest

from bilingual.formats.local_files import with_local_images
from bilingual.model import Block, Document, Media, Span, SpanKind
from tests.conftest import ROOT, Run

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def showing(*addresses: str) -> Document:
    spans = tuple(Span(text="图", kind=SpanKind.IMAGE, href=href) for href in addresses)
    return Document(name="a.md", format="md", blocks=(Block(spans=spans),))


def test_pictures_near_the_seed_are_taken_once(tmp_path: Path) -> None:
    (tmp_path / "near").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "near" / "a b.png").write_bytes(PNG)
    document = showing("../near/a%20b.png", "../near/a%20b.png")
    assert with_local_images(document, tmp_path / "seeds").media == (
        Media(name="../near/a%20b.png", content=PNG),
    )


@pytest.mark.parametrize(
    "address",
    [
        "missing.png",
        "text.png",
        "../../far.png",
        "/etc/passwd",
        "https://a.cn/x.png",
        "//a.cn/x.png",
        "file:///x.png",
        "linked.png",
        "a\0b.png",
        "#x",
        "",
    ],
)
def test_nothing_else_is_taken(tmp_path: Path, address: str) -> None:
    seeds = tmp_path / "around" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "text.png").write_text("秘密", "utf-8")
    (tmp_path / "far.png").write_bytes(PNG)
    (seeds / "linked.png").symlink_to(tmp_path / "far.png")
    assert with_local_images(showing(address), seeds).media == ()


def test_addresses_lead_from_the_output_to_the_seed(bilingual: Run, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds" / "news"
    seeds.mkdir(parents=True)
    (seeds / "图.png").write_bytes(PNG)
    (seeds / "b.md").write_text("另一篇。\n", "utf-8")
    text = "看![图](图.png)和[另一篇](b.md#二)，还有[别的](https://a.cn/x)与[无](无.md)。\n"
    (seeds / "a.md").write_text(text, "utf-8")
    run = bilingual("translate", tmp_path / "seeds", "-o", tmp_path / "out", "--engine", "identity")
    assert run.returncode == 0, run.stderr
    written = (tmp_path / "out" / "news" / "a.md.md").read_text("utf-8")
    for address in ("../../seeds/news/%E5%9B%BE.png", "../../seeds/news/b.md#", "https://a.cn/x"):
        assert written.count(address) == 2
    assert "](无.md)" in written or "](%E6%97%A0.md)" in written


def test_pictures_in_a_word_file_lie_beside_its_markdown(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "a").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "gallery" / "report.docx", tmp_path / "seeds" / "a")
    command = ("translate", tmp_path / "seeds", "-o", tmp_path / "out", "--engine", "identity")
    assert bilingual(*command).returncode == 0
    text = (tmp_path / "out" / "a" / "report.docx.md").read_text("utf-8")
    (address,) = set(re.findall(r"\((report\.docx\.files/[^ )]+)", text))
    assert (tmp_path / "out" / "a" / address).read_bytes().startswith(b"\x89PNG")
    assert "1 fresh" in bilingual(*command).stderr


def test_pictures_inside_a_page_lie_beside_its_markdown(bilingual: Run, tmp_path: Path) -> None:
    picture = base64.b64encode(PNG + bytes(300)).decode()
    page = tmp_path / "page.html"
    page.write_text(f"<p>图</p><img src='data:image/png;base64,{picture}'>", "utf-8")
    assert (
        bilingual(
            "translate", page, "-o", tmp_path / "out", "--to", "md", "--engine", "identity"
        ).returncode
        == 0
    )
    text = (tmp_path / "out" / "page.html.md").read_text("utf-8")
    assert "](page.html.files/image-1.png)" in text
    assert (tmp_path / "out" / "page.html.files" / "image-1.png").is_file()

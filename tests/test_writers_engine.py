"""Every kind of document names who translated: engine, model, version, checksum, licence."""

import io
import zipfile

import pytest
import yaml

from bilingual.model import EngineInfo
from bilingual.writers import WriteOptions, render
from tests.builders import document, pair

CHECKSUM = "0123456789ab" + "c" * 52
ENGINE = EngineInfo(
    name="firefox",
    package="zh-en-base",
    version="2.1",
    checksum=CHECKSUM,
    licence="MPL-2.0, " + "and much more of it " * 20,
)


def text_of(format_: str, options: WriteOptions) -> str:
    content = render(document(pair("一", "One"), engine=ENGINE), format_, options)
    if format_ not in ("docx", "epub"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [one for one in package.namelist() if one.endswith((".xml", ".opf", ".xhtml"))]
        return "".join(package.read(name).decode() for name in names)


@pytest.mark.parametrize("has_cover", [True, False])
@pytest.mark.parametrize("format_", ["docx", "md", "html", "epub"])
def test_all_of_it_is_in_the_properties(format_: str, has_cover: bool) -> None:
    told = text_of(format_, WriteOptions(has_cover=has_cover))
    for fact in ("firefox", "zh-en-base", "2.1", CHECKSUM, ENGINE.licence.strip()):
        assert fact in told, fact


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_a_cover_has_it_in_short(format_: str) -> None:
    with_cover, without = (text_of(format_, WriteOptions(has_cover=one)) for one in (True, False))
    short = "version 2.1 · SHA-256 0123456789ab · licence: MPL-2.0, and much more"
    assert short in with_cover and short not in without
    assert with_cover.count(CHECKSUM) == 1


def test_front_matter_has_fields_of_their_own() -> None:
    told = text_of("md", WriteOptions()).split("---\n")[1]
    fields = yaml.safe_load(told)["bilingual"]
    assert (fields["package_version"], fields["package_checksum"]) == ("2.1", CHECKSUM)
    assert fields["package_licence"].startswith("MPL-2.0")


def test_what_is_not_known_is_not_said() -> None:
    engine = EngineInfo(name="identity")
    assert (engine.details, engine.described) == ("", "identity")
    told = render(document(pair("一", "One"), engine=engine), "md", WriteOptions()).decode()
    assert "Model" not in told and "package" not in told

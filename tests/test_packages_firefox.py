"""Firefox's models from a mirror on a server that may misbehave, installed by the real command."""

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.packages import argos_packages_folder
from bilingual.packages.folders import firefox_models_folder
from bilingual.packages.remote_settings import OFFICIAL_RECORDS, load_models, records_location
from bilingual.packages.zstd import largest_size
from tests.conftest import LOOPBACK, Run
from tests.package_server import PackageServer
from tests.tiny_firefox import installed_models, model_files, pack, publish_model

WORDS = ("Plain", "words", "here.")
INSTALL = ("models", "install", "zh-en", "--source", "firefox")
NAME = "firefox-zh_en-3_0"


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A folder with one model."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    publish_model(folder, *WORDS)
    return folder


def change(mirror: Path, role: str, **changes: Any) -> None:
    """Change a model's record of that role; of its attachment where the record lacks the field."""
    listed = mirror / "records.json"
    data = json.loads(listed.read_text("utf-8"))["data"]
    (record,) = [one for one in data if one["fileType"] == role]
    for name, value in changes.items():
        (record if name in record else record["attachment"])[name] = value
    listed.write_text(json.dumps({"data": data}), "utf-8")


def replace_file(mirror: Path, role: str, content: bytes) -> None:
    """Publish another content for a role."""
    records = json.loads((mirror / "records.json").read_text("utf-8"))["data"]
    (record,) = [one for one in records if one["fileType"] == role]
    packed = pack(content)
    (mirror / record["attachment"]["location"]).write_bytes(packed)
    change(
        mirror,
        role,
        hash=hashlib.sha256(packed).hexdigest(),
        size=len(packed),
        decompressedHash=hashlib.sha256(content).hexdigest(),
        decompressedSize=len(content),
    )


def test_a_model_is_fetched_verified_and_installed_with_its_licence(
    process: Run, server: PackageServer, home: Path
) -> None:
    records = publish_model(server.folder, *WORDS)
    run = process(*INSTALL, "--mirror", server.url, **LOOPBACK)
    place = firefox_models_folder() / NAME
    assert (run.returncode, run.stdout, run.stderr) == (0, f"installed {place}\n", "")
    assert sorted(path.name for path in place.iterdir()) == [
        "LICENSE", "README.md", "lex.bin", "metadata.json", "model.bin", "vocab.spm",
    ]  # fmt: skip
    assert {path.stem: path.read_bytes() for path in place.glob("*.bin")} == {
        role: content for role, content in model_files(*WORDS).items() if role != "vocab"
    }
    assert (place / "LICENSE").read_text("utf-8").startswith("Mozilla Public License Version 2.0")
    metadata = json.loads((place / "metadata.json").read_text("utf-8"))
    assert metadata["records"] == f"{server.url}/records.json"
    assert [(one["name"], one["sha256"], one["source"]) for one in metadata["files"]] == [
        (one["name"], one["decompressedHash"], f"{server.url}/{one['attachment']['location']}")
        for one in records
    ]
    assert [path.name for path in (home / "bilingual" / "downloads").iterdir()] == [".lock"]
    assert not argos_packages_folder().exists()


def test_the_newest_model_for_desktops_is_taken(bilingual: Run, mirror: Path) -> None:
    """Of Mozilla's two from Chinese, the higher version is a smaller one, for Android."""
    phone = {"version": "3.1", "filter_expression": "env.appinfo.OS == 'Android'"}
    publish_model(mirror, "Phone", **phone, architecture="base-memory")
    nightly = "env.channel == 'default' || env.channel == 'nightly'"
    publish_model(mirror, "Other", version="3.2a1", filter_expression=nightly)
    publish_model(mirror, "Other", version="4.0", filter_expression="")
    publish_model(mirror, "Newer", version="2.9", filter_expression="")
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    assert installed_models() == [NAME]
    publish_model(mirror, "Newer", version="3.10", filter_expression="")
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    assert installed_models() == ["firefox-zh_en-3_10"]


def test_the_better_of_two_models_of_one_version_is_taken(mirror: Path) -> None:
    publish_model(mirror, "Newer", filter_expression="", architecture="tiny")
    publish_model(mirror, "Other", filter_expression="", architecture="unheard-of")
    models = load_models(str(mirror), lambda *pair: pair == ("zh", "en"), timeout=1)
    assert [model.architecture for model in models] == ["base", "tiny", "unheard-of"]


def test_a_model_without_a_vocabulary_is_no_model(mirror: Path) -> None:
    change(mirror, "vocab", fileType="srcvocab")
    assert load_models(str(mirror), lambda *pair: pair == ("zh", "en"), timeout=1) == []


def test_records_of_the_older_collection_will_do(bilingual: Run, mirror: Path) -> None:
    listed = mirror / "records.json"
    data = json.loads(listed.read_text("utf-8"))["data"]
    for record in data:
        content = model_files(*WORDS)[record["fileType"]]
        (mirror / record["attachment"]["location"]).write_bytes(content)
        record["attachment"] |= {
            "hash": record["decompressedHash"],
            "size": len(content),
            "filename": record["name"],
        }
        record |= {"fromLang": "zh", "toLang": "en", "version": "2.0"}
        for newer in ("sourceLanguage", "targetLanguage", "architecture", "filter_expression"):
            del record[newer]
        del record["decompressedHash"], record["decompressedSize"]
    listed.write_text(json.dumps({"data": data}), "utf-8")
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    assert installed_models() == ["firefox-zh_en-2_0"]


def test_a_download_that_broke_off_goes_on(process: Run, server: PackageServer) -> None:
    model = publish_model(server.folder, *WORDS)[0]["attachment"]
    path = f"/{model['location']}"
    server.behave(path, cut_after=20_000, cuts=1)
    run = process(*INSTALL, "--mirror", server.url, **LOOPBACK)
    assert (run.returncode, run.stderr) == (0, "")
    ranges = [asked.range for asked in server.asked if asked.path == path]
    assert ranges[0] == "" and 0 < int(ranges[1].strip("bytes=-")) <= 20_000
    assert len(ranges) == 2


@pytest.mark.parametrize(
    ("role", "changes", "says"),
    [
        ("model", {"hash": "0" * 64}, "has another SHA-256 than the index says"),
        ("vocab", {"size": 7}, "bytes, not 7 as the index says"),
        ("lex", {"decompressedHash": "0" * 64}, "unpacks to something else than its record says"),
        ("lex", {"decompressedSize": 835}, "unpacks to something else than its record says"),
        ("model", {"hash": "none"}, "has no SHA-256"),
        ("model", {"size": 1 << 40}, "has 1,099,511,627,776 bytes"),
        ("model", {"location": "../../../etc/passwd"}, "is no place for an attachment"),
        ("model", {"location": "http://192.0.2.1/a"}, "is no place for an attachment"),
        ("model", {"location": "main-workspace/gone.zst"}, "No such file"),
    ],
)
def test_what_is_not_as_recorded_is_not_installed(
    bilingual: Run, mirror: Path, role: str, changes: dict[str, Any], says: str
) -> None:
    change(mirror, role, **changes)
    run = bilingual(*INSTALL, "--mirror", mirror)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert says in run.stderr
    assert installed_models() == []


def test_a_model_that_the_engine_cannot_load_is_not_installed(process: Run, mirror: Path) -> None:
    """fxtranslate panics where a matrix is missing: pages on stderr, and no `Exception`."""
    content = model_files(*WORDS)["model"].replace(b"decoder_l1_rnn_Wf\0", b"decoder_l1_rnn_Wx\0")
    replace_file(mirror, "model", content)
    run = process(*INSTALL, "--mirror", mirror, RUST_BACKTRACE="1")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert f"{NAME}: cannot be loaded (" in run.stderr
    assert installed_models() == []


@pytest.mark.parametrize("role", ["model", "vocab"])
def test_a_file_of_zeros_is_one_line(bilingual: Run, mirror: Path, role: str) -> None:
    replace_file(mirror, role, b"\0" * 500)
    run = bilingual(*INSTALL, "--mirror", mirror)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert installed_models() == []


def test_a_file_that_would_fill_the_memory_is_not_unpacked(bilingual: Run, mirror: Path) -> None:
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b"a"  # the same byte over and over
    last = (1 << 3 | 1).to_bytes(3, "little") + b"a"
    bomb = b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", 1) + block * 8_000 + last
    assert largest_size(bomb) > 1_000_000_000
    location = json.loads((mirror / "records.json").read_text("utf-8"))["data"][0]["attachment"]
    (mirror / location["location"]).write_bytes(bomb)
    change(mirror, "model", hash=hashlib.sha256(bomb).hexdigest(), size=len(bomb))
    run = bilingual(*INSTALL, "--mirror", mirror)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "cannot be unpacked (it would fill the memory)" in run.stderr


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"data": [1]}', '{"data": [{}]}', "<html>"])
def test_what_is_no_list_of_models_is_one_line(bilingual: Run, mirror: Path, content: str) -> None:
    (mirror / "records.json").write_text(content, "utf-8")
    run = bilingual(*INSTALL, "--mirror", mirror)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "records.json: not a list of models (" in run.stderr


def test_a_pair_that_is_not_there_is_one_line(bilingual: Run, mirror: Path, tmp_path: Path) -> None:
    run = bilingual("models", "install", "en-zh", "--source", "firefox", "--mirror", mirror)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "records.json: lists no model for en->zh; " in run.stderr
    nowhere = bilingual(*INSTALL, "--mirror", tmp_path / "nowhere")
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (2, 1)
    assert "records.json: cannot be read (No such file" in nowhere.stderr


def test_between_other_languages_two_models_are_installed(bilingual: Run, mirror: Path) -> None:
    publish_model(mirror, "Newer", sourceLanguage="en", targetLanguage="de")
    run = bilingual("models", "install", "zh-de", "--source", "firefox", "--mirror", mirror)
    assert run.returncode == 0, run.stderr
    assert installed_models() == ["firefox-en_de-3_0", NAME]


def test_what_can_be_had_is_listed(bilingual: Run, mirror: Path) -> None:
    publish_model(mirror, "Newer", version="3.2")
    publish_model(mirror, "Other", sourceLanguage="en", targetLanguage="zh-Hant")
    publish_model(mirror, "Other", sourceLanguage="en", targetLanguage="de")
    listing = ("models", "list", "--available", "--source", "firefox", "--mirror", mirror)
    assert bilingual(*listing).stdout.splitlines()[1:] == [
        "  en-zt  3.0  0.3 MB", "  zh-en  3.2  0.3 MB",
    ]  # fmt: skip
    assert "  en-de  3.0  0.3 MB" in bilingual(*listing, "--all").stdout
    rows = json.loads(bilingual(*listing, "--json").stdout)["results"]
    assert [(row["name"], row["engine"]) for row in rows] == [
        ("firefox-en_zt-3_0", "firefox"), ("firefox-zh_en-3_2", "firefox"),
    ]  # fmt: skip
    assert len(rows[1]["links"]) == 3


def test_the_network_can_be_forbidden(process: Run, server: PackageServer) -> None:
    publish_model(server.folder, *WORDS)
    install = (*INSTALL, "--mirror", server.url)
    for run in (
        process(*install, "--offline", **LOOPBACK),
        process(*install, **LOOPBACK, BILINGUAL_OFFLINE=1),
        process(*INSTALL, "--offline"),
        process("models", "list", "--available", "--source", "firefox", "--offline"),
    ):
        assert (run.returncode, run.stderr.count("\n")) == (2, 1)
        assert "needs the network, which --offline or BILINGUAL_OFFLINE forbids" in run.stderr
    assert server.asked == []
    # From a folder all comes without a network.
    assert process(*INSTALL, "--mirror", server.folder, "--offline").returncode == 0


def test_translating_fetches_nothing(process: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议在北京举行。", "utf-8")
    run = process("translate", "a.txt", "--engine", "firefox", "--install")
    assert (run.returncode, run.stderr) == (
        2,
        "bilingual: no model of firefox translates zh to en; install one with: bilingual models "
        "install zh-en --source firefox\n",
    )


def test_a_mirror_is_for_firefox_alone(bilingual: Run, mirror: Path) -> None:
    run = bilingual("models", "install", "zh-en", "--mirror", mirror)
    assert run.returncode == 2
    assert run.stderr.startswith("bilingual: --mirror: goes with --source firefox alone; ")


def test_without_the_extra_nothing_is_fetched(
    bilingual: Run, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilingual.packages.obtain_firefox.find_spec", lambda name: None)
    (mirror / "records.json").unlink()
    run = bilingual(*INSTALL, "--mirror", mirror)
    assert (run.returncode, run.stderr) == (
        2,
        "bilingual: --source firefox: needs fxtranslate, not installed here; "
        "pip install 'bilingual-zh[firefox]'\n",
    )


def test_it_is_listed_verified_carried_and_removed(
    bilingual: Run, mirror: Path, tmp_path: Path
) -> None:
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    listed = json.loads(bilingual("models", "list", "--json").stdout)["results"][0]
    assert (listed["name"], listed["engine"], listed["is_used"]) == (NAME, "firefox", False)
    assert listed["licence"] == "Mozilla Public License 2.0."
    assert "installed, for --engine firefox" in bilingual("models", "list").stdout
    assert bilingual("models", "verify", NAME).stdout == f"good  {NAME}  as installed\n"
    bundle = tmp_path / "bundle"
    assert bilingual("models", "bundle", "-o", bundle).returncode == 0
    assert sorted(path.name for path in bundle.iterdir()) == [
        "README.txt", f"{NAME}.firefoxmodel", "manifest.json",
    ]  # fmt: skip
    assert bilingual("models", "remove", NAME).returncode == 0
    assert installed_models() == []
    assert bilingual("models", "install", bundle, "--offline").returncode == 0
    assert bilingual("models", "verify", NAME).stdout == f"good  {NAME}  as installed\n"
    assert json.loads(bilingual("models", "list", "--json").stdout)["results"][0] == listed
    path = bilingual("models", "path", "--source", "firefox").stdout.strip()
    assert Path(path, NAME, "model.bin").is_file()


def test_one_that_has_changed_is_found_out(bilingual: Run, mirror: Path) -> None:
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    changed = model_files("Other", *WORDS[1:])["model"]
    (firefox_models_folder() / NAME / "model.bin").write_bytes(changed)
    run = bilingual("models", "verify", NAME)
    assert run.returncode == 1
    assert "has changed since it was installed" in run.stdout


def test_an_engine_takes_its_own_kind(bilingual: Run, mirror: Path, tmp_path: Path) -> None:
    assert bilingual(*INSTALL, "--mirror", mirror).returncode == 0
    (tmp_path / "a.txt").write_text("会议在北京举行。", "utf-8")
    place = firefox_models_folder() / NAME
    run = bilingual("translate", "a.txt", "--package", place)
    assert (run.returncode, run.stderr) == (
        2, f"bilingual: {place}: is for --engine firefox; name that engine\n"
    )  # fmt: skip
    misnamed = tmp_path / "model.argosmodel"
    bilingual("models", "bundle", "-o", tmp_path)
    (tmp_path / f"{NAME}.firefoxmodel").rename(misnamed)
    run = bilingual("models", "install", misnamed)
    assert run.returncode == 2
    assert "is for --engine firefox; name it NAME.firefoxmodel" in run.stderr


def test_the_official_list_is_mozillas() -> None:
    assert records_location() == OFFICIAL_RECORDS
    assert records_location("https://example.org/models/") == (
        "https://example.org/models/records.json"
    )


@given(st.binary(max_size=300_000))
def test_what_is_packed_is_counted(content: bytes) -> None:
    assert largest_size(pack(content)) == len(content)
    assert largest_size(pack(content) * 2) == 2 * len(content)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_what_ends_early_is_not_packed(content: bytes, length: int) -> None:
    packed = pack(content)
    if 0 < length < len(packed):
        with pytest.raises(ValueError, match=r"ends too early|not packed"):
            largest_size(packed[:length])

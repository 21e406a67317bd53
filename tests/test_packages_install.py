"""Packages from files, installed by the real command: bad ones, changed ones, bundles."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bilingual.engines import ENGINES
from bilingual.packages import argos_packages_folder
from tests.conftest import Archive, Run
from tests.test_engines import EMBEDDED
from tests.tiny_packages import installed, litter, tiny_package, what_is_said


def test_a_file_is_installed_used_verified_and_removed(
    bilingual: Run, archive: Archive, home: Path
) -> None:
    run = bilingual("models", "install", archive())
    place = home / "argos-translate" / "packages" / "translate-zh_en-1_0"
    assert (run.returncode, run.stdout) == (0, f"installed {place}\n"), run.stderr
    assert what_is_said() == "Plain words here."
    first, facts, embedded, _ = bilingual("models", "list").stdout.splitlines()
    assert first.startswith("* translate-zh_en-1_0  zh->en  1.0  ")
    assert first.endswith("installed, used: newest installed for zh->en")
    assert facts.endswith("Made by a test, CC0.")
    assert embedded.startswith(f"  {EMBEDDED.name}")
    assert bilingual("models", "verify").stdout.splitlines() == [
        "good  translate-zh_en-1_0  as installed",
        f"good  {EMBEDDED.name}  works; part of bilingual",
    ]
    assert bilingual("models", "path").stdout == f"{place.parent}\n"
    removed = bilingual("models", "remove", place.name)
    assert (removed.returncode, removed.stdout) == (0, f"removed {place}\n")
    assert installed() == []


def test_a_newer_version_replaces_the_older_one_of_its_pair_only(
    bilingual: Run, archive: Archive
) -> None:
    for path in (
        archive(),
        archive("German", from_code="en", to_code="de"),
        archive("Newer", version="1.1"),
    ):
        assert bilingual("models", "install", path).returncode == 0
    assert installed() == ["translate-en_de-1_0", "translate-zh_en-1_1"]
    assert what_is_said() == "Newer words here."
    assert litter() == [".packages-lock", "packages"]


def test_a_changed_package_is_bad(bilingual: Run, archive: Archive) -> None:
    bilingual("models", "install", archive())
    metadata = argos_packages_folder() / "translate-zh_en-1_0" / "metadata.json"
    metadata.write_text(metadata.read_text("utf-8").replace("1.9.0", "1.9.1"), "utf-8")
    run = bilingual("models", "verify", "translate-zh_en-1_0")
    assert run.returncode == 1
    assert run.stdout.startswith("bad  translate-zh_en-1_0  ")
    assert "has changed since it was installed; install it again" in run.stdout
    # Installed anew under the same name, it is compared with what is there now.
    assert bilingual("models", "install", archive("Newer")).returncode == 0
    assert bilingual("models", "verify", "translate-zh_en-1_0").returncode == 0


def test_a_damaged_package_is_named_and_can_be_removed(bilingual: Run, archive: Archive) -> None:
    bilingual("models", "install", archive())
    place = argos_packages_folder() / "translate-zh_en-1_0"
    (place / "sentencepiece.model").unlink()
    listed = bilingual("models", "list")
    assert listed.returncode == 0
    assert listed.stderr.startswith(f"bilingual: {place}: has no sentencepiece.model")
    assert bilingual("models", "verify").returncode == 1
    doctor = bilingual("doctor")
    assert doctor.returncode == 1
    assert "mend with: bilingual models remove translate-zh_en-1_0" in doctor.stdout
    assert bilingual("models", "remove", "translate-zh_en-1_0").returncode == 0
    assert bilingual("models", "verify").returncode == 0


def test_packages_of_other_kinds_are_passed_over(bilingual: Run) -> None:
    sentences = argos_packages_folder() / "sbd"
    sentences.mkdir(parents=True)
    (sentences / "metadata.json").write_text('{"type": "sbd", "from_codes": ["zh"]}', "utf-8")
    assert bilingual("models", "list").stderr == ""


def test_what_is_not_there(bilingual: Run) -> None:
    for arguments, said in (
        (("remove", EMBEDDED.name), "is part of bilingual and cannot be removed"),
        (("remove", "nothing"), "nothing: no such package is installed; see bilingual models list"),
        (("remove", "../packages"), "no such package is installed"),
        (("verify", "nothing"), "nothing: no such package is installed; see bilingual models list"),
        (("bundle", "-o", "usb"), "no package is installed to bundle; install one with: bilingual"),
        (("install", "nothing"), "nothing: no such file or folder; check the path"),
    ):
        run = bilingual("models", *arguments)
        assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
        assert said in run.stderr


def rezip(path: Path, change: Callable[[zipfile.ZipFile], None], *, without: str = "") -> None:
    """Write the archive anew, without a member, changed."""
    with zipfile.ZipFile(path) as old:
        members = {info: old.read(info) for info in old.infolist() if not info.is_dir()}
    with zipfile.ZipFile(path, "w") as new:
        for info, content in members.items():
            if not (without and info.filename.endswith(without)):
                new.writestr(info, content)
        change(new)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("p/metadata.json", bytes(range(256)) * 100)
    content = bytearray(path.read_bytes())
    content[60:80] = b"\xff" * 20
    path.write_bytes(content)


def slip(path: Path) -> None:
    rezip(path, lambda package: package.writestr("../../evil", "evil"))


def absolute(path: Path) -> None:
    rezip(path, lambda package: package.writestr("/tmp/evil", "evil"))


def symlink(path: Path) -> None:
    link = zipfile.ZipInfo("translate-zh_en-1_0/model/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    rezip(path, lambda package: package.writestr(link, "/etc/passwd"))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("p/metadata.json", bytes(20_000_000))


def two_folders(path: Path) -> None:
    rezip(path, lambda package: package.writestr("another/metadata.json", "{}"))


def without(member: str) -> Callable[[Path], None]:
    return lambda path: rezip(path, lambda package: None, without=member)


def broken_model(path: Path) -> None:
    member = "translate-zh_en-1_0/model/model.bin"
    rezip(path, lambda package: package.writestr(member, b"broken"), without="model.bin")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (truncate, "not an Argos package or damaged"),
        (garble, "not an Argos package or damaged"),
        (slip, "'../../evil' would leave its folder"),
        (absolute, "'/tmp/evil' would leave its folder"),
        (symlink, "link' would leave its folder"),
        (bomb, "it would fill the disk"),
        (two_folders, "it must hold one package folder"),
        (without("metadata.json"), "no metadata.json"),
        (without("sentencepiece.model"), "has no sentencepiece.model"),
        (without("model.bin"), "has no model/model.bin"),
        (broken_model, "cannot be loaded"),
    ],
)
def test_a_bad_file_is_one_line_and_the_old_package_stays(
    bilingual: Run, archive: Archive, spoil: Callable[[Path], None], said: str
) -> None:
    tiny_package(argos_packages_folder())  # the old one
    bad = archive("Newer")
    spoil(bad)
    run = bilingual("models", "install", bad)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith(f"bilingual: {bad}: ")
    assert said in run.stderr
    assert installed() == ["translate-zh_en-1_0"]
    assert what_is_said() == "Plain words here."
    assert not list(bad.parent.rglob("evil"))
    assert litter() == [".packages-lock", "packages"]


def test_a_bundle_is_carried_to_a_second_machine(
    bilingual: Run, archive: Archive, tmp_path: Path
) -> None:
    for path in (archive(), archive("German", from_code="en", to_code="de")):
        bilingual("models", "install", path)
    bundled = bilingual("models", "bundle", "-o", "usb")
    usb = tmp_path / "usb"
    names = [Path(line).name for line in bundled.stdout.splitlines()]
    assert sorted(names) == sorted(path.name for path in usb.iterdir())
    assert "README.txt" in names and "manifest.json" in names
    assert "zh->en, version 1.0" in (usb / "README.txt").read_text("utf-8")

    second = {name: tmp_path / "second" for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    carried = bilingual("models", "install", usb, "--offline", **second)
    assert carried.returncode == 0, carried.stderr
    rows = json.loads(bilingual("models", "list", "--json", **second).stdout)["results"]
    assert [(row["name"], row["source"]) for row in rows[:2]] == [
        ("translate-en_de-1_0", "installed"),
        ("translate-zh_en-1_0", "installed"),
    ]
    assert bilingual("models", "verify", **second).returncode == 0

    tampered = usb / "translate-zh_en-1_0.argosmodel"
    with tampered.open("ab") as file:
        file.write(b"x")
    third = {name: tmp_path / "third" for name in second}
    refused = bilingual("models", "install", usb, **third)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert f"{tampered}: not as it was bundled (SHA-256 differs)" in refused.stderr
    assert "packages" not in "".join(map(str, (tmp_path / "third").rglob("translate*")))
    (usb / "manifest.json").unlink()
    assert "not a bundle (no manifest.json)" in bilingual("models", "install", usb, **third).stderr


def test_json_on_all(bilingual: Run, archive: Archive, tmp_path: Path) -> None:
    def rows(*arguments: object) -> list[Any]:
        run = bilingual(*arguments, "--json")
        assert run.returncode == 0, run.stderr
        answer = json.loads(run.stdout)["results"]
        assert isinstance(answer, list)
        return answer

    (done,) = rows("models", "install", archive())
    assert done["name"] == "translate-zh_en-1_0" and done["is_used"]
    listed = rows("models", "list")[0]
    assert listed == done
    verified = rows("models", "verify")[0]
    assert (verified["checksum"], verified["problem"]) == (done["checksum"], "")
    assert rows("models", "path") == [{"path": str(argos_packages_folder())}]
    assert len(rows("models", "bundle", "-o", "usb")) == 3
    subjects = {row["subject"] for row in rows("doctor")}
    assert subjects == {
        "versions", "packages", "engines", "fonts", "pdf", "ocr", "llm", "packages folder",
        "output", "translation",
    }  # fmt: skip
    engines = [row for row in rows("doctor") if row["subject"] == "engines"]
    assert [row["state"].split(",")[0].split(":")[0] for row in engines] == [
        kind.name for kind in ENGINES
    ]
    assert "scores, attention; takes --package, --device" in engines[0]["state"]
    assert rows("models", "remove", "translate-zh_en-1_0") == [{"path": done["path"]}]

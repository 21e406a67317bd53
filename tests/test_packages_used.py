"""Installed packages at work: the first use, other languages, and Argos Translate itself."""

import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from bilingual.packages import argos_packages_folder
from tests.conftest import LOOPBACK, Archive, Run, guarded
from tests.package_server import PackageServer
from tests.test_engines import EMBEDDED
from tests.tiny_packages import installed, pack, tiny_package

DRAFT = f"{EMBEDDED.name} is a draft-quality model"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A document to translate."""
    path = tmp_path / "a.txt"
    path.write_text("会议举行。\n\n双方签署協議。\n", "utf-8")
    return path


def written(text: Path) -> str:
    return (text.parent / "out" / "a.txt.md").read_text("utf-8")


def test_install_beforehand_then_translate(
    online: Run, server: PackageServer, text: Path, bilingual: Run
) -> None:
    run = online("translate", text, "--install")
    assert run.returncode == 0, run.stderr
    assert DRAFT not in run.stderr
    assert installed() == ["translate-zh_en-1_0"]
    assert "Plain words here." in written(text) and "Draft" not in written(text)
    asked = len(server.asked)
    assert online("translate", text, "--install").returncode == 0
    assert len(server.asked) == asked
    assert bilingual("translate", text, "--check").returncode == 0


def test_nobody_is_asked_without_a_terminal(bilingual: Run, text: Path) -> None:
    run = bilingual("translate", text, "--to", "md")
    assert run.returncode == 0
    assert run.stderr.splitlines()[0].startswith(f"bilingual: {DRAFT}")
    assert "Draft machine translation" in written(text)


def test_install_without_a_server(process: Run, text: Path) -> None:
    variables = {**LOOPBACK, "BILINGUAL_INDEX": "http://127.0.0.1:9"}
    run = process("translate", text, "--install", **variables)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "cannot be fetched (no connection)" in run.stderr


def in_terminal(text: Path, answer: str, *options: str, **variables: object) -> str:
    """What a user sees of ``bilingual translate`` who types ``answer``."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "translate", text, "--to", "md", *options],
        cwd=text.parent,
        env=guarded(TERM="xterm", COLUMNS=500, **variables),
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    seen = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # nobody is at the other end any more
            more = b""
        if not more:
            break
        seen += more
    os.close(ours)
    assert process.wait(timeout=120) == 0, seen
    return seen.decode()


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_in_a_terminal_the_user_is_asked(server: PackageServer, text: Path) -> None:
    variables = {**LOOPBACK, "BILINGUAL_INDEX": server.url}
    question = "Install the official package now?"

    offline = in_terminal(text, "", "--offline", **variables)
    assert question not in offline and DRAFT in offline
    forced = ("--force",)
    forbidden = in_terminal(text, "", *forced, **variables, BILINGUAL_OFFLINE=1)
    assert question not in forbidden

    no = in_terminal(text, "n\n", *forced, **variables)
    assert question in no and "50 to 150 MB" in no and DRAFT in no
    assert server.asked == []
    assert "Draft machine translation" in written(text)

    yes = in_terminal(text, "y\n", *forced, **variables)
    assert question in yes and DRAFT not in yes
    assert installed() == ["translate-zh_en-1_0"]
    assert "Plain words here." in written(text)


def test_traditional_packages_are_for_traditional_documents(bilingual: Run, text: Path) -> None:
    root = argos_packages_folder()
    tiny_package(root, "Plain", version="1.9")
    command = ("translate", text, "--to", "md", "--force")
    assert bilingual(*command, "--script", "traditional").returncode == 0
    assert "Plain words here." in written(text) and "雙方簽署協議" in written(text)
    tiny_package(root, "Traditional", from_code="zt")
    assert bilingual(*command, "--script", "traditional").returncode == 0
    assert "Traditional words here." in written(text) and "雙方簽署協議" in written(text)
    assert bilingual(*command).returncode == 0
    assert "Plain words here." in written(text) and "双方签署协议" in written(text)


def test_through_english_to_another_language(bilingual: Run, text: Path) -> None:
    none = bilingual("translate", text, "--target", "de")
    assert (none.returncode, none.stderr.count("\n")) == (2, 1)
    assert "install one with: bilingual models install zh-de" in none.stderr
    tiny_package(argos_packages_folder())
    tiny_package(argos_packages_folder(), "German", from_code="en", to_code="de")
    run = bilingual("translate", text, "--target", "de")
    assert run.returncode == 0, run.stderr
    markdown = written(text)
    assert "target_language: de\n" in markdown
    assert "| 中文 | German |" in markdown and "German words here." in markdown
    assert "translate-zh_en-1_0 + translate-en_de-1_0" in markdown
    word = docx.Document(str(text.parent / "out" / "a.txt.docx"))
    assert [cell.text for cell in word.tables[0].rows[0].cells] == ["中文", "German"]
    styles = word.styles.element.xml
    assert 'w:val="de' in styles and 'w:eastAsia="zh-CN"' in styles
    assert "en-US" not in styles.partition("Target")[2]


_ARGOS = """
import sys
from argostranslate import package, sbd, translate
{install}
class Whole:
    def __init__(self, package): pass
    def split_sentences(self, text): return [text]
translate.MiniSBDSentencizer = Whole  # the one it has wants a model from the network
print([(p.from_code, p.to_code, p.package_version) for p in package.get_installed_packages()])
print(translate.translate("会议举行。", "zh", "en"))
"""


def argos(install: str = "") -> list[str]:
    """What Argos Translate's own API finds and says."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ARGOS.format(install=install)],
        env=guarded(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_argos_translate_uses_what_is_installed_here(bilingual: Run, tmp_path: Path) -> None:
    archive = pack(tiny_package(tmp_path / "made"), tmp_path / "plain.argosmodel")
    assert bilingual("models", "install", archive).returncode == 0
    assert argos() == ["[('zh', 'en', '1.0')]", "Plain words here."]
    newer = pack(tiny_package(tmp_path / "made", "Newer", version="1.1"), tmp_path / "n.argosmodel")
    assert bilingual("models", "install", newer).returncode == 0
    assert argos() == ["[('zh', 'en', '1.1')]", "Newer words here."]


def test_what_argos_translate_installed_is_used_here(
    bilingual: Run, tmp_path: Path, text: Path
) -> None:
    archive = pack(tiny_package(tmp_path / "made"), tmp_path / "plain.argosmodel")
    argos(f"package.install_from_path({str(archive)!r})")
    listed = bilingual("models", "list").stdout
    assert listed.startswith("* translate-zh_en-1_0  zh->en  1.0  ")
    verified = bilingual("models", "verify", "translate-zh_en-1_0")
    assert "works; not installed by bilingual, so not compared" in verified.stdout
    assert bilingual("translate", text).returncode == 0
    assert "Plain words here." in written(text)


def test_a_package_whose_files_have_changed_is_not_used(
    bilingual: Run, archive: Archive, text: Path
) -> None:
    assert bilingual("models", "install", archive()).returncode == 0
    (model,) = argos_packages_folder().glob("*/model/model.bin")
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    run = bilingual("translate", text)
    assert run.returncode == 2
    assert "has changed since it was installed; install it again" in run.stderr

"""The real command, without a network."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest

from bilingual import __version__
from tests import embedded
from tests.conftest import ROOT, Run, guarded

_IDENTITY = ("--engine", "identity")
_HEAVY = (
    "ctranslate2",
    "argostranslate",
    "docx",
    "lxml",
    "opencc",
    "pypinyin",
    "sentencepiece",
    "rich",
    "sqlite3",
)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder as users have them: formats mixed, subfolders, droppings of other programs."""
    folder = tmp_path / "seeds"
    (folder / "news").mkdir(parents=True)
    (folder / "a.txt").write_text("中國(guó)聯(lián)通,算力\n\n第二段。\n", "utf-8")
    (folder / "a.md").write_text("# 标题\n\n运行 `ls -l` 命令。\n", "utf-8")
    (folder / "news" / "a.txt").write_bytes("会议在云南省昆明市举行。".encode("gb18030"))
    word = docx.Document()
    word.add_paragraph("会议举行。")
    word.save(str(folder / "a.docx"))
    (folder / "~$a.docx").write_bytes(b"lock")
    (folder / ".hidden.txt").write_text("隐藏", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder and what they hold."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_becomes_documents_beside_each_other(process: Run, seeds: Path) -> None:
    run = process("translate", seeds, "-o", "out")
    assert run.returncode == 0, run.stderr
    names = [
        f"{name}.{to}"
        for name in ("a.docx", "a.md", "a.txt", "news/a.txt")
        for to in ("docx", "md")
    ]
    assert sorted(files(seeds.parent / "out")) == [".bilingual.json", *sorted(names)]
    assert len(run.stdout.splitlines()) == len(names)
    assert run.stderr.splitlines()[0].startswith(f"bilingual: {embedded.NAME} is a draft")
    assert run.stderr.splitlines()[-1] == "bilingual: 4 written"


def test_a_second_run_writes_nothing(bilingual: Run, seeds: Path) -> None:
    bilingual("translate", seeds, "-o", "out", *_IDENTITY)
    before = {path: path.stat().st_mtime_ns for path in (seeds.parent / "out").rglob("*")}
    run = bilingual("translate", seeds, "-o", "out", *_IDENTITY)
    assert run.returncode == 0
    assert run.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in (seeds.parent / "out").rglob("*")} == before


def test_the_same_input_gives_the_same_bytes(process: Run, seeds: Path) -> None:
    for out in ("one", "two"):
        process("translate", seeds, "-o", out)
    alone = process("translate", seeds / "a.md", "-o", "three")
    assert alone.returncode == 0
    one, two, three = (files(seeds.parent / out) for out in ("one", "two", "three"))
    assert one == two
    assert {name: one[name] for name in three if name != ".bilingual.json"} == {
        name: content for name, content in three.items() if name != ".bilingual.json"
    }


def test_what_changed_is_translated_again(bilingual: Run, seeds: Path) -> None:
    def run(*options: str) -> list[str]:
        return bilingual(
            "translate", seeds, "-o", "out", "--to", "md", *_IDENTITY, *options
        ).stdout.split("\n")[:-1]

    assert len(run()) == 4
    (seeds / "a.md").write_text("新文。", "utf-8")
    (seeds / "b.txt").write_text("新来的。", "utf-8")
    assert run("--dry-run") == ["would write out/a.md.md", "would write out/b.txt.md"]
    assert run() == ["written out/a.md.md", "written out/b.txt.md"]
    (seeds.parent / "out" / "b.txt.md").unlink()
    assert run() == ["written out/b.txt.md"]
    assert len(run("--layout", "interleaved")) == 5
    assert run("--layout", "interleaved") == []
    assert len(run("--layout", "interleaved", "--force")) == 5


def test_check_tells_stale_from_fresh(bilingual: Run, seeds: Path) -> None:
    command = ("translate", seeds, "-o", "out", *_IDENTITY)
    assert bilingual(*command, "--check").returncode == 1
    assert not (seeds.parent / "out").exists()
    bilingual(*command)
    assert bilingual(*command, "--check").returncode == 0
    # Another format from the same settings does not make the first one stale.
    bilingual(*command, "--to", "md")
    assert bilingual(*command, "--check").returncode == 0


def test_a_hand_edited_document_is_kept(bilingual: Run, seeds: Path) -> None:
    command = ("translate", seeds / "a.txt", "-o", "out", "--to", "md", *_IDENTITY)
    bilingual(*command)
    edited = seeds.parent / "out" / "a.txt.md"
    edited.write_text("edited by a person", "utf-8")
    assert bilingual(*command).returncode == 0
    (seeds / "a.txt").write_text("新文。", "utf-8")
    run = bilingual(*command)
    assert run.returncode == 1
    assert "not as bilingual wrote it" in run.stderr
    assert edited.read_text("utf-8") == "edited by a person"
    assert bilingual(*command, "--force").returncode == 0
    assert "新文" in edited.read_text("utf-8")


def test_json_for_machines(process: Run, seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"")
    run = process("translate", seeds, "-o", "out", "--json")
    report = json.loads(run.stdout)
    assert run.returncode == 1
    assert report["engine"]["quality"] == "draft"
    by_name = {Path(result["source"]).name: result for result in report["results"]}
    assert by_name["bad.txt"]["status"] == "failed"
    assert by_name["a.md"]["pairs"] == 2


def test_quiet_and_verbose(bilingual: Run, seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"")
    quiet = bilingual("translate", seeds, "-o", "out", "-q", *_IDENTITY)
    assert quiet.stdout == ""
    assert quiet.stderr.count("\n") == 1 and "bad.txt: has no text" in quiet.stderr
    verbose = bilingual("translate", seeds, "-o", "out", "-v", *_IDENTITY)
    assert "fresh out/a.md.md" in verbose.stdout


def test_a_folder_run_names_what_it_passes_over(bilingual: Run, seeds: Path) -> None:
    for name in ("a.doc", "b.DOC", "news/c.mp3", "glossary.csv", "LICENSE"):
        (seeds / name).write_text("source,target\n会议,meeting\n", "utf-8")
    said = "5 files passed over: 2 .doc (save as .docx), 1 without a suffix, 1 .mp3, 1 .png"
    run = bilingual("translate", seeds, "-o", "out", *_IDENTITY)
    assert run.returncode == 0 and f"bilingual: {said}\n" in run.stderr
    run = bilingual("translate", seeds, "-o", "out", "--json", *_IDENTITY)
    assert json.loads(run.stdout)["passed_over"] == {"": 1, ".doc": 2, ".mp3": 1, ".png": 1}


def test_a_folder_of_nothing_readable_is_a_failure(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.wps").write_bytes(b"x")
    for options in ((), ("--quiet",), ("--json",), ("--dry-run",)):
        run = bilingual("translate", tmp_path / "in", "-o", "out", *options, *_IDENTITY)
        assert run.returncode == 1
        assert run.stderr == (
            "bilingual: no files found that can be read; 1 file passed over: "
            "1 .wps (save as .docx)\n"
        )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "has no text"),
        ("blank.txt", b" \n\n", "has no text"),
        ("png.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a binary file"),
        ("broken.txt", b"\xff\x81\x20\x80", "cannot be decoded"),
        ("cut.docx", b"PK\x03\x04 and no more", "docx"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        ("odd.mp3", b"PK", "use one of .txt"),
    ],
)
def test_bad_input_is_one_line_and_the_rest_is_written(
    bilingual: Run, seeds: Path, name: str, content: bytes, said: str
) -> None:
    bad = seeds / name
    bad.write_bytes(content)
    run = bilingual("translate", bad, seeds / "a.md", seeds / "none.txt", "-o", "out", *_IDENTITY)
    assert run.returncode == 1
    assert sorted(files(seeds.parent / "out")) == [".bilingual.json", "a.md.docx", "a.md.md"]
    missing, wrong = sorted(run.stderr.splitlines()[:-1], key=lambda line: "none.txt" not in line)
    assert missing.endswith("none.txt: no such file or folder; check the path")
    assert wrong.startswith(f"bilingual: {bad}: ")
    assert said in wrong


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_file_that_vanished_fails_alone(bilingual: Run, seeds: Path) -> None:
    (seeds / "gone.txt").symlink_to(seeds / "nowhere.txt")
    run = bilingual("translate", seeds, "-o", "out", "--to", "md", *_IDENTITY)
    assert run.returncode == 1
    assert "gone.txt: cannot be opened (No such file or directory)" in run.stderr
    assert len(run.stdout.splitlines()) == 4


def test_two_inputs_for_one_output(bilingual: Run, seeds: Path) -> None:
    run = bilingual("translate", seeds / "news" / "a.txt", seeds / "a.txt", "-o", "out", *_IDENTITY)
    assert run.returncode == 1
    assert "would have the same output as" in run.stderr
    assert "out/a.txt.md" in run.stdout
    again = bilingual("translate", seeds / "a.txt", seeds / "a.txt", "-o", "two", *_IDENTITY)
    assert again.returncode == 0


def test_an_output_folder_inside_the_input_is_not_read(bilingual: Run, seeds: Path) -> None:
    for _ in range(2):
        assert bilingual("translate", ".", "-o", "out", *_IDENTITY, cwd=seeds).returncode == 0
    assert not (seeds / "out" / "out").exists()


def test_what_programs_put_beside_seeds_is_not_read(bilingual: Run, seeds: Path) -> None:
    bilingual("translate", seeds, "-o", seeds / "earlier", *_IDENTITY)
    (seeds / "page.html").write_text("<p>一篇网页。</p>", "utf-8")
    (seeds / "page_files").mkdir()
    (seeds / "page_files" / "frame.html").write_text("<p>广告</p>", "utf-8")
    run = bilingual("translate", seeds, "-o", "out", "--json", *_IDENTITY)
    results = json.loads(run.stdout)["results"]
    read = {Path(one["source"]).relative_to(seeds).parts[0] for one in results}
    assert "page.html" in read
    assert not read & {"earlier", "page_files"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "a-file"], "a-file: is a file"),
        (["-o", "seeds"], "seeds: is both input and output"),
        (["--package", "nowhere"], "nowhere: no such package"),
        (["--to", "doc"], "--to doc: unknown; choose from docx, md"),
        (["--engine", "gpt"], "--engine gpt: unknown"),
        (["--opencc", "x2y"], "--opencc x2y: unknown"),
        (["--opencc", "tw2sp", "--script", "traditional"], "goes with --script simplified"),
        (["--protect", "nowhere"], "nowhere: cannot be read"),
    ],
)
def test_wrong_usage_is_exit_2(bilingual: Run, seeds: Path, options: list[str], said: str) -> None:
    (seeds.parent / "a-file").write_text("x", "utf-8")
    run = bilingual("translate", "seeds", *options)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert said in run.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_an_output_folder_without_rights(bilingual: Run, seeds: Path) -> None:
    (seeds.parent / "out").mkdir(mode=0o500)
    run = bilingual("translate", "seeds", "-o", "out")
    assert run.returncode == 2
    assert "cannot be written to" in run.stderr


def test_an_output_that_cannot_be_replaced_fails_alone(bilingual: Run, seeds: Path) -> None:
    (seeds.parent / "out" / "a.txt.md" / "in the way").mkdir(parents=True)
    run = bilingual("translate", seeds, "-o", "out", "--force", "--to", "md", *_IDENTITY)
    assert run.returncode == 1
    assert "a.txt.md: cannot be written" in run.stderr
    assert len(run.stdout.splitlines()) == 3
    assert not list((seeds.parent / "out").glob(".bilingual-*"))


def test_an_interrupt_leaves_whole_files_and_the_next_run_goes_on(
    seeds: Path, bilingual: Run
) -> None:
    paragraph = "会议在云南省昆明市举行，双方签署战略合作框架协议{}。\n"
    for number in range(6):
        text = "".join(paragraph.format(f"{number}-{line}") for line in range(250))
        (seeds / f"long{number}.txt").write_text(text, "utf-8")
    code = (
        "import signal\nfrom bilingual.cli import main\n"
        # A shell that runs the tests in the background has them ignore interrupts.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\nmain()"
    )
    command = [sys.executable, "-c", code, "translate", "seeds", "-o", "out", "--to", "md"]
    process = subprocess.Popen(
        command, cwd=seeds.parent, env=guarded(), stderr=subprocess.PIPE, encoding="utf-8"
    )
    out = seeds.parent / "out"
    deadline = time.monotonic() + 120
    while not (out / "a.md.md").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "interrupted" in errors and "Traceback" not in errors
    assert not list(out.rglob(".bilingual-*"))
    recorded = json.loads((out / ".bilingual.json").read_text("utf-8"))
    assert set(files(out)) - {".bilingual.json", ".bilingual.results"} == {
        f"{name}.md" for name in recorded
    }
    assert len(recorded) < 10
    again = bilingual("translate", "seeds", "-o", "out", "--to", "md", *_IDENTITY, "--dry-run")
    assert again.returncode == 0


def test_two_runs_do_not_write_to_one_folder(process: Run, seeds: Path) -> None:
    from bilingual.run.batch import _locked

    with _locked(seeds.parent / "out"):
        run = process("translate", "seeds", "-o", "out", *_IDENTITY)
    assert run.returncode == 2
    assert "another run is writing there" in run.stderr


def test_normalize_prints_the_text_block_for_block(bilingual: Run, seeds: Path) -> None:
    run = bilingual("normalize", seeds / "a.txt")
    assert run.stdout == "中国联通，算力\n\n第二段。\n"
    changes = bilingual("normalize", seeds / "a.txt", "--changes").stdout.splitlines()
    assert changes[0] == "line 1\tpinyin\t(guó) removed\t…中國(guó)聯(lián…"
    assert {line.split("\t")[1] for line in changes} == {"pinyin", "script", "punctuation"}
    told = json.loads(bilingual("normalize", seeds / "a.txt", "--changes", "--json").stdout)
    assert len(told["results"][0]["changes"]) == len(changes)
    assert bilingual("normalize", seeds / "a.txt", "--script", "traditional").stdout.startswith(
        "中國"
    )


def test_normalize_of_a_bad_file(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_bytes(b"")
    run = bilingual("normalize", tmp_path / "none.txt")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1


def test_protected_terms_and_encoding(bilingual: Run, seeds: Path) -> None:
    (seeds / "terms").write_text("聯(lián)通\n", "utf-8")
    run = bilingual("normalize", seeds / "a.txt", "--protect", seeds / "terms")
    assert run.stdout.startswith("中国聯(lián)通，算力")
    assert bilingual("normalize", seeds / "news" / "a.txt", "--encoding", "gbk").returncode == 0
    wrong = bilingual("normalize", seeds / "news" / "a.txt", "--encoding", "utf-8")
    assert wrong.returncode == 1 and "is not valid utf-8" in wrong.stderr


def test_models_list_and_version(process: Run) -> None:
    first, second = process("models", "list").stdout.splitlines()
    files = [path for path in embedded.FOLDER.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    assert first == (
        f"* {embedded.NAME}  zh->en  {embedded.VERSION}  {megabytes:.1f} MB  "
        "embedded, draft, used: embedded for zh->en"
    )
    assert second.startswith("    sha256 ") and "MIT" in second
    (row,) = json.loads(process("models", "list", "--json").stdout)["results"]
    assert row["is_used"] and len(row["checksum"]) == 64
    assert process("--version").stdout == f"bilingual {__version__}\n"
    versions = process("doctor").stdout.splitlines()[0]
    for word in (f"bilingual {__version__}", "ctranslate2 ", "opencc "):
        assert word in versions


def test_help_loads_nothing_heavy_and_names_the_exit_codes(process: Run) -> None:
    code = (
        "import sys\nfrom bilingual.cli import app\n"
        "try: app(['translate', '--help'])\nexcept SystemExit: pass\n"
        f"print('loaded:', [name for name in {_HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.endswith("loaded: []\n")
    assert "Exit codes: 0 all written or fresh; 1" in process("--help").stdout.replace("\n ", "")
    assert process().returncode == 2


def test_documents_show_the_source_as_asked(bilingual: Run, seeds: Path) -> None:
    command = ("translate", seeds / "a.txt", "-o", "out", "--to", "md", *_IDENTITY)
    bilingual(*command)
    out = seeds.parent / "out" / "a.txt.md"
    assert "| 中国联通，算力 |" in out.read_text("utf-8")
    bilingual(*command, "--source-text", "original")
    assert "中國(guó)聯(lián)通,算力" in out.read_text("utf-8")


def test_a_word_file_is_a_whole_zip(bilingual: Run, seeds: Path) -> None:
    bilingual("translate", seeds, "-o", "out", *_IDENTITY, "--to", "docx")
    for path in (seeds.parent / "out").rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None


def test_a_glossary_beside_the_seeds_holds_and_findings_can_fail_a_run(
    bilingual: Run, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("会议在昆明举行。\n", "utf-8")
    command = ("translate", seeds, "-o", "out", "--to", "md", "--json", "--fail-on", "error")
    assert bilingual(*command).returncode == 0
    (seeds / "glossary.csv").write_text("zh,en\n会议,Grand Palaver\n昆明,Kunming\n", "utf-8")
    run = bilingual(*command, "--no-repair")
    (result,) = json.loads(run.stdout)["results"]
    assert run.returncode == 1  # stale by the glossary, and a term is missing
    assert [one["message"] for one in result["findings"]] == ["会议 should be 'Grand Palaver'"]
    for _ in range(2):
        again = bilingual(*command, "--no-repair")  # fresh, and as wrong as before
        assert again.returncode == 1
        (told,) = json.loads(again.stdout)["results"]
        assert (told["status"], told["worst"], told["findings"]) == ("fresh", "error", [])
        (tmp_path / "out" / ".bilingual.json").unlink(missing_ok=True)
    run = bilingual(*command, "--no-repair", "--skip-check", "term")
    assert run.returncode == 0
    (seeds / "glossary.csv").write_text("名,值,\n会议,x,y\n", "utf-8")
    run = bilingual(*command)
    assert run.returncode == 2 and "has no columns source and target" in run.stderr

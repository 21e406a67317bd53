"""OmegaT, where it is installed: it opens our XLIFF and keeps it, and takes all of our TMX."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bilingual.learning.learn import LearnOptions, read_learned
from bilingual.writers import WriteOptions, render
from tests.test_learning_word import DOCUMENT

PROGRAM = shutil.which("omegat")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="OmegaT is not installed")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>ZH-HANS</source_lang>
<target_lang>EN</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>"""
MEMORY = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US"
datatype="plaintext" creationtoolversion="3.6.0" segtype="paragraph" srclang="ZH-HANS"/><body>
<tu><tuv lang="ZH-HANS"><seg>{}</seg></tuv>
<tuv lang="EN" changeid="wang" changedate="20261127T101500Z"><seg>{}</seg></tuv></tu></body></tmx>
"""
"""What its user has translated so far."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, "utf-8")
    return tmp_path


def translate(project: Path) -> None:
    """Have it write the translated files."""
    assert PROGRAM is not None
    options = f"-Djava.awt.headless=true -Duser.home={project}"
    subprocess.run(
        [PROGRAM, str(project), "--mode=console-translate", f"--config-dir={project}"],
        env=os.environ | {"JAVA_TOOL_OPTIONS": options},
        check=True,
        timeout=300,
        capture_output=True,
    )


def test_it_opens_xliff_and_keeps_what_it_does_not_translate(project: Path) -> None:
    content = render(DOCUMENT, "xlf", WriteOptions())
    (project / "source" / "a.xlf").write_bytes(content)
    translate(project)
    assert (project / "target" / "a.xlf").read_bytes().strip() == content.strip()


def test_what_is_translated_there_is_learned(project: Path) -> None:
    """Version 3.6 takes the translation that an XLIFF file has for the text to translate."""
    (project / "source" / "a.xlf").write_bytes(render(DOCUMENT, "xlf", WriteOptions()))
    told = MEMORY.format("First item", "Item one")
    (project / "omegat" / "project_save.tmx").write_text(told, "utf-8")
    translate(project)
    (found,) = read_learned(project / "target" / "a.xlf", LearnOptions()).changes
    assert (found.source, found.after) == ("第一项", "Item one")


def test_it_takes_our_memory_and_its_own_is_learned(project: Path) -> None:
    (project / "tm" / "auto" / "a.tmx").write_bytes(render(DOCUMENT, "tmx", WriteOptions()))
    (project / "source" / "a.txt").write_text("最后一段。\n\n新的。\n", "utf-8")
    told = MEMORY.format("新的。", "New.")
    (project / "omegat" / "project_save.tmx").write_text(told, "utf-8")
    translate(project)
    assert (project / "target" / "a.txt").read_text("utf-8") == "The last paragraph.\n\nNew.\n"
    (written,) = project.glob("*-omegat.tmx")
    (entry,) = read_learned(written, LearnOptions()).entries
    assert (entry.source, entry.target, entry.author) == ("新的。", "New.", "wang")

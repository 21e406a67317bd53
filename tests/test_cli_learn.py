"""``bilingual learn`` as people call it, and what ``translate`` makes of it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.test_json_schema import told


def test_a_correction_outlives_layouts_and_sources(bilingual: Run, tmp_path: Path) -> None:
    seeds, out, memory = tmp_path / "seeds", tmp_path / "out", tmp_path / "memory.sqlite"
    seeds.mkdir()
    seed = seeds / "a.txt"
    seed.write_text("天气很好。\n\n会议举行。\n", "utf-8")
    options = ["-o", out, "--to", "html", "--engine", "identity", "--memory", memory]
    assert bilingual("learn", out / "none.html", "--memory", memory).returncode == 1
    words = ["translate", seeds, *options]
    plain = [one for one in words if one not in ("--memory", memory)]
    assert bilingual(*plain).returncode == 0
    page = out / "a.txt.html"
    text = page.read_text("utf-8")
    at = text.rindex("会议举行。")
    page.write_text(text[:at] + "The meeting is held." + text[at + len("会议举行。") :], "utf-8")

    seed.write_text("新的。\n\n天气很好。\n\n会议举行。\n", "utf-8")
    kept = bilingual(*plain)
    assert kept.returncode == 1
    assert f"bilingual learn {page}" in kept.stderr

    dry = bilingual("learn", page, "--dry-run", "--json", "--memory", memory)
    report = told(dry, "learn")
    (out / "other.md").write_text("Nobody's.", "utf-8")
    (out / "a.pdf").write_bytes(b"%PDF-")
    folder = bilingual("learn", out, "--dry-run", "--json", "--memory", memory)
    found = told(folder, "learn")
    assert found["results"] == report["results"]
    assert found["passed_over"] == [str(out / "other.md")]
    assert "passed over 1 file" in folder.stderr
    assert ": 1 .pdf" in folder.stderr
    assert folder.returncode == 0
    assert bilingual("learn", out / "other.md", "--memory", memory).returncode == 1
    (out / "other.md").unlink()
    (out / "a.pdf").unlink()
    assert [one["after"] for one in report["results"][0]["changes"]] == ["The meeting is held."]
    assert not memory.exists()

    learned = bilingual("learn", page, "--memory", memory, "--author", "李四")
    assert learned.returncode == 0, learned.stderr
    assert "  + The meeting is held." in learned.stdout.splitlines()
    assert "1 new entry in" in learned.stderr
    assert "0 new entries" in bilingual("learn", page, "--memory", memory).stderr

    assert bilingual(*words).returncode == 0
    text = page.read_text("utf-8")
    assert "The meeting is held." in text
    assert "新的。" in text
    assert bilingual(*words, "--layout", "target-only").returncode == 0
    assert "The meeting is held." in page.read_text("utf-8")

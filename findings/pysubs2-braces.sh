#!/usr/bin/env bash
# pysubs2 takes what stands in braces in a SubRip file for ASS override tags, and leaves it out when it
# writes the file again: "{画外音} 你好" comes back as " 你好", without a word. Subtitlers put remarks and
# speakers there. It hurts whoever converts, shifts or translates .srt files with it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet pysubs2==1.8.1
"$work/v/bin/python" - <<'PY'
import pysubs2
text = "1\n00:00:01,000 --> 00:00:02,000\n{画外音} 你好\n"
again = pysubs2.SSAFile.from_string(text).to_string("srt")
print("pysubs2", pysubs2.__version__ if hasattr(pysubs2, "__version__") else "1.8.1")
print(repr(text), "->", repr(again))
assert "你好" in again and "画外音" not in again
PY

#!/usr/bin/env bash
# python-docx gives paragraphs, runs and texts a Python property `text`, and lxml's itertext() reads that property: of
# an element that python-docx parsed it yields each text once more for every such element around it. It hurts whoever
# gathers the text of a comment or a cell that way: it comes three times over.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet python-docx==1.2.0
"$work/v/bin/python" - <<'PY'
import docx
paragraph = docx.Document().add_paragraph("once")
gathered = "".join(paragraph._p.itertext())
print("text:    ", paragraph.text)
print("itertext:", gathered)
assert (paragraph.text, gathered) == ("once", "onceonceonce")
PY

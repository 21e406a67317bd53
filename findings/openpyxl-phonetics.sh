#!/usr/bin/env bash
# Cells of East Asian workbooks can carry readings (phonetic runs: furigana, pinyin). openpyxl reads the
# text without them, which is right, and saves the workbook without them, which loses them for good,
# even if no cell was touched. It hurts whoever edits such a workbook in place.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet openpyxl==3.1.5
"$work/v/bin/python" - "$work" <<'PY'
import sys, zipfile, openpyxl
work = sys.argv[1]
book = openpyxl.Workbook()
book.active["A1"] = "重慶"
book.save(f"{work}/plain.xlsx")
reading = '<si><t>重慶</t><rPh sb="0" eb="2"><t>chóng qìng</t></rPh></si>'
with zipfile.ZipFile(f"{work}/plain.xlsx") as old, zipfile.ZipFile(f"{work}/read.xlsx", "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name == "xl/sharedStrings.xml":
            data = data.replace("<si><t>重慶</t></si>".encode(), reading.encode())
            assert b"rPh" in data
        new.writestr(name, data)
book = openpyxl.load_workbook(f"{work}/read.xlsx")
print("openpyxl", openpyxl.__version__, "reads", book.active["A1"].value)
book.save(f"{work}/again.xlsx")
with zipfile.ZipFile(f"{work}/again.xlsx") as saved:
    kept = any(b"rPh" in saved.read(name) for name in saved.namelist())
print("readings after saving:", "kept" if kept else "gone")
assert book.active["A1"].value == "重慶" and not kept
PY

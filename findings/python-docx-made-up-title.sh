#!/usr/bin/env bash
# python-docx invents core properties where a Word file has none: the title is then "Word Document", who
# changed it last "python-docx", and the times are those of reading. Many converters write no such part. It hurts
# whoever takes the title or the date of a document from there: they cannot be told from real ones.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet python-docx==1.2.0
"$work/v/bin/python" - "$work" <<'PY'
import sys, zipfile, importlib.metadata, docx
work = sys.argv[1]
docx.Document().save(f"{work}/plain.docx")
with zipfile.ZipFile(f"{work}/plain.docx") as old, zipfile.ZipFile(f"{work}/bare.docx", "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name == "docProps/core.xml":
            continue
        if name == "_rels/.rels":
            start = data.rindex(b"<Relationship ", 0, data.index(b"core-properties\""))
            data = data[:start] + data[data.index(b"/>", start) + 2:]
        if name == "[Content_Types].xml":
            start = data.index(b'<Override PartName="/docProps/core.xml"')
            data = data[:start] + data[data.index(b"/>", start) + 2:]
        new.writestr(name, data)
properties = docx.Document(f"{work}/bare.docx").core_properties
print("python-docx", importlib.metadata.version("python-docx"), [properties.title, properties.last_modified_by])
assert properties.title == "Word Document"
PY

#!/usr/bin/env bash
# translate-toolkit 3.20.4: `unit.target = text` replaces a translation up to its first inline code only. The codes stay, and all
# words behind the first of them too, so that a corrected sentence is followed by most of the old one; in XLIFF 1.2, XLIFF 2 and
# TMX alike, and nothing says so. What one must do: remove the children of <target> (or <seg>) first. It hurts whoever has a
# script, or a program built on it, write into files with formatting.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet translate-toolkit==3.20.4
cat > "$work/try.py" <<'PY'
from importlib.metadata import version
from translate.storage import tmx, xliff, xliff2
FILES = {
    xliff.xlifffile: """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"
 source-language="zh" target-language="en" datatype="plaintext"><body><trans-unit id="1"><source>甲</source>
<target>The <g id="1">old</g> words</target></trans-unit></body></file></xliff>""",
    xliff2.Xliff2File: """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en">
<file id="f"><unit id="u"><segment><source>甲</source><target>The <pc id="1">old</pc> words</target></segment></unit>
</file></xliff>""",
    tmx.tmxfile: """<tmx version="1.4"><header creationtool="a" creationtoolversion="1" segtype="block" o-tmf="a" adminlang="en"
 srclang="zh" datatype="xml"/><body><tu><tuv xml:lang="zh"><seg>甲</seg></tuv>
<tuv xml:lang="en"><seg>The <bpt i="1"/>old<ept i="1"/> words</seg></tuv></tu></body></tmx>""",
}
print("translate-toolkit", version("translate-toolkit"))
for kind, text in FILES.items():
    store = kind.parsestring(text.encode())
    (unit,) = store.units
    unit.target = "New. "
    written = kind.parsestring(bytes(store)).units[0].target
    print(kind.__name__, repr(str(written)))
    assert str(written) != "New. " and str(written).endswith("words")
PY
"$work/v/bin/python" "$work/try.py"

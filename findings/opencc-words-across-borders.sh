#!/usr/bin/env bash
# OpenCC finds its phrases wherever their characters stand, also across the borders of words: 被发明了 (was
# invented) becomes 被髮明瞭 (with loose hair, plain to see), since 被髮 and 明瞭 are words of its table. In the
# other direction it changes what is right already: 著手 (to set about) and the name 昇騰 become 着手 and 升腾,
# while 甚麼 and 姪 stay half Traditional. It hurts whoever converts running text and publishes it unread.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet opencc==1.4.2
"$work/v/bin/python" - <<'PY'
import importlib.metadata, opencc
print("opencc", importlib.metadata.version("opencc"))
expected = {
    "s2tw": {"产品被发明了": "產品被髮明瞭", "子丑": "子醜"},
    "tw2s": {"著手": "着手", "昇騰": "升腾", "甚麼": "甚么", "姪": "姪"},
}
for profile, cases in expected.items():
    convert = opencc.OpenCC(profile).convert
    for text, seen in cases.items():
        print(profile, text, "->", convert(text))
        assert convert(text) == seen
PY

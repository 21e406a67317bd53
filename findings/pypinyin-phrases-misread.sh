#!/usr/bin/env bash
# pypinyin reads words by a list of phrases, and the list is wrong, or lacks a word, for some that every newspaper has: 还款 (to repay)
# is hái kuǎn, "still money", 全长 (full length) quán zhǎng, "all elder", 视为 (to regard as) shì wèi. Phrases are looked for from the
# left, so that 在行走 (is walking) is zài háng zǒu, "expert walk". And the list has tone sandhi in it for some words and not for
# others: 不会 is bú huì, 不怕 bù pà. It hurts whoever prints readings for learners.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet pypinyin==0.55.0
"$work/v/bin/python" - <<'PY'
import importlib.metadata
from pypinyin import Style, lazy_pinyin
print("pypinyin", importlib.metadata.version("pypinyin"))
expected = {
    "还款": "hái kuǎn", "还钱": "huán qián", "全长": "quán zhǎng", "视为": "shì wèi",
    "在行走": "zài háng zǒu", "不会": "bú huì", "不怕": "bù pà",
}
for text, seen in expected.items():
    read = " ".join(lazy_pinyin(text, style=Style.TONE))
    print(text, read)
    assert read == seen
PY

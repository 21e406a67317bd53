"""What the columns of a table of two languages are called: source, translation, and what stands
beside them."""

from __future__ import annotations

SOURCE_NAMES = ("source", "zh", "zh-cn", "zh-hans", "zh-tw", "zh-hk", "zh-hant", "chinese",
    "source text", "simplified chinese", "traditional chinese", "中文", "原文", "源文", "汉语",
    "中文原文", "简体中文", "繁體中文")  # fmt: skip
TARGET_NAMES = ("target", "en", "en-us", "en-gb", "english", "translation", "target text",
    "英文", "译文", "英语", "翻译", "英文译文", "譯文")  # fmt: skip
NOTE_NAMES = ("note", "notes", "comment", "comments", "remark", "remarks", "definition", "context",
    "备注", "说明", "註", "注释", "status", "状态")  # fmt: skip
ID_NAMES = ("id", "no", "no.", "nr", "#", "number", "key", "row", "line", "segment", "编号", "序号",
    "號", "编码", "行", "句")  # fmt: skip

_KINDS = {
    **dict.fromkeys(SOURCE_NAMES, "source"),
    **dict.fromkeys(TARGET_NAMES, "target"),
    **dict.fromkeys(NOTE_NAMES, "note"),
    **dict.fromkeys(ID_NAMES, "id"),
}


def kind_of_column(name: str) -> str:
    """``source``, ``target``, ``note`` or ``id`` for the name of such a column; empty for others.
    Case does not matter."""
    return _KINDS.get(name.strip().lower(), "")

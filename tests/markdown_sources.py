"""Markdown texts for tests: documents with everything in them, made by Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

_INLINE = st.sampled_from(
    ["中文", "甲", "，", "。", "word", "x1", " ", "  ", "**粗**", "*斜*", "**粗*斜*粗**",
     "***都***", "~~删~~", "`码`", "`` a`b ``", '[链](u "题")', "[**链**](http://a.b/(c))",
     '![图](a.png "题")', "[![图](a.png)](u)", "<b>", "<u>线</u>", "x<sup>2</sup>", "<!-- c -->",
     "\\*", "\\`", "&amp;",
     "&lt;b&gt;", "[^1]", "[^无]", "{{ t }}", "<br>", "https://a.b/c", "<https://d.e>", "\\\n",
     "  \n", "\n", "_", "*", "**", "~~", "[", "]", "(", ")", "!", "|", "#", "“", "”", "`", "<", ">",
     ":", "=", "---", "+", "\\", "a_b_c", "**“好。”**", "<div>", "[x] "]
)  # fmt: skip
_STARTS = st.sampled_from(
    ["", "", "", "", "- ", "* ", "1. ", "2) ", "> ", "  ", "    ", "   ", "# ", "## ", "- [x] ",
     ": ", "```\n", "| ", "***", "<div>\n", "\n", "\t"]
)  # fmt: skip
_ENDS = st.sampled_from(
    ["\n", "\n\n", "\n", " |\n", "\n|-|:-:|\n", "\n```\n", "\n\n    ", "\n---\n", "\n===\n",
     "\n</div>\n\n"]
)  # fmt: skip
_MATHS = st.sampled_from(["$x$", "$", "$$\nx\n$$\n", "\n$$\n", "$$"])
_NOTES = st.sampled_from(["[^1]: ", "[^二]: "])


def _lines(inline: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    starts = st.lists(_STARTS, max_size=3).map("".join)
    note = st.one_of(st.just(""), st.just(""), st.just(""), _NOTES)
    texts = st.lists(inline, max_size=5).map("".join)
    return st.tuples(note, starts, texts, _ENDS).map("".join)


def markdown_sources(*, has_maths: bool = True) -> st.SearchStrategy[str]:
    """Documents of a few lines, sound and unsound."""
    inline = st.one_of(_INLINE, _INLINE, _INLINE, _MATHS) if has_maths else _INLINE
    return st.lists(_lines(inline), min_size=1, max_size=6).map("".join)

"""Text, addresses and code so that Markdown takes them for nothing else."""

from __future__ import annotations

import re

from bilingual.formats.shown import printable

_SPECIAL = re.compile(
    r"[\\`*\[\]|$]|<(?![\s0-9])|&(?=#?[A-Za-z0-9]+;)|(?<!/)~|~(?![A-Za-z])"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\{(?=[{%#])"
)
_LINE_START = re.compile(
    r"(#|>|[-+](?=\s|$)|:(?=\s)|[-=:](?=[-=:\s|]*$)|[0-9]{1,9}(?=[.)](?:\s|$)))"
)
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header"
    "|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param"
    "|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_HTML_BLOCK = re.compile(
    rf"<(?:[!?]|(?:script|pre|style|textarea)\b|/?(?:{_BLOCK_TAGS})(?:\s|/?>|$)|[^<>]*>\s*$)",
    re.IGNORECASE,
)
"""What opens an HTML block at the start of a line (CommonMark 0.31, 4.6)."""
_RAW_LINE = re.compile(r"(?:\{\{.*\}\}|\{%.*%\}|\$\$.*\$\$)\s*$")
"""A line with nothing but template tags or maths is taken for a block."""


def escape(text: str) -> str:
    """Text so that Markdown takes none of it for markup. (Lines' starts are guarded later.)"""
    return _SPECIAL.sub(lambda match: "\\" + match[0], printable(text))


def flat(text: str) -> str:
    """Text on one line."""
    return printable(text).replace("\n", " ")


def code_span(text: str) -> str:
    """Inline code between as many backticks as it needs."""
    text = flat(text)
    if not text:
        return ""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    is_padded = text.startswith("`") or text.endswith("`")
    is_padded |= text[0] == text[-1] == " " and bool(text.strip(" "))
    return f"{fence} {text} {fence}" if is_padded else f"{fence}{text}{fence}"


def destination(address: str, title: str = "") -> str:
    """What stands in the brackets of a link: its address, and its title if it has one."""
    address = re.sub(r"[\x00-\x1f]", lambda match: f"%{ord(match[0]):02X}", printable(address))
    address = re.sub(r"[\\<>|`]|&(?=#?\w+;)", lambda match: "\\" + match[0], address)
    if re.search(r"\s", address) or not address:
        address = f"<{address}>"
    elif not _is_balanced(address):
        address = re.sub("[()]", lambda match: "\\" + match[0], address)
    return f'{address} "{_title(title)}"' if title else address


def guard_line(line: str, *, end: str = "") -> str:
    """A line whose start is taken for neither a list, a heading, a rule, a table nor HTML;
    ``end`` is put after it."""
    line = guard_edges(line) + end
    if _HTML_BLOCK.match(line) or _RAW_LINE.match(line):
        return f"&#32;{line}"
    match = _LINE_START.match(line)
    if not match:
        return line
    found = match[0]
    rest = line[match.end() :]
    return f"{found}\\{rest}" if found[0].isdigit() else f"\\{found}{rest}"


def guard_edges(line: str) -> str:
    """White space at the edges, which Markdown would drop, as character references."""
    if not line or not (line[0].isspace() or line[-1].isspace()):
        return line
    inside = line.strip()
    start = len(line) - len(line.lstrip())
    tail = line[start + len(inside) :]
    return _references(line[:start]) + inside + _references(tail)


def _references(spaces: str) -> str:
    return "".join(f"&#{ord(character)};" for character in spaces)


def _title(text: str) -> str:
    return re.sub(r'[\\"<|`]|&(?=#?\w+;)', lambda match: "\\" + match[0], flat(text))


def _is_balanced(address: str) -> bool:
    depth = 0
    for character in address:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0

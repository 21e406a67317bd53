"""Shapes of answers, as grammars (GBNF, llama.cpp's) and as JSON schemas: as many translations as
there are sentences."""

from __future__ import annotations

from typing import Any

_HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff"
"""Chinese characters, less those that hardly anything is written with."""


def lines_grammar(count: int, *, has_han: bool = True) -> str:
    """``count`` lines that are not empty; without ``has_han``, none of Chinese characters."""
    sign = f"[^\\n\\r{'' if has_han else _HAN}]"
    lines = ' "\\n" '.join(["line"] * count)
    return f"root ::= {lines}\nline ::= {sign}+\n"


def object_grammar(count: int, *, has_han: bool = True) -> str:
    """A JSON object of the keys ``"1"`` to ``count``, each with a string that is not empty."""
    sign = f'[^"\\\\\\x00-\\x1f{"" if has_han else _HAN}]'
    members = ' ", " '.join(f'"\\"{number}\\": " string' for number in range(1, count + 1))
    return (
        f'root ::= "{{" {members} "}}"\n'
        'string ::= "\\"" character+ "\\""\n'
        f'character ::= {sign} | "\\\\" ["\\\\/bfnrt]\n'
    )


def object_schema(count: int) -> dict[str, Any]:
    """The same as a JSON schema, for servers."""
    names = [str(number) for number in range(1, count + 1)]
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": names,
        "additionalProperties": False,
    }

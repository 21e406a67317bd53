"""Tokenizers of Argos packages: SentencePiece, and Argos Translate's own for ``bpe.model``."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Protocol

from bilingual.chinese.edits import Range
from bilingual.packages import Package


class Tokenizer(Protocol):
    """Text to a model's tokens and back."""

    def encode(self, sentence: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...
    def ranges(self, sentence: str) -> list[Range] | None:
        """Where each token stands in the sentence; None if it cannot tell."""
        ...


def load_tokenizer(package: Package) -> Tokenizer:
    """The tokenizer of ``package``; raises whatever its library does for a damaged one."""
    path = package.path / "sentencepiece.model"
    if path.is_file():
        return _SentencePiece(str(path))
    from argostranslate.tokenizer import BPETokenizer  # rare, and slow to import

    return _Bpe(BPETokenizer(package.path / "bpe.model", package.from_code, package.to_code))


class _Bpe:
    """Argos's own tokenizer; it says nothing about places."""

    def __init__(self, tokenizer: Any) -> None:
        self.encode, self.decode = tokenizer.encode, tokenizer.decode

    def ranges(self, sentence: str) -> None:
        """See `Tokenizer`."""


class _SentencePiece:
    def __init__(self, path: str) -> None:
        import sentencepiece  # not needed for bpe.model packages

        self._processor = sentencepiece.SentencePieceProcessor(model_file=path)

    def encode(self, sentence: str) -> list[str]:
        tokens: list[str] = self._processor.encode(sentence, out_type=str)
        return tokens

    def ranges(self, sentence: str) -> list[Range]:
        pieces = self._processor.encode(sentence, return_type="proto").pieces
        # They count in bytes of UTF-8.
        widths = (len(character.encode(errors="surrogatepass")) for character in sentence)
        index = {at: number for number, at in enumerate(accumulate(widths, initial=0))}
        return [(index[piece.begin], index[piece.end]) for piece in pieces]

    def decode(self, tokens: list[str]) -> str:
        text: str = self._processor.decode_pieces(tokens)
        return text.replace("▁", " ")

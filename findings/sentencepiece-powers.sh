#!/usr/bin/env bash
# SentencePiece's default normaliser changes values: 10² becomes 102, 1½ becomes 11⁄2, x⁻¹ loses its place, before the
# model sees the text, and decoding does not bring them back. So a translation model trained with the
# defaults (Argos packages, OPUS-MT and many others) cannot tell ten squared from one hundred and two. It
# hurts whoever translates or checks figures; such signs must be put aside before encoding.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet sentencepiece==0.2.3
"$work/v/bin/python" - "$work" <<'PY'
import io, sys, sentencepiece as s
text = [f"面积为 {n} 平方米 the area is {n} square metres" for n in range(100, 400)]
model = io.BytesIO()
s.SentencePieceTrainer.train(sentence_iterator=iter(text), model_writer=model, vocab_size=60, minloglevel=2)
p = s.SentencePieceProcessor(model_proto=model.getvalue())
print("sentencepiece", s.__version__)
seen = {one: p.decode(p.encode(one)) for one in ("10²", "1½", "10⁻³")}
print(seen)
assert seen["10²"] == "102" and seen["1½"] != "1½"
PY

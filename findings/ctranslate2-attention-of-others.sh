#!/usr/bin/env bash
# With a beam and several sentences in a batch, CTranslate2 (4.8.5) returns for each sentence a wrong first row of attention:
# that of sentence number (its own number // beam size). All other rows are its own, and scores and words are right; alone, or
# greedily, all rows are. Whoever aligns words by attention (formatting, terms, figures, subtitles) puts the first word of most
# sentences in a wrong place, and results depend on what else is in the batch; so may the word that replaces a leading <unk>.
# We decode what is to be aligned one by one, and count coverage from the second row on.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/model"
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet ctranslate2==4.8.5 numpy==2.3.5
"$work/v/bin/python" - "$work/model" <<'PY'
import sys
import ctranslate2, numpy as np
from ctranslate2.specs import TransformerSpec

words, width = ["<unk>", "<s>", "</s>", *(f"w{n}" for n in range(61))], 16
draw = np.random.default_rng(1)
spec = TransformerSpec.from_config(num_layers=1, num_heads=2)


def fill(part):  # an untrained network is enough: only the scores' arithmetic is looked at
    for name, value in vars(part).items():
        if name in ("gamma", "beta"):
            setattr(part, name, np.full(width, name == "gamma", np.float32))
        elif isinstance(value, list):
            for each in value:
                fill(each)
        elif hasattr(value, "__dict__") and type(value).__module__.startswith("ctranslate2"):
            fill(value)


def linear(part, rows, columns):
    part.weight = draw.normal(0, 0.3, (rows, columns)).astype(np.float32)
    part.bias = np.zeros(rows, np.float32)


fill(spec)
for side in (spec.encoder, spec.decoder):
    table = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
    table.weight = draw.normal(0, 0.3, (len(words), width)).astype(np.float32)
    for layer in side.layer:
        linear(layer.self_attention.linear[0], 3 * width, width)
        linear(layer.self_attention.linear[1], width, width)
        linear(layer.ffn.linear_0, 32, width)
        linear(layer.ffn.linear_1, width, 32)
cross = spec.decoder.layer[0].attention.linear
for part, rows in zip(cross, (width, 2 * width, width)):
    linear(part, rows, width)
linear(spec.decoder.projection, len(words), width)
spec.register_source_vocabulary(words)
spec.register_target_vocabulary(words)
spec.validate()
spec.save(sys.argv[1])

model = ctranslate2.Translator(sys.argv[1])
print("ctranslate2", ctranslate2.__version__)
sentences = [[f"w{(7 * first + 3 * n) % 61}" for n in range(8)] for first in range(6)]  # one length: no padding


def first_and_other_rows(batch, beam):
    results = model.translate_batch(
        batch, beam_size=beam, return_attention=True, min_decoding_length=6, max_decoding_length=6
    )
    return [(np.array(r.attention[0][0]), np.array(r.attention[0][1:])) for r in results]


for beam in (1, 2, 4):
    together = first_and_other_rows(sentences, beam)
    alone = [first_and_other_rows([one], beam)[0] for one in sentences]
    whose = [
        next(n for n, (row, _) in enumerate(alone) if np.allclose(row, first, atol=1e-5)) for first, _ in together
    ]
    others = all(np.allclose(a, b, atol=1e-5) for (_, a), (_, b) in zip(together, alone))
    print(f"beam {beam}: the first rows are those of sentences {whose}, the other rows their own: {others}")
    assert whose == [n // beam for n in range(6)] and others
PY

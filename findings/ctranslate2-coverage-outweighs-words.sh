#!/usr/bin/env bash
# CTranslate2's coverage_penalty is added to a hypothesis's score as a sum over all source tokens, while the words' share of
# that score is by default their mean. So at the weight that its paper uses (0.2, there beside a hardly divided sum) it
# outweighs the words several times, more so the longer the sentence; and the scores that come back contain it, though they
# are otherwise log probabilities. Whoever turns it on for fewer omissions ranks by coverage alone, and whoever compares
# scores, of sentences or with a threshold, compares lengths. We add a mean ourselves, from the attention.
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
shifts = []
for length in (6, 24, 60):
    source = [[f"w{n % 61}" for n in range(length)]]
    with_and_without = [
        model.translate_batch(
            source, beam_size=2, coverage_penalty=weight, return_scores=True,
            min_decoding_length=12, max_decoding_length=12,
        )[0].scores[0]
        for weight in (0, 0.2)
    ]
    print(f"{length} source tokens: score {with_and_without[0]:.2f}, with coverage_penalty=0.2 {with_and_without[1]:.2f}")
    shifts.append(with_and_without[0] - with_and_without[1])
    mean = -with_and_without[0]
assert shifts[0] < shifts[1] < shifts[2] and shifts[2] > mean
PY

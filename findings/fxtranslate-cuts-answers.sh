#!/usr/bin/env bash
# fxtranslate, the port of Firefox's translation engine, ends every answer after twice the pieces of its input and 6
# (256 at the latest) and says nothing: no exception, no mark, a return value like any other. And whatever is given as a
# vocabulary is taken, even no bytes at all: it answers with an empty string. So who translates documents with it has to
# count pieces of answers, and to check files by their hashes. Shown with a model of a few kilobytes that never stops.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet fxtranslate==0.5.0 sentencepiece==0.2.3 numpy
"$work/v/bin/python" - <<'PY'
import io, struct, fxtranslate, numpy as np, sentencepiece as s
out = io.BytesIO()
s.SentencePieceTrainer.train(sentence_iterator=iter(["会议举行。"] * 9), model_writer=out, vocab_size=60,
    hard_vocab_limit=False, user_defined_symbols=["▁and"], minloglevel=2, eos_id=0, unk_id=1, bos_id=-1)
vocabulary = out.getvalue()
pieces = s.SentencePieceProcessor(model_proto=vocabulary)
D, V, items = 64, pieces.get_piece_size(), []
zeros = np.zeros((D, D))
def floats(name, a): items.append((name, 0x404, a.shape, a.astype("<f4").tobytes()))
def scale(name): items.append((name, 0x4101, (1, 1), struct.pack("<bf", 127, 127 / 8)))
def matrix(name, a):
    factor = 127 / (abs(a).max() or 1)
    items.append((name, 0x4101, a.shape, np.round(a * factor).astype(np.int8).tobytes() + struct.pack("<f", factor)))
def weights(name, a): matrix(name, a); floats(name + "_QuantMultA", np.array([[127 / 8]]))
def norm(name): floats(name + "_ln_scale", np.ones((1, D))); floats(name + "_ln_bias", zeros[:1])
def attention(name):
    for w in "qkvo": weights(f"{name}_W{w}", zeros); floats(f"{name}_b{w}", zeros[:1])
    norm(name + "_Wo")
def feed_forward(name, bias):
    for n, b in ((1, zeros[:1]), (2, bias)): weights(f"{name}_W{n}", zeros); floats(f"{name}_b{n}", b)
    norm(name + "_ffn")
first, words = zeros[:1].copy(), np.zeros((V, D))
first[0, 0] = 20
words[pieces.piece_to_id("▁and"), 0] = 1  # whatever comes in, "and" is the likeliest
matrix("Wemb", words); scale("Wemb_QuantMultA")
attention("encoder_l1_self"); feed_forward("encoder_l1_ffn", zeros[:1])
weights("decoder_l1_rnn_W", zeros); weights("decoder_l1_rnn_Wf", zeros)
floats("decoder_l1_rnn_bf", zeros[:1]); norm("decoder_l1_rnn_ffn")
attention("decoder_l1_context"); feed_forward("decoder_l1_ffn", first)
scale("decoder_Wemb_QuantMultA"); floats("decoder_ff_logit_out_b", np.zeros((1, V)))
text = (f"dec-cell: ssru\ndec-depth: 1\ndim-emb: {D}\ndim-vocabs:\n  - {V}\n  - {V}\nenc-depth: 1\ntransformer-heads: 4\n"
        f"transformer-dim-ffn: {D}\ntied-embeddings-all: true\ntype: transformer\nversion: v1.0\n").encode() + b"\0"
items.append(("special:model.yml", 0x101, (len(text),), text))
heads = names = shapes = contents = b""
for name, kind, shape, content in items:
    content += b"\0" * (-len(content) % 256)
    heads += struct.pack("<4Q", len(name) + 1, kind, len(shape), len(content))
    names += name.encode() + b"\0"
    shapes += struct.pack(f"<{len(shape)}i", *shape)
    contents += content
top = struct.pack("<2Q", 1, len(items)) + heads + names + shapes
gap = -(len(top) + 8) % 256
model = top + struct.pack("<Q", gap) + b"\0" * gap + contents
engine = fxtranslate.Translator(model=model, src_vocab=vocabulary, trg_vocab=vocabulary)
seen = {}
for length in (1, 4, 19, 59, 119, 400):
    source = "会" * length
    seen[len(pieces.encode(source))] = len(engine.translate(source).split())
print("pieces in, pieces out:", seen)
assert all(out == min(2 * n + 6, 256) for n, out in seen.items())
empty = fxtranslate.Translator(model=model, src_vocab=b"", trg_vocab=b"")
print("without a vocabulary:", repr(empty.translate("会议举行。")))
assert empty.translate("会议举行。") == ""
PY

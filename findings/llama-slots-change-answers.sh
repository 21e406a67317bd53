#!/usr/bin/env bash
# llama.cpp's parallel slots change each other's answers. At temperature 0, the same prompt has the same answer twice
# alone, and mostly another one when the other slots are busy: what is decoded together is one matrix product, whose sums
# come out differently in their last digits, and a near tie goes the other way. Whoever caches answers, compares runs or promises
# the same bytes (translation, evaluation, tests) needs one slot, or has to live with it; "temperature 0, fixed seed" is not enough.
# The cache of prompts has the same effect, so it is off here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet xllamacpp==2026.10.11549 gguf==0.19.0
"$work/v/bin/python" - "$work" <<'PY'
import sys
from concurrent.futures import ThreadPoolExecutor
import gguf, numpy as np, xllamacpp
path, width, layers, random = f"{sys.argv[1]}/random.gguf", 512, 6, np.random.default_rng(0)
tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
w = gguf.GGUFWriter(path, "llama")
for name, value in dict(context_length=8192, embedding_length=width, block_count=layers, feed_forward_length=2 * width,
                        head_count=4, head_count_kv=4, rope_dimension_count=width // 4, vocab_size=len(tokens)).items():
    getattr(w, f"add_{name}")(value)
w.add_layer_norm_rms_eps(1e-5); w.add_tokenizer_model("llama"); w.add_token_list(tokens)
w.add_token_scores([0.0] * len(tokens)); w.add_token_types([2, 3, 3] + [6] * 256)
w.add_bos_token_id(1); w.add_eos_token_id(2); w.add_unk_token_id(0)
q8 = gguf.GGMLQuantizationType.Q8_0
def add(name, *shape):
    values = (random.standard_normal(shape) * 0.3).astype(np.float32)
    w.add_tensor(name, gguf.quants.quantize(values, q8), raw_dtype=q8)
add("token_embd.weight", len(tokens), width); add("output.weight", len(tokens), width)
w.add_tensor("output_norm.weight", np.ones(width, np.float32))
for n in range(layers):
    for part in ("attn_norm", "ffn_norm"): w.add_tensor(f"blk.{n}.{part}.weight", np.ones(width, np.float32))
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"): add(f"blk.{n}.{part}.weight", width, width)
    add(f"blk.{n}.ffn_gate.weight", 2 * width, width); add(f"blk.{n}.ffn_up.weight", 2 * width, width)
    add(f"blk.{n}.ffn_down.weight", width, 2 * width)
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
p = xllamacpp.CommonParams()
p.model.path, p.n_ctx, p.n_parallel, p.verbosity, p.warmup = path, 8192, 4, -1, False
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(p)
def ask(number):
    prompt = f"{number} " * (10 + 7 * (number % 5))
    answer = server.handle_completions({"prompt": prompt, "max_tokens": 80, "temperature": 0, "seed": 0, "cache_prompt": False})
    return answer["choices"][0]["text"]
alone, again = ([ask(number) for number in range(12)] for _ in range(2))
with ThreadPoolExecutor(4) as pool:
    together = list(pool.map(ask, range(12)))
same = [sum(map(str.__eq__, alone, others)) for others in (again, together)]
print(f"xllamacpp {xllamacpp.__version__}: of 12 answers, {same[0]} the same alone again, {same[1]} in four slots")
assert same[0] == 12 and same[1] < 12
PY

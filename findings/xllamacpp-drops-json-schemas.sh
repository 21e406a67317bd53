#!/usr/bin/env bash
# xllamacpp's chat call takes a JSON schema, which holds, but what is cut off by max_tokens in the midst of a value is no
# answer with finish_reason "length": it is a RuntimeError ("does not match the expected peg-native format"), and what was
# said is lost. With force_pure_content_parser, the way out, the schema (`json_schema`) is dropped without a word, and
# `response_format` gives an empty answer with finish_reason "stop" and a vocabulary of bytes. A GBNF grammar in
# the same call holds both ways, and half an answer is one. It hurts whoever asks local models for structured answers.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet xllamacpp==2026.10.11549 gguf==0.19.0
"$work/v/bin/python" - "$work" <<'PY'
import sys, gguf, numpy as np, xllamacpp
path, width, random = f"{sys.argv[1]}/random.gguf", 64, np.random.default_rng(1)
tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
w = gguf.GGUFWriter(path, "llama")
for name, value in dict(context_length=4096, embedding_length=width, block_count=1, feed_forward_length=width, head_count=4,
                        head_count_kv=4, rope_dimension_count=16, vocab_size=len(tokens)).items():
    getattr(w, f"add_{name}")(value)
w.add_layer_norm_rms_eps(1e-5); w.add_tokenizer_model("llama"); w.add_token_list(tokens)
w.add_token_scores([0.0] * len(tokens)); w.add_token_types([2, 3, 3] + [6] * 256)
w.add_bos_token_id(1); w.add_eos_token_id(2); w.add_unk_token_id(0)
w.add_chat_template("{% for m in messages %}<s>{{ m.content }}\n{% endfor %}")
def add(name, *shape): w.add_tensor(name, (random.standard_normal(shape) * 0.3).astype(np.float32))
add("token_embd.weight", len(tokens), width); add("output.weight", len(tokens), width)
for name in ("output_norm.weight", "blk.0.attn_norm.weight", "blk.0.ffn_norm.weight"): w.add_tensor(name, np.ones(width, np.float32))
for part in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"): add(f"blk.0.{part}.weight", width, width)
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
schema = {"type": "object", "properties": {"1": {"type": "string"}}, "required": ["1"], "additionalProperties": False}
as_schema = {"json_schema": schema}
as_grammar = {"grammar": 'root ::= "{\\"1\\": \\"" [^"\\\\\\n]+ "\\"}"\n'}
def ask(server, tokens, **shape):
    request = {"messages": [{"role": "user", "content": "hello"}], "max_tokens": tokens, "temperature": 0, **shape}
    try: choice = server.handle_chat_completions(request)["choices"][0]
    except RuntimeError as error: return f"RuntimeError: {error}"
    return "a JSON object so far" if choice["message"]["content"].startswith("{") else "something else"
seen = {}
for pure in (False, True):
    p = xllamacpp.CommonParams()
    p.model.path, p.n_ctx, p.verbosity, p.warmup, p.force_pure_content_parser = path, 4096, -1, False, pure
    p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(p)
    seen[pure] = [ask(server, 60, **as_schema), ask(server, 60, **as_grammar)]
    print(f"force_pure_content_parser={pure}: schema -> {seen[pure][0]}; grammar -> {seen[pure][1]}")
assert seen[False][0].startswith("RuntimeError") and seen[True] == ["something else", "a JSON object so far"]
PY

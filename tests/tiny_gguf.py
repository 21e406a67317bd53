"""A language model of half a megabyte with random weights, in the format of real ones.

It has a vocabulary of bytes, so that it can say anything, and says nothing of sense.
"""

from pathlib import Path

import gguf
import numpy as np

_WIDTH, _LAYERS, _HEADS = 64, 2, 4
_TEMPLATE = (
    "{% for message in messages %}<s>{{ message.role }}: {{ message.content }}\n{% endfor %}"
    "assistant: "
)


def tiny_gguf(
    path: Path, *, name: str = "Tiny Chat", context: int = 8192, template: str = _TEMPLATE
) -> Path:
    """Write the model to ``path``; the same bytes each time."""
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(name)
    writer.add_license("MIT")
    writer.add_context_length(context)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(2 * _WIDTH)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    words = ["▁the", "▁of", "▁", "e", ".", '"', "{", "}", ":", ","]
    writer.add_vocab_size(len(tokens) + len(words))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens + words)
    writer.add_token_scores([0.0] * (len(tokens) + len(words)))
    kinds = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2, *[gguf.TokenType.BYTE] * 256]
    writer.add_token_types([*kinds, *[gguf.TokenType.NORMAL] * len(words)])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(template)

    def add(tensor: str, *shape: int) -> None:
        writer.add_tensor(tensor, (random.standard_normal(shape) * 0.3).astype(np.float32))

    size = len(tokens) + len(words)
    add("token_embd.weight", size, _WIDTH)
    for layer in range(_LAYERS):
        for part in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{part}.weight", np.ones(_WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"blk.{layer}.{part}.weight", _WIDTH, _WIDTH)
        add(f"blk.{layer}.ffn_gate.weight", 2 * _WIDTH, _WIDTH)
        add(f"blk.{layer}.ffn_up.weight", 2 * _WIDTH, _WIDTH)
        add(f"blk.{layer}.ffn_down.weight", _WIDTH, 2 * _WIDTH)
    writer.add_tensor("output_norm.weight", np.ones(_WIDTH, np.float32))
    add("output.weight", size, _WIDTH)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path

"""Makes a tiny Qwen2.5-VL with random weights, without any hub: its configuration, its weights, a tokenizer of single
bytes with Qwen's special tokens, and the image processor.

    python3 tiny_model.py FOLDER

About 1 MB. It has every part that the large ones have, so that a trainer takes the same way through its code.
"""

import json
import os
import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2VLImageProcessor,
)

SPECIAL = [
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|video_pad|>",
]
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_tokenizer():
    """A token for each byte, no merges; the special tokens come after them."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {character: at for at, character in enumerate(alphabet)}
    raw = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    raw.add_special_tokens(SPECIAL)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, eos_token="<|im_end|>", pad_token="<|endoftext|>", model_max_length=32768
    )
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def make_config(tokenizer):
    number = tokenizer.convert_tokens_to_ids
    text = dict(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=32768,
        rope_scaling={"type": "mrope", "mrope_section": [1, 1, 2]},
        tie_word_embeddings=False,
        bos_token_id=number("<|endoftext|>"),
        eos_token_id=number("<|im_end|>"),
    )
    vision = dict(
        depth=2, hidden_size=32, intermediate_size=64, num_heads=2, out_hidden_size=32, fullatt_block_indexes=[1]
    )
    tokens = dict(
        vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"),
        image_token_id=number("<|image_pad|>"),
        video_token_id=number("<|video_pad|>"),
    )
    return Qwen2_5_VLConfig(**text, **tokens, vision_config=vision)


def change(folder, name, **values):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        settings = json.load(file)
    settings.update(values)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(settings, file, indent=2)


def main(folder):
    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    model = Qwen2_5_VLForConditionalGeneration(make_config(tokenizer))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    Qwen2VLImageProcessor(min_pixels=4 * 28 * 28, max_pixels=16384 * 28 * 28).save_pretrained(folder)
    # Names that every version of transformers reads, as in the files of the real model.
    change(folder, "preprocessor_config.json", processor_class="Qwen2_5_VLProcessor")
    change(folder, "tokenizer_config.json", tokenizer_class="Qwen2Tokenizer", processor_class="Qwen2_5_VLProcessor")


if __name__ == "__main__":
    main(sys.argv[1])

"""Lets LLaMA-Factory itself read what a run folder holds, and prints what it understood as JSON on the last line.

    python3 read_by_trainer.py            in the run folder, with sft.yaml

Its argument parser reads the YAML (unknown keys are errors), its loader and its tokenizer the data.
"""

import json
import sys

sys.argv = ["llamafactory", "sft.yaml"]

from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
from llamafactory.hparams.parser import get_train_args
from llamafactory.model import load_tokenizer


# What a chat template puts around messages and images, a token each.
MARKS = ["<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>"]


def plain(value):
    """Enumerations of transformers as their words."""
    value = getattr(value, "value", value)
    return value if isinstance(value, (str, int, float, bool, type(None), list)) else str(value)


def main():
    groups = get_train_args()
    model_args, data_args, training_args = groups[:3]
    arguments = {}
    for group in groups:
        arguments.update({name: plain(value) for name, value in vars(group).items() if not name.startswith("_")})
    module = load_tokenizer(model_args)
    template = get_template_and_fix_tokenizer(module["tokenizer"], data_args)
    datasets = get_dataset(template, model_args, data_args, training_args, stage="sft", **module)
    image = module["tokenizer"].convert_tokens_to_ids("<|image_pad|>")
    special = set(module["tokenizer"].all_special_ids)
    special |= {module["tokenizer"].convert_tokens_to_ids(name) for name in MARKS}
    rows = [
        {
            "tokens": len(row["input_ids"]),
            "imageTokens": sum(token == image for token in row["input_ids"]),
            "marks": sum(token in special and token != image for token in row["input_ids"]),
            "text": module["tokenizer"].decode([token for token in row["input_ids"] if token != image]),
            "answer": module["tokenizer"].decode([token for token in row["labels"] if token >= 0]),
            "images": row["images"],
        }
        for row in datasets["train_dataset"]
    ]
    validation = datasets.get("eval_dataset")
    counted = None if validation is None else len(validation)
    print("\n" + json.dumps({"arguments": arguments, "rows": rows, "validation": counted}))


main()

"""Lets verl's own dataset read what an export wrote: `readByVerl.py FILE`. Tokenizer and processor are stood in for.

Prints JSON on the last line: of every row the messages, the sizes of its images as verl decodes them, and what a reward
is given.
"""
import json
import os
import sys
from types import SimpleNamespace

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


class Letters:
    """A tokenizer whose tokens are letters."""

    def apply_chat_template(self, messages, add_generation_prompt=True, tokenize=True, **_):
        text = "".join("%s\n%s\n" % (item["role"], item["content"]) for item in messages)
        return [ord(letter) for letter in text] if tokenize else text


def told(row):
    from qwen_vl_utils import process_vision_info

    images, _ = process_vision_info(row["raw_prompt"])
    content = row["raw_prompt"][-1]["content"]
    parts = [part["text"] for part in content if part["type"] == "text"] if isinstance(content, list) else [content]
    info = row["extra_info"]
    return {
        "id": info["question_id"],
        "text": "".join(parts),
        "images": [list(image.size) for image in images or []],
        "truth": row["reward_model"]["ground_truth"],
        "source": row["data_source"],
        "agent": row["agent_name"],
        "targets": info["targets"],
        "tools": row["tools_kwargs"],
    }


def main():
    from omegaconf import OmegaConf
    from verl.utils.dataset.rl_dataset import RLHFDataset

    config = OmegaConf.create(
        {"image_key": "images", "return_raw_chat": True, "filter_overlong_prompts": False, "max_prompt_length": 10280}
    )
    data = RLHFDataset(data_files=[sys.argv[1]], tokenizer=Letters(), processor=SimpleNamespace(), config=config)
    print("\n" + json.dumps([told(data[at]) for at in range(len(data))], default=str))


main()

"""Lets verl itself use src/trainer, torch and all: `verlTrainer.py <run folder>`, a planned one with data in `data`.

The reward function is loaded and called by verl's own `get_custom_reward_fn` and reward manager; the tool by the tool
loop's own `_call_tool`; the dataset by `get_dataset_class`. Nothing of verl is stood in for; tokenizer and processor are,
since a real one needs a model. Input on stdin: {"page": [width, height], "turns", "said", "phase", "truth"}.
"""
import asyncio
import json
import os
import sys
from types import SimpleNamespace


class Letters:
    """A tokenizer whose tokens are letters."""

    pad_token_id = 0

    def decode(self, ids, skip_special_tokens=True):
        return "".join(chr(int(token)) for token in ids if int(token))

    def apply_chat_template(self, messages, add_generation_prompt=True, tokenize=True, **_):
        text = "".join("<|im_start|>%s\n%s<|im_end|>\n" % (item["role"], item["content"]) for item in messages)
        return [ord(letter) for letter in text] if tokenize else text


async def roll_out(job, tools, row):
    from verl.experimental.agent_loop.tool_agent_loop import AgentData, ToolAgentLoop
    from verl.experimental.agent_loop.tool_parser import ToolParser

    loop = SimpleNamespace(tools=tools, max_tool_response_length=1024, tool_response_truncate_side="middle")
    data = AgentData(list(row["raw_prompt"]), [], [], None, None, {}, "id", row["tools_kwargs"])
    parser = ToolParser.get_tool_parser("hermes", Letters())
    text, replies = "", []
    for turn in job["turns"]:
        _, calls = await parser.extract_tool_calls([ord(letter) for letter in turn], [])
        reply, _, _ = await ToolAgentLoop._call_tool(loop, calls[0], row["tools_kwargs"], data)
        replies.append({"text": reply.text, "images": [list(image.size) for image in reply.image or []]})
        text += "%s\nuser\n<tool_response>\n%s\n</tool_response>\nassistant\n" % (turn, reply.text)
    return text + job["said"], replies, data.extra_fields


def reward_of(job, run, row, text, fields):
    import numpy as np
    import torch
    from omegaconf import OmegaConf
    from verl import DataProto
    from verl.experimental.reward_loop.reward_manager import get_reward_manager_cls
    from verl.trainer.ppo.reward import get_custom_reward_fn

    options = os.path.join(run, "options", "main", job["phase"] + ".json")
    function = {
        "path": os.path.join(run, "trainer", "zoom_reward.py"),
        "name": "compute_score",
        "reward_kwargs": {"options": options, "folder": os.path.join(run, "reward")},
    }
    config = OmegaConf.create({"reward": {"custom_reward_function": function}})
    ids = torch.tensor([[ord(letter) for letter in text] + [0, 0]])
    prompt = torch.tensor([[1]])
    mask = torch.cat([torch.ones_like(prompt), (ids != 0).long()], dim=1)
    others = {
        "data_source": [row["data_source"]],
        "reward_model": [row["reward_model"]],
        "extra_info": [row["extra_info"]],
        "tool_extra_fields": [fields],
        "__num_turns__": [2 * len(job["turns"]) + 2],
    }
    data = DataProto.from_dict(
        tensors={"prompts": prompt, "responses": ids, "attention_mask": mask},
        non_tensors={name: np.array(value, dtype=object) for name, value in others.items()},
    )

    async def run_single():
        manager = get_reward_manager_cls("naive")(config, Letters(), get_custom_reward_fn(config))
        return await manager.run_single(data)

    return asyncio.run(run_single())


def dataset_of(run, name):
    from omegaconf import OmegaConf
    from verl.utils.dataset.rl_dataset import get_dataset_class

    custom = {"path": os.path.join(run, "trainer", "zoom_dataset.py"), "name": "ZoomDataset"}
    options = os.path.join(run, "options", "main", "dataset.json")
    config = {"custom_cls": custom, "loupe_options": options, "image_key": "images", "max_prompt_length": 10280}
    config = OmegaConf.create(dict(config, return_raw_chat=True, filter_overlong_prompts=True))
    dataset_class = get_dataset_class(config)
    files = [os.path.join(run, "data", name)]
    return dataset_class(data_files=files, tokenizer=Letters(), processor=SimpleNamespace(), config=config)


def seen_by_the_model(row):
    """The size of the page once qwen_vl_utils, which verl asks, has resized it."""
    from qwen_vl_utils import process_vision_info

    images, _ = process_vision_info(row["raw_prompt"])
    return [list(image.size) for image in images]


def main():
    run = sys.argv[1]
    sys.path.insert(0, os.path.join(run, "trainer"))
    from PIL import Image

    job = json.load(sys.stdin)
    os.makedirs(os.path.join(run, "data", "pages"), exist_ok=True)
    for name, size in job["pages"].items():
        Image.linear_gradient("L").resize(tuple(size)).save(os.path.join(run, "data", "pages", name))
    train, val = dataset_of(run, "train.jsonl"), dataset_of(run, "val.jsonl")
    row = train[0]
    from verl.tools.tool_registry import initialize_tools_from_config

    tools = {tool.name: tool for tool in initialize_tools_from_config(os.path.join(run, "tools.yaml"))}
    text, replies, fields = asyncio.run(roll_out(job, tools, row))
    rewards = reward_of(job, run, row, text, fields)
    marked = next(part for part in val[1]["raw_prompt"][1]["content"] if part["type"] == "image")["image"]
    answer = {
        "marked": [marked.size, marked.getpixel(tuple(job["marked"]))],
        "rows": [len(train), len(val)],
        "ids": [[part[at]["extra_info"]["question_id"] for at in range(len(part))] for part in (train, val)],
        "splits": [train[0]["extra_info"]["split"], val[0]["extra_info"]["split"]],
        "keys": sorted(row),
        "seen": seen_by_the_model(row),
        "prompt": [[item["role"], [part.get("text", part["type"]) for part in item["content"]]] for item in row["raw_prompt"]],
        "replies": replies,
        "reward": rewards,
    }
    print("\n" + json.dumps(answer, default=str))


main()

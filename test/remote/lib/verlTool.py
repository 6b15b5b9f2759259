"""Loads src/trainer with verl's own loaders and lets its tool answer calls: `verlTool.py <verl> <run folder>`.

Input on stdin: {"page": [width, height], "turns": [...], "said", "truth", "info"}. The run folder is one that was planned.
verl's packages are found where they are, but their own __init__, most of which import torch, is passed over; every module
that is named here is verl's, as it is.
"""
import asyncio
import json
import os
import sys
import types


def passed_over(root, name):
    """A package of verl's whose __init__ is not run."""
    module = types.ModuleType(name)
    module.__path__ = [os.path.join(root, *name.split("."))]
    sys.modules[name] = module


class Letters:
    """A tokenizer whose tokens are letters: the parser of calls asks for text only."""

    def decode(self, ids, **_):
        return "".join(map(chr, ids))


class AgentData:
    """What ToolAgentLoop hands to a tool; only its dictionary is used."""

    def __init__(self):
        self.extra_fields = {}


async def call_tool(tools, call, tools_kwargs, agent_data):
    """The way of ToolAgentLoop._call_tool (verl 0.9.1), which imports torch, for a tool that exists."""
    tool = tools[call.name]
    kwargs = tools_kwargs.get(call.name, {})
    instance_id, _ = await tool.create(create_kwargs=kwargs.get("create_kwargs", {}))
    try:
        return await tool.execute(instance_id, json.loads(call.arguments), agent_data=agent_data)
    finally:
        await tool.release(instance_id)


async def roll_out(job, tools, parser, page):
    """(text of the response, replies, agent data) of a rollout whose turns are given."""
    agent_data, replies, text = AgentData(), [], ""
    tools_kwargs = {"image_zoom_in_tool": {"create_kwargs": {"page": page}}}
    for turn in job["turns"]:
        _, calls = await parser.extract_tool_calls([ord(letter) for letter in turn], [])
        response, reward, metrics = await call_tool(tools, calls[0], tools_kwargs, agent_data)
        images = [list(image.size) for image in response.image or []]
        replies.append({"text": response.text, "images": images, "reward": reward, "metrics": metrics})
        text += "%s\nuser\n<tool_response>\n%s\n</tool_response>\nassistant\n" % (turn, response.text)
    return text + job["said"], replies, agent_data


def main():
    root, run = sys.argv[1:]
    for name in ("verl", "verl.utils", "verl.experimental", "verl.experimental.agent_loop"):
        passed_over(root, name)
    # As command.sh has it.
    sys.path.insert(0, os.path.join(run, "trainer"))
    from PIL import Image
    from verl.experimental.agent_loop.tool_parser import ToolParser
    from verl.tools.base_tool import BaseTool
    from verl.tools.tool_registry import initialize_tools_from_config
    from verl.utils.import_utils import load_extern_object

    job = json.load(sys.stdin)
    page = os.path.join(run, "page.png")
    Image.linear_gradient("L").resize(tuple(job["page"])).save(page)
    tool_list = initialize_tools_from_config(os.path.join(run, "tools.yaml"))
    tools = {tool.name: tool for tool in tool_list}
    parser = ToolParser.get_tool_parser("hermes", Letters())
    text, replies, agent_data = asyncio.run(roll_out(job, tools, parser, page))
    compute_score = load_extern_object(os.path.join(run, "trainer", "zoom_reward.py"), "compute_score")
    # As NaiveRewardManager.run_single puts it together.
    info = dict(job["info"])
    info.update(agent_data.extra_fields.items())
    info["num_turns"] = 2 * len(job["turns"]) + 2
    info["rollout_reward_scores"] = {}
    options = os.path.join(run, "options", "main", job["phase"] + ".json")
    kwargs = {"options": options, "folder": os.path.join(run, "reward")}
    rewards = compute_score(data_source="d", solution_str=text, ground_truth=job["truth"], extra_info=info, **kwargs)
    answer = {
        "are_tools": [isinstance(tool, BaseTool) for tool in tool_list],
        "names": sorted(tools),
        "replies": replies,
        "fields": {name: json.loads(value) for name, value in agent_data.extra_fields.items()},
        "rewards": rewards,
    }
    print("\n" + json.dumps(answer))


main()

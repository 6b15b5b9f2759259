"""Lets the tool of the DeepEyes loop answer turns: `forkTool.py <run folder>`, a planned one.

The fork is in no registry, so that its base class is stood in for by one that was written from its description
(facts about Visual-Agent/DeepEyes@6c5e796: a registry by the class attribute `name`, `create(name)`); this is weaker than
the real thing. Input on stdin: {"page": [width, height], "turns": [...], "phase", "truth", "info"}.
"""
import json
import os
import sys
import types


class Registering(type):
    def __init__(cls, name, bases, attributes):
        super().__init__(name, bases, attributes)
        if bases:
            cls.registry[cls.name] = cls


class ToolBase(metaclass=Registering):
    registry = {}

    def __init__(self, name, description="", parameters=None, **kwargs):
        self.name = name

    @classmethod
    def create(cls, name, description="", parameters=(), **kwargs):
        return cls.registry[name](name, description, parameters, **kwargs)


def main():
    run = sys.argv[1]
    for name in ("verl", "verl.workers", "verl.workers.agent", "verl.workers.agent.tool_envs"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["verl.workers.agent.tool_envs"].ToolBase = ToolBase
    sys.path.insert(0, os.path.join(run, "trainer"))
    import zoom_tool  # noqa: F401  Importing it registers the tool, as `external_lib` does.
    from PIL import Image
    from zoom_reward import compute_score

    job = json.load(sys.stdin)
    page = Image.linear_gradient("L").resize(tuple(job["page"]))
    tool = ToolBase.create("image_zoom_in_tool")
    tool.reset(raw_prompt=[], multi_modal_data={"image": []}, origin_multi_modal_data={"image": [page]})
    text, seen = "", []
    for turn in job["turns"]:
        observed, reward, done, _ = tool.execute(turn)
        is_crop = isinstance(observed, dict)
        shown = observed["prompt"] if is_crop else observed
        crops = [list(crop.size) for crop in observed["multi_modal_data"]["image"]] if is_crop else []
        seen.append({"reply": shown, "crops": crops, "reward": reward, "done": done})
        text += turn + shown.replace("<image>", "<|vision_start|><|image_pad|><|vision_end|>")
    kwargs = {"options": os.path.join(run, "options", "main", job["phase"] + ".json")}
    kwargs["folder"] = os.path.join(run, "reward")
    rewards = compute_score(data_source="d", solution_str=text, ground_truth=job["truth"], extra_info=job["info"], **kwargs)
    print("\n" + json.dumps({"seen": seen, "rewards": rewards}))


main()

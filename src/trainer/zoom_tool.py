"""The zoom tool, for current verl (`ZoomTool`) and for the loop of Visual-Agent/DeepEyes (`ZoomToolBox`).

The model writes boxes in pixels of the page as it sees it (smart_resize under one maxPixels); the tool maps them to the
stored page and crops there. Its reply says the box that was executed or the rule that refused it. Current verl hands the
tool's records to the reward function (`agent_data.extra_fields`, 0.9 and later); DeepEyes' loop hands over nothing, so that
they are written to the run folder (zoom_ledger.py). verl and PIL are imported here and nowhere else but in the dataset.
"""
import asyncio
import io
import json
import os
import re
import sys
from functools import lru_cache, partial

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from PIL import Image  # noqa: E402

from zoom_calls import read_body  # noqa: E402
from zoom_ledger import Trace, ledger_folder  # noqa: E402
from zoom_replies import TOOL_NAME, ZOOMS_KEY, answer, crop_size, failure, record_of, tool_options  # noqa: E402

#: Pages that are kept open: the rollouts of a group zoom in on the same one.
KEPT_PAGES = 8


def open_page(page):
    """A page as an RGB image: a path, the bytes of a file, or an image."""
    if isinstance(page, Image.Image):
        return page if page.mode == "RGB" else page.convert("RGB")
    if isinstance(page, (bytes, bytearray, memoryview)):
        return Image.open(io.BytesIO(page)).convert("RGB")
    path = str(page)
    return _open_file(path[len("file://") :] if path.startswith("file://") else path)


@lru_cache(maxsize=KEPT_PAGES)
def _open_file(path):
    with Image.open(path) as image:
        return image.convert("RGB")


def zoom_in(page, args, options):
    """(what was answered, the crop or None, the page's size or None). Never raises."""
    try:
        image = open_page(page)
    except Exception:  # noqa: BLE001  A page that cannot be read refuses the call; it does not end the rollout.
        return failure(args), None, None
    answered = answer(args, image.size, options)
    if answered["executed"] is None:
        return answered, None, image.size
    box = answered["executed"]
    return answered, image.resize(crop_size(box, options), Image.BICUBIC, box=tuple(box)), image.size


try:
    from verl.tools.base_tool import BaseTool
    from verl.tools.schemas import ToolResponse
except ImportError:
    # The fork of DeepEyes is older than these.
    BaseTool = None

if BaseTool is not None:

    class ZoomTool(BaseTool):
        """The tool of tools.yaml. `create_kwargs`: `page`, a path or the bytes of a file (zoom_dataset.py)."""

        def __init__(self, config, tool_schema):
            super().__init__(config, tool_schema)
            self.options = tool_options(config)
            self.pages = {}

        async def create(self, instance_id=None, create_kwargs=None, **kwargs):
            instance_id, response = await super().create(instance_id)
            self.pages[instance_id] = (create_kwargs or kwargs).get("page")
            return instance_id, response

        async def execute(self, instance_id, parameters, **kwargs):
            """(ToolResponse, reward of the call, metrics); the records go to `agent_data.extra_fields`."""
            work = partial(zoom_in, self.pages.get(instance_id), parameters, self.options)
            answered, crop, size = await asyncio.get_running_loop().run_in_executor(None, work)
            self._hand_over(kwargs.get("agent_data"), answered, size)
            metrics = {"executed": int(crop is not None), "refused": int(crop is None)}
            if crop is None:
                return ToolResponse(text=answered["text"]), 0.0, metrics
            return ToolResponse(text=answered["text"], image=[crop]), 0.0, metrics

        async def release(self, instance_id, **kwargs):
            self.pages.pop(instance_id, None)

        def _hand_over(self, agent_data, answered, size):
            """As JSON text: verl makes arrays of these fields, and lists of equal length become tables there."""
            fields = getattr(agent_data, "extra_fields", None)
            if not isinstance(fields, dict):
                return
            before = json.loads(fields[ZOOMS_KEY]) if ZOOMS_KEY in fields else {"page": None, "zooms": []}
            zooms = before["zooms"] + [record_of(answered)]
            fields[ZOOMS_KEY] = json.dumps({"page": before["page"] or (size and list(size)), "zooms": zooms})


try:
    from verl.workers.agent.tool_envs import ToolBase
except ImportError:
    # Only the fork has it.
    ToolBase = None

if ToolBase is not None:

    class ZoomToolBox(ToolBase):
        """Registers itself under the name of the data's `env_name` column; verl imports this module as `external_lib`."""

        name = TOOL_NAME

        def __init__(self, _name=None, _description=None, _parameters=None, **kwargs):
            super().__init__(name=self.name)
            self.options = tool_options()
            self.page = None
            self.trace = None

        def reset(self, raw_prompt=None, multi_modal_data=None, origin_multi_modal_data=None, **kwargs):
            """Begins a rollout. The page is the stored one, not the one that was resized for the model."""
            images = (origin_multi_modal_data or {}).get("image") or []
            self.page = images[0] if images else None
            self.trace = Trace(ledger_folder())

        def execute(self, action_string, **kwargs):
            """(observation, reward, whether the rollout is over, facts) for a turn of the model: an answer wins, else the
            last call is run, as the fork's own tool does it."""
            answers = re.findall(r"<answer>(.*?)</answer>", action_string, re.DOTALL)
            if answers and answers[-1]:
                return "", 0.0, True, {}
            bodies = re.findall(r"<tool_call>(.*?)</tool_call>", action_string, re.DOTALL)
            if not bodies:
                return "", 0.0, True, {}
            text, crop, record, size = self._run(bodies[-1])
            shown = "" if crop is None else "<image>"
            reply = "\n<|im_start|>user\n<tool_response>\n%s%s\n</tool_response><|im_end|>\n<|im_start|>assistant\n"
            self.trace.record(action_string, reply % ("", text), record, size)
            facts = {"status": "failed" if crop is None else "success"}
            if crop is None:
                return reply % (shown, text), 0.0, False, facts
            return {"prompt": reply % (shown, text), "multi_modal_data": {"image": [crop]}}, 0.0, False, facts

        def _run(self, body):
            """(reply, crop or None, record or None where it was no call of this tool, the page's size)."""
            tool, _, _, _, problem = read_body(body)
            if problem in ("not-json", "no-name", "no-arguments"):
                return "Error: the call cannot be read (%s)." % problem, None, None, None
            if tool != self.name:
                return "Error: there is no function of this name; there is %s." % self.name, None, None, None
            answered, crop, size = zoom_in(self.page, json.loads(body).get("arguments"), self.options)
            return answered["text"], crop, record_of(answered), size

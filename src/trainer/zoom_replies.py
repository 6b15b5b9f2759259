"""What the zoom tool answers to a call, whichever loop runs it: the box that it crops or the rule that refuses it.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import os

from zoom_boxes import DEFAULT_LIMITS, scale_box, smart_resize, space_size, zoom
from zoom_calls import read_source, requested_box
from zoom_rules import plain

#: The key under which the tool leaves its records in the fields that verl's agent loop hands to the reward function.
ZOOMS_KEY = "loupe_zooms"
TOOL_NAME = "image_zoom_in_tool"

#: Why a box was refused, for the model.
REASONS = {
    "bad-call": "it names no box of four numbers",
    "unknown-source": "only the page can be zoomed in on",
    "inverted": "the box ends before it begins",
    "outside-page": "the box lies outside the page",
    "aspect-ratio": "the box is too long for its width",
    "too-small": "the box is too small",
    "tool-error": "the page could not be read",
}


def run_folder():
    """The run folder on the host: $LOUPE_RUN_DIR, else the folder that this one stands in; None outside of a run."""
    run = os.environ.get("LOUPE_RUN_DIR") or os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return run if os.path.isdir(os.path.join(run, "options")) else None


def tool_options(options=None):
    """`options/tool.json` (src/core/launch/trainerOptions.ts) with what it leaves out; for loops that hand over nothing it
    is read from the run folder."""
    given = plain(options)
    if given is None:
        folder = run_folder()
        given = {}
        if folder is not None and os.path.exists(os.path.join(folder, "options", "tool.json")):
            with open(os.path.join(folder, "options", "tool.json"), encoding="utf-8") as file:
                given = json.load(file)
    limits = {name: given.get(name) or value for name, value in DEFAULT_LIMITS.items()}
    rule = given.get("rule") or "verl"
    return {"limits": limits, "rule": rule, "space": given.get("space") or "model", "name": given.get("name") or TOOL_NAME}


def answer(args, page, options):
    """What the tool makes of a call's arguments on a page of a size: `requested` as written, `page` and `executed` in page
    pixels, the rules that changed or refused it, and `text`, the reply. Never raises, whatever the model wrote."""
    requested, problem = requested_box(args) if isinstance(args, dict) else (None, "no-arguments")
    if problem is not None:
        return _record(requested, None, None, "bad-call", [], REASONS["bad-call"])
    if read_source(args) != 0:
        return _record(requested, None, None, "unknown-source", [], REASONS["unknown-source"])
    outcome = zoom(requested, page, options["rule"], options["space"], options["limits"])
    size = space_size(options["space"], page, options["limits"])
    on_page = None if size is None else list(scale_box(requested, size, page))
    if outcome["box"] is None:
        return _record(requested, on_page, None, outcome["refused_by"], [], REASONS[outcome["refused_by"]])
    text = "This is the part %s of the page." % _sides(outcome["own"])
    if outcome["changed_by"]:
        text += " Your box was %s." % " and ".join(outcome["changed_by"])
    return dict(_record(requested, on_page, list(outcome["box"]), None, outcome["changed_by"], ""), text=text)


def failure(args):
    """The record and the reply of a call whose page cannot be read."""
    requested = requested_box(args)[0] if isinstance(args, dict) else None
    return _record(requested, None, None, "tool-error", [], REASONS["tool-error"])


def _record(requested, on_page, executed, refused_by, changed_by, reason):
    return {
        "requested": None if requested is None else list(requested),
        "page": on_page,
        "executed": executed,
        "refused_by": refused_by,
        "changed_by": changed_by,
        # What a tool's error begins with, so that readers of dumps know it for one.
        "text": "Error: the call was refused (%s): %s." % (refused_by, reason),
    }


def record_of(answered):
    """An answer as it is handed to the reward function: without the reply's text."""
    return {name: value for name, value in answered.items() if name != "text"}


def _sides(box):
    return "[%s]" % ", ".join("%g" % round(side, 3) for side in box)


def crop_size(box, options):
    """The size in pixels at which a crop (in page pixels) is shown: the model's own grid, so that nobody resizes it again."""
    width, height = max(1, round(box[2] - box[0])), max(1, round(box[3] - box[1]))
    size = smart_resize((width, height), options["limits"]) or (width, height)
    return int(size[0]), int(size[1])

"""What a row's `extra_info` says of its question: the same names and the same reading as src/core/dataset.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import math
import re

from zoom_answers import options_in_text
from zoom_calls import js_number
from zoom_rules import plain
from zoom_text import JS_BLANK

#: A trainer ends a response after five turns: four zooms and an answer.
MOST_EXPECTED = 4
#: The paper trains its reordering tasks without zooms; their questions have no targets.
WITHOUT_ZOOMS = ("dialog_reordering", "panel_reordering")

_NUMPY = re.compile(r"[" + JS_BLANK + r"\[\]()0-9.,eE+-]*\Z")
_NUMBERS = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
UNREADABLE = object()


#: All that is read of `extra_info`. verl puts the whole prompt there as well, with the bytes of its pages.
FIELDS = frozenset(
    "question_id sample_id id image image_path images task task_kind split prompt question image_size page_size width "
    "image_width height image_height options choices targets gt_boxes expected_zooms answer_type num_turns loupe_zooms "
    "global_steps".split()
)


class Question:
    """What the reward needs of a question; every field is None where nobody says."""

    def __init__(self, extra_info):
        info = parsed(extra_info) if isinstance(extra_info, str) else extra_info
        items = info.items() if hasattr(info, "items") else []
        self.info = {name: plain(value) for name, value in items if name in FIELDS}
        self.id = self.text("question_id", "sample_id", "id")
        self.image = _image_path(self.first("image", "image_path", "images"))
        self.task = self.text("task", "task_kind")
        self.split = self.text("split")
        self.prompt = self.text("prompt", "question") or ""
        self.size = self._size()
        self.options = self._options()
        self.targets = read_targets(self.first("targets", "gt_boxes"))
        self.expected = self._expected()

    def first(self, *names):
        """The first of the names that holds a value; a null counts as absent as long as another one holds a value."""
        return next((self.info[name] for name in names if self.info.get(name) is not None), None)

    def text(self, *names):
        value = self.first(*names)
        if isinstance(value, str):
            return value if value.strip(JS_BLANK) else None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)

    def _size(self):
        pair = self.first("image_size", "page_size")
        pair = pair if isinstance(pair, list) else []
        width = _side(self.first("width", "image_width") or (pair[0] if pair else None))
        height = _side(self.first("height", "image_height") or (pair[1] if len(pair) > 1 else None))
        return None if width is None or height is None else (width, height)

    def _options(self):
        value = self.first("options", "choices")
        value = parsed(value) if isinstance(value, str) else value
        if isinstance(value, dict):
            return [(str(label), text) for label, text in value.items() if isinstance(text, str)]
        found = [_option(item, index) for index, item in enumerate(value)] if isinstance(value, list) else []
        found = [option for option in found if option is not None]
        return found or options_in_text(self.prompt)

    def _expected(self):
        if "expected_zooms" not in self.info:
            return None
        value = self.info["expected_zooms"]
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return int(value) if math.isfinite(value) and value == int(value) and value >= 0 else None

    @property
    def tool(self):
        """What the question says of its zooms; see src/core/reward/toolFactsOf.ts."""
        if self.expected == 0:
            return {"kind": "off"}
        if self.targets is None or self.targets is UNREADABLE:
            return {"kind": "off" if self.task in WITHOUT_ZOOMS else "unknown"}
        if not self.targets:
            return {"kind": "off"}
        expected = min(len(self.targets), MOST_EXPECTED) if self.expected is None else self.expected
        return {"kind": "targets", "targets": self.targets, "expected": expected}


#: How a mark is drawn: see src/core/benchmark/marks. One of no known kind is a box.
MARK_KINDS = ("box", "outline", "number", "blank")


def read_marks(value):
    """What is drawn on the page for the model to see: (kind, box, label, color) in page pixels; see readMarks.ts. An
    unreadable mark is left out."""
    value = parsed(value) if isinstance(value, str) else value
    found = []
    for mark in value if isinstance(value, list) else []:
        targets = read_targets([mark]) if isinstance(mark, dict) else None
        if isinstance(targets, list) and targets:
            kind = mark.get("kind") if mark.get("kind") in MARK_KINDS else "box"
            found.append((kind, targets[0], _text(mark.get("label")), _text(mark.get("color"))))
    return found


def _text(value):
    return value if isinstance(value, str) else ""


def parsed(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _side(value):
    number = js_number(value)
    return int(number) if math.isfinite(number) and number == int(number) and number > 0 else None


def _option(option, index):
    label = chr(ord("A") + index)
    if isinstance(option, str):
        return label, option
    if not isinstance(option, dict) or not isinstance(option.get("text"), str):
        return None
    return (option["label"] if isinstance(option.get("label"), str) else label), option["text"]


def _image_path(value):
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("path") or value.get("image")
    return value if isinstance(value, str) and value else None


def read_targets(value, depth=0):
    """Target boxes as lists of four numbers, as records with a `box`, as one box alone, as JSON text of these or as numpy
    prints them. None: nobody says; UNREADABLE: half a set of targets would give wrong IoUs. See readTargets.ts."""
    if value is None:
        return None
    if isinstance(value, dict):
        return _targets_of([value])
    if isinstance(value, list):
        return _targets_of(value)
    if not isinstance(value, str):
        return UNREADABLE
    if not value.strip(JS_BLANK):
        return None
    try:
        return read_targets(json.loads(value), depth + 1) if depth < 2 else UNREADABLE
    except (ValueError, RecursionError):
        pass
    if "[" not in value or not _NUMPY.match(value):
        return UNREADABLE
    numbers = _NUMBERS.findall(value)
    boxes = [numbers[at : at + 4] for at in range(0, len(numbers), 4)]
    return _targets_of(boxes)


def _targets_of(items):
    if not items:
        return []
    single = _box(items)
    if single is not None:
        return [single]
    found = [_box(_box_field(item) if isinstance(item, dict) else item) for item in items]
    return UNREADABLE if None in found else found


def _box_field(record):
    return next((record[name] for name in ("box", "bbox_2d", "bbox") if name in record), None)


def _box(value):
    if not isinstance(value, list) or len(value) != 4:
        return None
    numbers = [js_number(item) for item in value]
    return tuple(numbers) if all(map(math.isfinite, numbers)) else None

"""The calls that a response writes, and the form of it: the same reading as src/core/rollout and src/core/reward.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import math
import re

from zoom_text import JS_BLANK, answer_of, split_turns, without_end_tokens

#: Names of tools that crop; see src/core/rollout/zoomTools.ts.
ZOOM_TOOLS = frozenset(
    ["image_zoom_in_tool", "image_zoom_in", "zoom_in_tool", "zoom_in", "crop_image", "crop_image_normalized"]
)
#: Problems by which a trainer's own parser takes a body for no call.
UNREADABLE = frozenset(["not-json", "no-name", "no-arguments"])

_FUNCTION_NAME = re.compile(
    '"(?:function|name)"[' + JS_BLANK + "]*:[" + JS_BLANK + ']*"([A-Za-z0-9_.-]{1,60})"'
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_RADIX = re.compile(r"0[xX][0-9a-fA-F]+\Z|0[oO][0-7]+\Z|0[bB][01]+\Z")
_OBSERVATION = re.compile(r"observation_([0-9]{1,6})\Z")


class Call:
    """One call of any tool. `requested` is in the coordinate space that the run counts in; nothing is in page pixels."""

    __slots__ = ("turn", "start", "end", "tag", "closed", "body", "tool", "is_zoom", "requested", "source", "problem")

    @property
    def is_parsed(self):
        """The trainer's own parser takes it for a call. A box that the tool then refuses does not make it less of one."""
        return self.closed and self.problem not in UNREADABLE


class Response:
    """A response, read once: its turns, its calls by turn, and the text of its answer."""

    def __init__(self, text, prompt=""):
        self.text = text
        self.turns, self.suspect = split_turns(text)
        self.opens_think = prompt.rstrip(JS_BLANK).endswith("<think>")
        self.calls_of = [_calls_in(turn, index) if turn.is_models else [] for index, turn in enumerate(self.turns)]
        self.calls = [call for calls in self.calls_of for call in calls]
        self.answer = answer_of(self.turns)

    @property
    def zooms(self):
        """The calls that Eq. 3 counts: those of a zoom tool that parse."""
        return [call for call in self.calls if call.is_zoom and call.is_parsed]


def _calls_in(turn, index):
    spans = _tagged(turn, "tool_call")
    others = _tagged(turn, "grounding") + _json_blocks(turn.text)
    if others:
        spans = _without_overlap(spans + others)
    calls = []
    for start, end, tag, closed, body in spans:
        call = Call()
        call.turn, call.start, call.end, call.tag, call.closed, call.body = index, start, end, tag, closed, body
        call.tool, call.is_zoom, call.requested, call.source, call.problem = read_body(body, tag)
        calls.append(call)
    return calls


def _without_overlap(found):
    spans, end = [], 0
    for span in sorted(found, key=lambda span: span[0]):
        if span[0] >= end:
            spans.append(span)
            end = span[1]
    return spans


def _tagged(turn, name):
    """A body reaches from its tag to the first closing tag; one that is never closed, to the next tag or the turn's end."""
    tags = turn.tags
    if not any(tag[2] == name for tag in tags):
        return []
    last_close = max((index for index, tag in enumerate(tags) if tag[2] == name and tag[3]), default=-1)
    spans, index = [], 0
    while index < len(tags):
        start, body_start, tag_name, is_close = tags[index]
        if tag_name != name or is_close:
            index += 1
            continue
        closed = index < last_close
        if closed:
            index = next(at for at in range(index + 1, len(tags)) if tags[at][2] == name and tags[at][3])
            body_end, end = tags[index][0], tags[index][1]
        else:
            index = _before_next_opening(tags, index, name)
            body_end = end = tags[index + 1][0] if index + 1 < len(tags) else len(turn.text)
        spans.append((start, end, name, closed, turn.text[body_start:body_end]))
        index += 1
    return spans


def _before_next_opening(tags, index, name):
    at = index + 1
    while at < len(tags) and (tags[at][3] or tags[at][2] not in (name, "answer", "think")):
        at += 1
    return at - 1


def _json_blocks(text):
    spans, start = [], text.find("```json")
    while start != -1:
        inside = start + len("```json")
        close = text.find("```", inside)
        body_end = len(text) if close == -1 else close
        end = body_end if close == -1 else close + 3
        name = _FUNCTION_NAME.search(text[inside:body_end][:2000])
        if name is not None and name.group(1) in ZOOM_TOOLS:
            spans.append((start, end, "json", close != -1, text[inside:body_end]))
        start = text.find("```json", end)
    return spans


def _no_constant(name):
    raise ValueError(name)


def strict_json(text):
    """(True, value) for JSON as RFC 8259 has it, every number a float; (False, None) for anything else."""
    try:
        return True, json.loads(text, parse_int=float, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False, None


def read_body(body, tag="tool_call"):
    """(tool, is_zoom, requested, source, problem) of a call's body; see src/core/rollout/parseCallBody.ts.

    Of a body that does not parse nothing is told but that: no trainer takes it for a call.
    """
    is_json, value = strict_json(body)
    if not is_json:
        return None, tag == "grounding", None, 0, "not-json"
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return None, tag == "grounding", None, 0, "no-name"
    tool = "grounding" if tag == "grounding" else _tool_name(value)
    args, problem = _arguments(value, tool, tag)
    fields = value if args is None else args
    is_zoom = tag == "grounding" or tool in ZOOM_TOOLS or (tool is None and "bbox_2d" in fields)
    if tool is None:
        problem = "no-name"
    if not is_zoom:
        return tool, False, None, 0, problem
    box, box_problem = requested_box(fields)
    return tool, True, box, read_source(fields), problem or box_problem


def _tool_name(fields):
    name = fields.get("name")
    if name is None:
        name = fields.get("function")
    if isinstance(name, str) and name != "":
        return name
    return name["name"] if isinstance(name, dict) and isinstance(name.get("name"), str) else None


def _arguments(fields, tool, tag):
    args = fields.get("arguments")
    if isinstance(args, dict):
        return args, None
    if tag == "grounding" or (isinstance(fields.get("function"), str) and tool is not None):
        return fields, None
    return None, "no-arguments"


def requested_box(args):
    """(box, problem): the tool wants `bbox_2d`, a list of four numbers, and converts numbers in quotes."""
    value = args.get("bbox_2d")
    if value is None or value == "" or value == []:
        return None, "no-box"
    box = four_numbers(value)
    return (box, None) if box is not None else (None, "box-not-four-numbers")


def four_numbers(value):
    if not isinstance(value, (list, tuple)) or len(value) != 4:
        return None
    numbers = [js_number(item) for item in value]
    return tuple(numbers) if all(map(math.isfinite, numbers)) else None


def js_number(value):
    """What JavaScript's Number() makes of a number or a text; NaN for everything else."""
    if isinstance(value, bool):
        return math.nan
    if isinstance(value, (int, float)):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    if not isinstance(value, str):
        return math.nan
    text = value.strip(JS_BLANK)
    if _NUMBER.match(text):
        return float(text)
    return float(int(text, 0)) if len(text) < 200 and _RADIX.match(text) else math.nan


def read_source(args):
    """Which image a call crops: 0 is the page, k the k-th crop, -1 what cannot be told; see readCallSource.ts."""
    if args.get("target_image") is not None:
        return _image_index(args["target_image"], 1)
    if args.get("img_idx") is not None:
        return _image_index(args["img_idx"], 0)
    source = args.get("source")
    if not isinstance(source, str) or source == "original_image":
        return 0
    observation = _OBSERVATION.match(source)
    return -1 if observation is None else int(observation.group(1))


def _image_index(value, first):
    number = 0.0 if isinstance(value, str) and value.strip(JS_BLANK) == "" else js_number(value)
    index = number - first
    return int(index) if math.isfinite(index) and index == math.floor(index) and index >= 0 else -1


def is_strictly_formed(response):
    """The rule `strict`; see src/core/reward/isStrictlyFormed.ts."""
    turns = response.turns
    last = next((turn for turn in reversed(turns) if not _is_blank(turn.text)), None)
    if last is None or not last.is_models:
        return False
    thinks = answers = 0
    answer_end = -1
    for index, turn in enumerate(turns):
        if not turn.is_models:
            continue
        calls = response.calls_of[index]
        if any(not call.is_parsed for call in calls):
            return False
        opened = index == 0 and response.opens_think and _starts_in_think(turn, calls)
        form = _read_form(turn, calls, opened)
        if form is None:
            return False
        thinks, answers, answer_end = thinks + form[0], answers + form[1], form[2]
        if turn is last:
            break
    if not (thinks > 0 and answers == 1 and answer_end != -1):
        return False
    return _is_blank(last.text[answer_end:])


def _is_blank(text):
    """Nothing but white space, and the tokens that end a turn."""
    return without_end_tokens(text).strip(JS_BLANK) == ""


def _starts_in_think(turn, calls):
    """The prompt opened a think that the turn closes."""
    if not turn.text or turn.text.startswith("<think>") or (calls and calls[0].start == 0):
        return False
    return any(name == "think" and is_close for _, _, name, is_close in turn.tags)


def _read_form(turn, calls, is_thinking):
    """(thinks, answers, where the answer ends) of one turn; None when a tag is not closed in it."""
    thinks, answers, answer_end = int(is_thinking), 0, -1
    is_answering = is_broken = False
    following = iter(calls)
    call = next(following, None)
    for start, end, name, is_close in turn.tags:
        while call is not None and call.end <= start:
            call = next(following, None)
        if call is not None and start >= call.start:
            continue
        if name == "think":
            if not is_close:
                is_broken = is_broken or is_thinking
                thinks += 1
            else:
                is_broken = is_broken or is_answering
                answer_end = -1
            is_thinking = not is_close
        elif name == "answer":
            if not is_close:
                is_broken = is_broken or is_answering
                answers += 1
            elif is_answering:
                answer_end = end
            is_answering = not is_close
    return None if is_broken or is_thinking or is_answering else (thinks, answers, answer_end)


#: Answers of so many characters are taken for an attempt at the judge.
ANSWER_LIMIT = 1000


def is_deepeyes_formed(response):
    """The rule `deepeyes` (Visual-Agent/DeepEyes, vl_agent.py `compute_score`); see src/core/reward/isDeepeyesFormed.ts."""
    if sum(turn.unclosed_images for turn in response.turns) != 0:
        return False
    thinks = answers = 0
    for turn in response.turns:
        for _, _, name, is_close in turn.tags:
            change = -1 if is_close else 1
            if name == "answer":
                answers += change
            elif name == "think":
                thinks += change
                if is_close:
                    answers = 0
    return thinks == 0 and answers == 0 and _has_short_answer(response.text)


def _has_short_answer(text):
    if len(text) < ANSWER_LIMIT:
        return True
    start = text.rfind("<answer>")
    inside = 0 if start == -1 else start + len("<answer>")
    end = text.find("</answer>", inside)
    answer = text[inside:] if end == -1 else text[inside:end]
    return len(answer.strip(JS_BLANK)) < ANSWER_LIMIT


def forms_of(response):
    """Whether a response is well-formed, by rule."""
    return {
        "strict": is_strictly_formed(response),
        "deepeyes": is_deepeyes_formed(response),
        "answer-only": response.answer is not None,
    }

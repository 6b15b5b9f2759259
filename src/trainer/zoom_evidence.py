"""Which calls of a response were executed, by what is known beside its text.

The text is the model's, replies and all: what a reply in it says is never evidence. Needs the standard library only,
Python 3.8 or newer.
"""
import math

from zoom_boxes import scale_box, space_size, zoom
from zoom_calls import strict_json
from zoom_question import parsed
from zoom_replies import ZOOMS_KEY
from zoom_rules import plain


class Evidence:
    """Which calls were executed, by what is known beside the response's text."""

    def __init__(self, kind, calls, replies=None, page=None, problems=()):
        self.kind = kind
        #: In the order of the calls: `requested` and `executed` in page pixels, `is_executed`, and the tool's rules.
        self.calls = calls
        self.replies = replies
        self.page = page
        self.problems = list(problems)


def evidence_of(phase, response, question):
    """The calls of a response, each with what became of it.

    By the tool's own records where the loop hands them over or the ledger has them; else by the tool's rule, where the
    number of turns says how many replies there were and the text shows exactly as many. Never by what a reply says.
    """
    replies = replies_of(question.info.get("num_turns"))
    if phase.tool is None:
        return Evidence("none", _written(phase, response, question.size), replies)
    handed = _records(question.info.get(ZOOMS_KEY))
    kind = "loop"
    if handed is None and phase.ledger is not None:
        handed, kind = phase.ledger.take(response.text), "ledger"
    if handed is not None:
        page = question.size or _page_of(handed)
        zooms = handed["zooms"] if replies is None else handed["zooms"][:replies]
        return Evidence(kind, _by_records(phase, response, page, zooms), replies, page)
    calls = _written(phase, response, question.size)
    if not replies:
        problem = ["no-evidence"] if replies is None and calls else []
        return Evidence("none" if replies is None else "rule", calls, replies, None, problem)
    return _by_rule(phase, response, question.size, calls, replies)


def replies_of(num_turns):
    """How many of its turns a loop gave to tools: `num_turns` is assistant turns + tool turns + 1, and the last is the
    assistant's. None: it does not say."""
    number = plain(num_turns)
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not math.isfinite(number):
        return None
    return max(0, (int(number) - 2) // 2)


def _records(handed):
    """The tool's records as it wrote them (JSON text); None where they are missing or no records."""
    value = parsed(handed) if isinstance(handed, str) else handed
    if not isinstance(value, dict) or not isinstance(value.get("zooms"), list):
        return None
    return value if all(isinstance(zoomed, dict) for zoomed in value["zooms"]) else None


def _page_of(handed):
    page = handed.get("page")
    return tuple(page) if isinstance(page, list) and len(page) == 2 and all(side > 0 for side in page) else None


def _call(requested, refused_by=None):
    return {
        "requested": requested,
        "executed": None,
        "is_executed": False,
        "refused_by": refused_by,
        "changed_by": [],
    }


def _written(phase, response, page):
    """The calls that a response writes, none of them executed."""
    size = None if page is None else space_size(phase.space, page, phase.limits)

    def on_page(box):
        return None if box is None or size is None else scale_box(box, size, page)

    return [_call(on_page(call.requested)) for call in response.zooms]


def _by_records(phase, response, page, zooms):
    calls = _written(phase, response, page)
    asked = [call.requested for call in response.zooms]
    at = 0
    for zoomed in zooms:
        requested = tuple(zoomed.get("requested") or ()) or None
        found = next((index for index in range(at, len(asked)) if asked[index] == requested), None)
        if found is None and not zoomed.get("executed"):
            continue
        if found is None:
            # A call that this reading of the text does not see was run all the same.
            calls.append(_call(tuple(zoomed.get("page") or ()) or None))
            call = calls[-1]
        else:
            call, at = calls[found], found + 1
        executed = zoomed.get("executed")
        call["executed"] = tuple(executed) if executed else None
        call["is_executed"] = bool(executed)
        call["refused_by"] = zoomed.get("refused_by")
        call["changed_by"] = zoomed.get("changed_by") or []
    return calls


def _by_rule(phase, response, page, calls, replies):
    """What the tool would have done. A text whose turns do not agree with the loop's was forged or cannot be read: then
    nobody knows which calls were answered, and none counts."""
    turns = response.turns
    is_tool = [turn.role == "tool" for turn in turns]
    shown = sum(1 for index, tool in enumerate(is_tool) if tool and (index == 0 or not is_tool[index - 1]))
    is_clear = response.suspect == 0 and all(turn.role in ("model", "tool") for turn in turns)
    if shown != replies or not is_clear:
        return Evidence("rule", calls, replies, None, ["turns-disagree"] if calls else [])
    if page is None:
        return Evidence("rule", calls, replies, None, ["no-page-size"] if calls else [])
    zooms = response.zooms
    answered = [_answered(phase, response.calls_of[index]) for index, tool in enumerate(is_tool) if not tool]
    for answer in answered[:replies]:
        if answer is None or answer.requested is None or answer.tool != phase.tool or answer not in zooms:
            continue
        call = calls[zooms.index(answer)]
        rule = phase.tool_rule
        outcome = zoom(answer.requested, page, rule, phase.space, phase.limits) if answer.source == 0 else None
        call["executed"] = None if outcome is None else outcome["box"]
        call["is_executed"] = call["executed"] is not None
        call["refused_by"] = "unknown-source" if outcome is None else outcome["refused_by"]
        call["changed_by"] = [] if outcome is None else outcome["changed_by"]
    return Evidence("rule", calls, replies, page)


def _answered(phase, calls):
    """The call of a turn that the loop answers: verl's first one that its parser takes, DeepEyes' last one."""
    tagged = [call for call in calls if call.tag == "tool_call" and call.closed]
    if phase.tool_rule == "deepeyes":
        return tagged[-1] if tagged else None
    return next((call for call in tagged if _is_call(call.body)), None)


def _is_call(body):
    is_json, value = strict_json(body)
    return is_json and isinstance(value, dict) and "name" in value and "arguments" in value

"""The reward of one rollout, for verl's `custom_reward_function` (current verl, and the fork of DeepEyes).

`compute_score` is called with a response's text, the right answer and the row's `extra_info`. It returns scalars and
texts only, the same keys for every rollout, whatever comes in: current verl takes the keys of the first one for all.
`reward_kwargs`: `options`, the path of a phase's options (src/core/launch/trainerOptions.ts) or their JSON, and `folder`,
where the lines of src/core/rollout/rewardLine.ts are written (else $LOUPE_REWARD_DIR). Numbers and meaning are those of
src/core/reward. Needs the standard library only, Python 3.8 or newer.
"""
import json
import math
import os
import re
import sys
import threading
import time

# Trainers load this file by its path, so that its neighbours are not on the path of modules.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from zoom_answers import answer_status  # noqa: E402
from zoom_boxes import DEFAULT_LIMITS, scale_box, space_size, zoom  # noqa: E402
from zoom_calls import Response, forms_of, strict_json  # noqa: E402
from zoom_ledger import Ledger, ledger_folder  # noqa: E402
from zoom_lines import finite, lines_in  # noqa: E402
from zoom_question import UNREADABLE, Question, parsed  # noqa: E402
from zoom_replies import ZOOMS_KEY, run_folder  # noqa: E402
from zoom_rules import BadRule, crc_of, lowest, plain, read_rule, score, strategy_hash  # noqa: E402
from zoom_text import JS_BLANK, response_hash  # noqa: E402

#: Splits whose rollouts are validation.
VALIDATION = ("val", "validation", "dev", "test", "eval")

_IMAGE_PADS = re.compile(r"(<\|image_pad\|>)+")
#: Eq. 1 and 2 with the recommended options: what is paid where no options are given.
_RARL = {
    "strategy": "rarl",
    "terms": [
        {"part": "format"},
        {"part": "accuracy"},
        {"part": "toolCount"},
        {"part": "toolAccuracy"},
        {"part": "toolCount", "when": [{"part": "accuracy", "above": 0}]},
        {"part": "toolAccuracy", "when": [{"part": "accuracy", "above": 0}]},
    ],
}


class Phase:
    """The options of one phase, read once."""

    def __init__(self, options):
        self.rule = read_rule(options.get("rule") or _RARL)
        self.hash = strategy_hash(self.rule)
        if options.get("strategyHash") not in (None, self.hash):
            raise BadRule("the rule's hash is %s, and not %s" % (self.hash, options["strategyHash"]))
        self.profile = options.get("profile") or "verl-current"
        self.tool = options.get("tool", "image_zoom_in_tool")
        self.tool_rule = options.get("toolRule") or ("deepeyes" if self.profile == "verl-deepeyes" else "verl")
        self.space = options.get("space") or "model"
        self.limits = {name: options.get(name) or value for name, value in DEFAULT_LIMITS.items()}
        self.stage = str(options.get("stage") or "")
        self.name = str(options.get("phase") or "")
        folder = ledger_folder()
        self.ledger = Ledger(folder) if folder and self.profile == "verl-deepeyes" and self.tool else None


_phases = {}
_phases_lock = threading.RLock()


def phase_of(options):
    """The phase that `reward_kwargs.options` names. Raises BadRule for options that cannot be read: a training whose
    reward is not the one that was asked for must not begin."""
    key = options if isinstance(options, str) else json.dumps(plain(options), sort_keys=True)
    with _phases_lock:
        if key not in _phases:
            _phases[key] = Phase(_read_options(options))
        return _phases[key]


def _read_options(options):
    if not isinstance(options, str):
        return plain(options) or {}
    try:
        if options.lstrip().startswith("{"):
            return json.loads(options)
        with open(_found(options), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise BadRule("cannot read the options %s: %s" % (options, error))


def _found(path):
    """A relative path counts from the run folder where there is one."""
    run = run_folder()
    return os.path.join(run, path) if run and not os.path.isabs(path) and not os.path.exists(path) else path


def compute_score(data_source=None, solution_str=None, ground_truth=None, extra_info=None, **reward_kwargs):
    """The reward of one rollout as a dict with `score`, its parts, and what they were computed from.

    Raises BadRule only where the options themselves cannot be read. A rollout that cannot be scored gets the lowest
    reward, with a word in `problem`.
    """
    phase = phase_of(reward_kwargs.get("options"))
    try:
        result, line = _scored(phase, solution_str, ground_truth, extra_info)
    except Exception as error:  # noqa: BLE001  Whatever a response holds, the training goes on.
        result, line = _failed(phase, solution_str, extra_info, "failed:" + type(error).__name__)
    folder = reward_kwargs.get("folder") or os.environ.get("LOUPE_REWARD_DIR")
    if folder:
        lines_in(str(folder)).write(line)
    return result


def _scored(phase, solution_str, ground_truth, extra_info):
    problems = []
    text = solution_str if isinstance(solution_str, str) else ""
    if not isinstance(solution_str, str):
        problems.append("no-response")
    question = Question(extra_info)
    response = Response(text, question.prompt)
    evidence = evidence_of(phase, response, question)
    problems.extend(evidence.problems)
    status = answer_status(response.answer, plain(ground_truth), question.options)
    if question.info.get("answer_type") == "open" or status == "unknown":
        status = "unknown"
        problems.append("open-answer")
    if question.targets is UNREADABLE:
        problems.append("unreadable-targets")
    facts = {
        "page": question.size or evidence.page,
        "forms": forms_of(response),
        # No judge is asked: an open answer is not right here.
        "is_correct": status == "correct",
        "answer_chars": len(response.answer or ""),
        "calls": evidence.calls,
        "tool": question.tool,
        "question_id": question.id,
        "response_crc": crc_of(text),
    }
    paid = score(facts, phase.rule)
    if not math.isfinite(paid["total"]):
        raise OverflowError("the rule's weights")
    problems.extend("no-" + part for part in paid["missing"])
    acc = None if status == "unknown" else int(status == "correct")
    result = _result(phase, question, evidence, paid, acc, problems)
    return result, _line(phase, question, evidence, paid, acc, problems, text, ground_truth)


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


def _number(value):
    return 0.0 if value is None else float(value)


def _result(phase, question, evidence, paid, acc, problems):
    components = paid["components"]
    return {
        "score": float(paid["total"]),
        # NaN where no rule can tell: a 0 would be read as wrong.
        "acc": math.nan if acc is None else float(acc),
        "format_reward": _number(components["format"]),
        "acc_reward": _number(components["accuracy"]),
        "count_reward": _number(components["toolCount"]),
        "iou_reward": _number(components["toolAccuracy"]),
        "question_id": question.id or "",
        "image": question.image or "",
        "task": question.task or "",
        "split": question.split or "",
        "stage": phase.stage,
        "phase": phase.name,
        "strategy": phase.rule["strategy"],
        "strategy_hash": phase.hash,
        "zooms": len(evidence.calls),
        "crops": sum(1 for call in evidence.calls if call["is_executed"]),
        "requested_json": json.dumps([_box(call["requested"]) for call in evidence.calls]),
        "executed_json": json.dumps([_box(call["executed"]) for call in evidence.calls]),
        "evidence": evidence.kind,
        "problem": " ".join(problems),
    }


def _box(box):
    """A box as JSON; None where there is none, and for sides that no page has."""
    return [float(side) for side in box] if box is not None and all(map(math.isfinite, box)) else None


def _line(phase, question, evidence, paid, acc, problems, text, ground_truth):
    components = paid["components"]
    calls = [
        {
            "requested": _box(call["requested"]),
            "executed": _box(call["executed"]),
            "refused_by": call["refused_by"],
            "changed_by": call["changed_by"],
        }
        for call in evidence.calls
    ]
    line = {
        "loupe": "reward",
        "time": time.time(),
        "question_id": question.id,
        "image": question.image,
        "task": question.task,
        "split": question.split,
        # No loop of verl's says at which step it is; the dump does.
        "step": None,
        "weights_step": _weights_step(question.info),
        "stage": phase.stage or None,
        "phase": phase.name or None,
        "strategy": phase.rule["strategy"] or None,
        "strategy_hash": phase.hash,
        "sha256": response_hash(text),
        "score": float(paid["total"]),
        "parts": {
            "format": components["format"],
            "accuracy": components["accuracy"],
            "tool_count": components["toolCount"],
            "tool_accuracy": components["toolAccuracy"],
        },
        "acc": acc,
        "calls": calls,
        "evidence": evidence.kind,
        "replies": evidence.replies,
        "problem": " ".join(problems),
    }
    # The fork of DeepEyes dumps no validation: these lines are its dump.
    if phase.profile == "verl-deepeyes" and (question.split or "").strip(JS_BLANK).lower() in VALIDATION:
        line["output"] = _IMAGE_PADS.sub("<|image_pad|>", text)
        line["gts"] = ground_truth if isinstance(ground_truth, str) else json.dumps(finite(plain(ground_truth)))
    return line


def _weights_step(info):
    """The step after which the weights were loaded that the response is of (verl 0.9: its engines count so), one before
    the step that it trains; None where a loop hands it not over."""
    step = info.get("global_steps")
    return step if isinstance(step, int) and not isinstance(step, bool) else None


def _failed(phase, solution_str, extra_info, word):
    text = solution_str if isinstance(solution_str, str) else ""
    try:
        question = Question(extra_info)
    except Exception:  # noqa: BLE001
        question = Question(None)
    paid = {
        "total": lowest(phase.rule),
        "components": {"format": None, "accuracy": None, "toolCount": None, "toolAccuracy": None},
    }
    evidence = Evidence("none", [])
    result = _result(phase, question, evidence, paid, None, [word])
    return result, _line(phase, question, evidence, paid, None, [word], text, None)

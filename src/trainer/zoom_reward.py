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
from zoom_boxes import DEFAULT_LIMITS  # noqa: E402
from zoom_calls import Response, forms_of  # noqa: E402
from zoom_evidence import Evidence, evidence_of  # noqa: E402
from zoom_ledger import Ledger, ledger_folder  # noqa: E402
from zoom_lines import finite, lines_in  # noqa: E402
from zoom_question import MOST_EXPECTED, UNREADABLE, Question  # noqa: E402
from zoom_replies import run_folder  # noqa: E402
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


def _number(value):
    return 0.0 if value is None else float(value)


def _result(phase, question, evidence, paid, acc, problems):
    components = paid["components"]
    page, targets = question.size or evidence.page, _told_targets(question)
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
        # As text, so that no validation metric is made of them.
        "width": "" if page is None else str(page[0]),
        "height": "" if page is None else str(page[1]),
        "targets": "" if targets is None else json.dumps(targets),
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


def _told_targets(question):
    """The targets for a reader that has no data set at hand; None where a list of boxes would not say how many zooms are
    expected."""
    tool = question.tool
    if tool["kind"] == "off":
        return None if question.targets else []
    if tool["kind"] == "unknown" or tool["expected"] != min(len(tool["targets"]), MOST_EXPECTED):
        return None
    return [_box(target) for target in tool["targets"]]


def _box(box):
    """A box as JSON; None where there is none, and for sides that no page has."""
    return [float(side) for side in box] if box is not None and all(map(math.isfinite, box)) else None


def _line(phase, question, evidence, paid, acc, problems, text, ground_truth):
    page = question.size or evidence.page
    line = {
        "loupe": "reward",
        "time": time.time(),
        "question_id": question.id,
        "image": question.image,
        "width": None if page is None else page[0],
        "height": None if page is None else page[1],
        "targets": _told_targets(question),
        "task": question.task,
        "split": question.split,
        # No loop of verl's says at which step it is; the dump does.
        "step": None,
        "weights_step": _weights_step(question.info),
        "sha256": response_hash(text),
        "acc": acc,
        "calls": [_told_call(call) for call in evidence.calls],
        "evidence": evidence.kind,
        "replies": evidence.replies,
        "problem": " ".join(problems),
    }
    line.update(_told_reward(phase, paid))
    # The fork of DeepEyes dumps no validation: these lines are its dump.
    if phase.profile == "verl-deepeyes" and (question.split or "").strip(JS_BLANK).lower() in VALIDATION:
        line["output"] = _IMAGE_PADS.sub("<|image_pad|>", text)
        line["gts"] = ground_truth if isinstance(ground_truth, str) else json.dumps(finite(plain(ground_truth)))
    return line


def _told_reward(phase, paid):
    components = paid["components"]
    return {
        "stage": phase.stage or None,
        "phase": phase.name or None,
        "strategy": phase.rule["strategy"] or None,
        "strategy_hash": phase.hash,
        "score": float(paid["total"]),
        "parts": {
            "format": components["format"],
            "accuracy": components["accuracy"],
            "tool_count": components["toolCount"],
            "tool_accuracy": components["toolAccuracy"],
        },
    }


def _told_call(call):
    return {
        "requested": _box(call["requested"]),
        "executed": _box(call["executed"]),
        "refused_by": call["refused_by"],
        "changed_by": call["changed_by"],
    }


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

"""A reward rule as data, and what it pays: the same numbers as src/core/reward of Rollout Loupe.

`facts` is a dict with the fields of src/core/reward/rewardFacts.ts: `page` (width, height) or None, `forms` (well-formed
by rule), `is_correct` (None: nobody knows), `answer_chars`, `calls` (dicts `requested`, `executed`, `is_executed`, boxes
in page pixels), `tool` (`unknown`, `off`, or `targets` with `targets` and `expected`), `question_id`, `response_crc`.
Needs the standard library only, Python 3.8 or newer.
"""
import json
import math
import zlib
from decimal import Decimal

from zoom_boxes import clamp_box, matched_iou
from zoom_text import utf8

PARTS = (
    "format",
    "accuracy",
    "toolCount",
    "toolAccuracy",
    "anyCrop",
    "coin",
    "curiosity",
    "callCost",
    "toolFailure",
)

#: The recommended reading of the paper; see src/core/reward/rewardOptions.ts.
DEFAULT_OPTIONS = {
    "format": "strict",
    "formatValues": [1, 0],
    "accuracyValues": [1, 0],
    "count": "exact",
    "match": "optimal",
    "m": "parsed",
    "clamp": True,
    "box": "requested",
    "gateAccuracy": False,
    "cap": None,
    "expectedAbsent": "off",
    "warmStart": "count",
    "answerLimit": None,
}
CHOICES = {
    "format": ("strict", "deepeyes", "answer-only"),
    "count": ("exact", "soft", "any", "cap"),
    "match": ("optimal", "in_order", "greedy", "reuse"),
    "m": ("parsed", "executed"),
    "box": ("requested", "executed"),
    "expectedAbsent": ("off", "none"),
    "warmStart": ("count", "any", "format+count", "count+iou", "format+count+iou"),
}
WARM_START = {
    "count": ("toolCount",),
    "any": ("anyCrop",),
    "format+count": ("format", "toolCount"),
    "count+iou": ("toolCount", "toolAccuracy"),
    "format+count+iou": ("format", "toolCount", "toolAccuracy"),
}


class BadRule(ValueError):
    """A rule that cannot be read. Raised when it is loaded, so that a training stops before its first step."""


def read_rule(written):
    """A rule of one phase (src/core/reward/strategy.ts `RewardRule`) with every option filled in, from a dict or its JSON."""
    value = json.loads(written) if isinstance(written, str) else plain(written)
    if not isinstance(value, dict):
        raise BadRule("a rule is an object")
    options = dict(DEFAULT_OPTIONS)
    for name, option in (value.get("options") or {}).items():
        options[name] = _option(name, option)
    terms = [spelled for term in value.get("terms") or [] for spelled in _terms(term, options)]
    if not terms:
        raise BadRule("a rule has at least one term")
    seed = value.get("seed", 0)
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise BadRule("seed: %r" % (seed,))
    return {"strategy": str(value.get("strategy", "")), "terms": terms, "options": options, "seed": seed}


def plain(value):
    """Dicts and lists in place of what a configuration library or numpy makes of them."""
    if isinstance(value, (str, bytes, int, float, bool)) or value is None:
        return value
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if hasattr(value, "__iter__") else value


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _option(name, value):
    if name in CHOICES:
        is_good = value in CHOICES[name]
    elif name in ("formatValues", "accuracyValues"):
        is_good = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
    elif name in ("clamp", "gateAccuracy"):
        is_good = isinstance(value, bool)
    elif name in ("cap", "answerLimit"):
        is_good = value is None or (_is_number(value) and value == int(value) and value > 0)
    else:
        raise BadRule("unknown option %r" % (name,))
    if not is_good:
        raise BadRule("%s: %r" % (name, value))
    return value


def _terms(term, options):
    if not isinstance(term, dict):
        raise BadRule("a term is an object")
    weight, part = term.get("weight", 1), term.get("part")
    gates = [{"part": gate.get("part"), "above": gate.get("above")} for gate in term.get("when") or []]
    if not _is_number(weight) or not all(gate["part"] in PARTS and _is_number(gate["above"]) for gate in gates):
        raise BadRule("term %r" % (term,))
    parts = WARM_START[options["warmStart"]] if part == "warmStart" else (part,)
    if not all(name in PARTS for name in parts):
        raise BadRule("unknown part %r" % (part,))
    return [{"part": name, "weight": weight, "when": gates} for name in parts]


def strategy_hash(rule):
    """Names what a rule pays, whatever it is called; the same 8 hex digits as src/core/reward/strategyHash.ts."""
    text = _sorted_json({"terms": rule["terms"], "options": rule["options"], "seed": rule["seed"]})
    return "%08x" % (zlib.crc32(text.encode("utf-8")) & 0xFFFFFFFF)


def _sorted_json(value):
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (json.dumps(key), _sorted_json(value[key])) for key in sorted(value))
    if isinstance(value, (list, tuple)):
        return "[%s]" % ",".join(map(_sorted_json, value))
    return number_text(value) if _is_number(value) else json.dumps(value)


def number_text(value):
    """A number as JavaScript writes it."""
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e21):
        return str(int(value))
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if -6 < point <= 0:
        text = "0." + "0" * -point + text
    elif 0 < point <= 21:
        text = text[:point] + "." + text[point:]
    else:
        rest = "." + text[1:] if len(text) > 1 else ""
        text = "%s%se%+d" % (text[0], rest, point - 1)
    return "-" + text if sign else text


def fmix32(value):
    """MurmurHash3's finaliser."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    value ^= value >> 13
    value = value * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def crc_of(text):
    return zlib.crc32(utf8(text)) & 0xFFFFFFFF


def coin(seed, facts):
    """The coin of the random control, 0 or 1; None without a question id."""
    if facts["question_id"] is None:
        return None
    return fmix32(crc_of("%d\n%s\n%d" % (seed, facts["question_id"], facts["response_crc"]))) & 1


def score(facts, rule):
    """What one rule pays for one rollout: `total`, `components` (None: not computable) and `missing`, the parts that are
    paid and not computable. A part that is not computable pays nothing here, where the reader says that it does not know."""
    components = components_of(facts, rule["options"])
    total, missing = 0.0, []
    for term in rule["terms"]:
        part = part_value(term["part"], components, facts, rule)
        is_open = _is_open(term["when"], components, facts, rule)
        if is_open is False or part == 0:
            continue
        if is_open is None or part is None:
            missing.append(term["part"])
        else:
            total += term["weight"] * part
    return {"total": total, "components": components, "missing": missing}


def lowest(rule):
    """A reward that no rollout gets less than, where parts lie in the bounds that they usually have."""
    first = {"format": rule["options"]["formatValues"], "accuracy": rule["options"]["accuracyValues"]}
    total = 0.0
    for term in rule["terms"]:
        ends = [term["weight"] * value for value in first.get(term["part"], [0, 1])]
        total += min(ends + [0.0] if term["when"] else ends)
    return total


def _is_open(gates, components, facts, rule):
    is_open = True
    for gate in gates:
        value = part_value(gate["part"], components, facts, rule)
        if value is None:
            is_open = None
        elif value <= gate["above"]:
            return False
    return is_open


def components_of(facts, options):
    """The paper's four parts of a rollout's reward under a rule's options. None: not computable."""
    limit = options["answerLimit"]
    is_too_long = limit is not None and facts["answer_chars"] >= limit
    is_formed = facts["forms"][options["format"]] and not is_too_long
    right, other = options["accuracyValues"]
    if is_too_long or (options["gateAccuracy"] and not is_formed):
        accuracy = other
    elif facts["is_correct"] is None:
        accuracy = None
    else:
        accuracy = right if facts["is_correct"] else other
    return {
        "format": options["formatValues"][0 if is_formed else 1],
        "accuracy": accuracy,
        "toolCount": tool_count(facts, options),
        "toolAccuracy": tool_accuracy(facts, options),
    }


def part_value(part, components, facts, rule):
    calls = facts["calls"]
    if part in components:
        return components[part]
    if part == "anyCrop":
        return 1 if any(call["is_executed"] for call in calls) else 0
    if part == "coin":
        return coin(rule["seed"], facts)
    if part == "callCost":
        return max(0, len(calls) - 1)
    if part == "toolFailure":
        return 1 if calls and not calls[-1]["is_executed"] else 0
    # Curiosity is paid by the rate of a batch, which a reward function of one rollout does not see.
    return None


def tool_count(facts, options):
    """R_count of Eq. 2 by the count rule; 0 where the tool term is off, None where nobody knows how many are expected."""
    kind = facts["tool"]["kind"]
    if kind == "unknown":
        return None
    if kind == "off" and options["expectedAbsent"] == "off":
        return 0
    expected = 0 if kind == "off" else facts["tool"]["expected"]
    if options["cap"] is not None:
        expected = min(expected, options["cap"])
    made = sum(1 for call in facts["calls"] if call["is_executed"])
    if options["count"] == "exact":
        return 1 if made == expected else 0
    if options["count"] == "any":
        return 1 if made > 0 else 0
    if expected == 0:
        return 1 if made == 0 else 0
    if options["count"] == "soft":
        return max(0, 1 - abs(made - expected) / expected)
    return min(made, expected) / expected


def tool_accuracy(facts, options):
    """R_iou of Eq. 3: the matched IoU over the root of m, the number of zoom calls; None where it is not computable."""
    kind = facts["tool"]["kind"]
    if kind == "unknown":
        return None
    if kind == "off" or not facts["calls"]:
        return 0
    boxes = scored_boxes(facts, options)
    if boxes is None:
        return None
    return matched_iou(boxes, facts["tool"]["targets"], options["match"]) / math.sqrt(len(boxes)) if boxes else 0


def scored_boxes(facts, options):
    """The boxes of the calls as a rule scores them, in page pixels; None for a call that adds nothing."""
    boxes = []
    for call in facts["calls"]:
        if not call["is_executed"]:
            if options["m"] == "parsed":
                boxes.append(None)
            continue
        box = call["executed"] if options["box"] == "executed" else call["requested"]
        if box is None:
            return None
        if options["box"] == "requested" and options["clamp"]:
            if facts["page"] is None:
                if not _is_among(box, facts["tool"]["targets"]):
                    return None
            else:
                box = clamp_box(box, facts["page"])
        boxes.append(box)
    return boxes


def _is_among(box, targets):
    """Targets lie on the page: a box that reaches no further than they do lies on it as well, whatever its size."""
    right = max((target[2] for target in targets), default=0)
    bottom = max((target[3] for target in targets), default=0)
    return box[0] >= 0 and box[1] >= 0 and box[2] <= right and box[3] <= bottom

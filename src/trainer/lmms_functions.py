"""Functions of the tasks beside this file, by which lmms-eval asks questions and judges answers.

Answers are judged by the rules of Rollout Loupe (zoom_answers.py): never at random, and never as right or wrong where no
rule can tell. Needs Pillow, which lmms-eval brings. An open answer gets no score: import the log to have it judged.
"""
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
if HERE not in sys.path:
    sys.path.append(HERE)

from zoom_answers import answer_status  # noqa: E402
from zoom_text import last_answer  # noqa: E402


def visual(doc):
    """The images of a question, in their order."""
    from PIL import Image

    pages = []
    for name in doc["images"]:
        with Image.open(os.path.join(HERE, name)) as page:
            pages.append(page.convert("RGB"))
    return pages


def text(doc, lmms_eval_specific_kwargs=None):
    return doc["prompt"]


def process(doc, results):
    """One entry a question. Its `our_id` stands in the log of samples, where the question itself does not."""
    reply = results[0] if results else ""
    reply = reply if isinstance(reply, str) else str(reply)
    said = last_answer(reply)
    found = {
        "our_id": doc["our_id"],
        "issue_id": doc["issue_id"],
        "parsed": reply.strip() if said is None else said,
        "rule": "whole-reply" if said is None else "answer-tag",
    }
    if doc["answer_type"] != "open":
        options = [(option["label"], option["text"]) for option in json.loads(doc["options"])]
        status = answer_status(found["parsed"], doc["answer"], options)
        found["status"] = status
        found["score"] = 1 if status == "correct" else 0
    return {"fg_acc": found}


def mean(items):
    """The share of right answers; no number where there is nothing that a rule can judge."""
    scores = [item["score"] for item in items if "score" in item]
    return sum(scores) / len(scores) if scores else math.nan

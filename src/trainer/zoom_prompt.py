"""The words that a question of the benchmark is asked in: those of its exports, by the templates of the run's options.

Needs the standard library only, Python 3.8 or newer.
"""
import re

from zoom_text import JS_BLANK

_PLACE = re.compile(r"\{([a-z][a-z_]*)\}")


def benchmark_prompt(fields, options, templates):
    """The user's message of a record of `questions.jsonl`, the same bytes as in an export (src/core/benchmark/prompts);
    None for any other row, or where there is no template for its task kind. `options`: (label, text) each."""
    if fields.get("kind") != "question" or fields.get("v") != 1 or not isinstance(fields.get("question"), str):
        return None
    template = templates.get(fields.get("task")) if isinstance(fields.get("task"), str) else None
    if not isinstance(template, str) or not fields["question"]:
        return None
    hint = fields.get("hint")
    values = {
        "question": fields["question"],
        "hint": hint if isinstance(hint, str) else "",
        "options": "\n".join("%s. %s" % option for option in options),
    }
    return fill_text(template, values)


def _blank(text):
    return not text.strip(JS_BLANK)


def fill_text(text, values):
    """`fillText` of src/core/benchmark/prompts/renderTemplate.ts: a line of places alone that all stay empty is left out,
    and of the blank lines around it one stays."""
    kept, after_gap = [], False
    for line in text.split("\n"):
        filled = _PLACE.sub(lambda place: values.get(place.group(1), ""), line)
        alone = _PLACE.search(line) is not None and _blank(_PLACE.sub("", line))
        if alone and _blank(filled):
            after_gap = True
            continue
        blank = _blank(line)
        if blank and after_gap and (not kept or kept[-1][1]):
            continue
        kept.append((filled, blank))
        after_gap = after_gap and blank
    while after_gap and kept and kept[-1][1]:
        kept.pop()
    return "\n".join(line for line, _ in kept)

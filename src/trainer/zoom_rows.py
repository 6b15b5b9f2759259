"""A row of the data as the trainer takes it: verl's own rows, and flat records of questions.

Every row gets the same keys, since verl puts rows together by key. Needs the standard library only, Python 3.8 or newer.
"""
import json
import os

from zoom_answers import options_in_text
from zoom_boxes import DEFAULT_LIMITS, smart_resize
from zoom_prompt import benchmark_prompt
from zoom_question import UNREADABLE, Question, read_marks, read_targets
from zoom_rules import plain

IMAGE = "<image>"
#: What one visual token covers, in patches merged: `factor` squared pixels of the resized page.
VISION = "<|vision_start|><|image_pad|><|vision_end|>"
#: What the reward reads of a question; the rest of a row's extra_info stays beside it.
KEPT = ("answer_type", "index", "issue_id", "page_id")
#: Columns that are no field of a question.
NESTED = ("extra_info", "images", "prompt", "messages", "reward_model")


def dataset_options(given):
    """`options/<stage>/dataset.json` (src/core/launch/trainerOptions.ts) with what it leaves out."""
    given = plain(given) or {}
    return {
        "limits": {name: given.get(name) or value for name, value in DEFAULT_LIMITS.items()},
        "profile": given.get("profile") or "verl-current",
        "system": given.get("systemPrompt") or "",
        "tasks": given.get("taskKinds"),
        "images_root": given.get("imagesRoot"),
        "validation": given.get("validationFile"),
        "tool": given.get("tool"),
        "prompts": given.get("prompts") or {},
    }


def is_validation(files, options):
    """Whether a dataset of these files is for validation. The options name its file from the run folder, verl absolutely."""
    name = options["validation"]
    if not name:
        return False
    wanted = os.path.normpath(os.path.expanduser(name))
    return all(_ends_with(os.path.normpath(str(path)), wanted) for path in files) and bool(files)


def _ends_with(path, name):
    return path == name or (not os.path.isabs(name) and path.endswith(os.sep + name))


def task_of(row):
    """The task kind of a row as it is written; None: it does not say."""
    return Question(merged(row)).task


def shard_of(rows, for_validation, environment):
    """The rows that an element of an array job answers: every n-th of the validation rows. All of them without an array."""
    if not for_validation or not environment.get("LOUPE_SHARDS"):
        return rows
    return rows[int(environment.get("LOUPE_SHARD") or 0) :: int(environment["LOUPE_SHARDS"])]


def is_wanted(task, options, for_validation):
    """Training rows of other task kinds are left out; those of the validation file never."""
    return for_validation or options["tasks"] is None or task in options["tasks"]


def merged(row):
    """A row's own fields, and those of its `extra_info`, which win where the row has none."""
    info = row.get("extra_info")
    if isinstance(info, str):
        try:
            info = json.loads(info)
        except ValueError:
            info = None
    texts = ("prompt",) if isinstance(row.get("prompt"), str) else ()
    fields = {name: value for name, value in row.items() if name in texts or name not in NESTED}
    for name, value in (info or {}).items():
        if fields.get(name) is None:
            fields[name] = value
    return fields


def trainer_row(row, index, options, for_validation, page_of):
    """The row that verl is given. `page_of` makes of an image as it is written, of the marks that belong on it, and of the
    part to cut (None: all of it) what the profile's loader takes, with the page's (width, height): it opens files, and is
    handed in. A question that shows a part of its page aside, as Panel Reordering does, has that part of the clean page
    for a second image.

    Raises ValueError for a row without a question or an image: the trainer would fail on it later, and say less.
    """
    fields = merged(row)
    question = Question(fields)
    images = _images(row)
    if not images:
        raise ValueError("row %d has no image" % index)
    # Marks are the page's, which comes first; the stored page has none.
    marks = read_marks(fields.get("marks"))
    pages = [page_of(image, marks if at == 0 else [], None) for at, image in enumerate(images)]
    shown = read_targets(fields.get("shown"))
    if len(pages) == 1 and isinstance(shown, list) and shown:
        pages.append(page_of(images[0], [], shown[0]))
    size = question.size or pages[0][1]
    messages = _messages(row, question, options, len(pages))
    info = _info(question, fields, index, size, for_validation)
    info["image"] = question.image or _path_of(images[0]) or ""
    # A question without a list of options may have them in its text.
    asked = next(item["content"] for item in messages if item["role"] == "user").replace(IMAGE, "")
    choices = question.options or options_in_text(asked)
    info["options"] = json.dumps([{"label": label, "text": text} for label, text in choices])
    info["question"] = fields["question"] if isinstance(fields.get("question"), str) else asked
    made = {
        "data_source": str(row.get("data_source") or question.task or "loupe"),
        "prompt": messages,
        "images": [image for image, _ in pages],
        "reward_model": {"style": "rule", "ground_truth": _truth(row, fields)},
        "extra_info": info,
    }
    if options["profile"] == "verl-deepeyes":
        if options["tool"]:
            made["env_name"] = options["tool"]
    else:
        made["agent_name"] = "tool_agent" if options["tool"] else "single_turn_agent"
        if options["tool"]:
            page = pages[0][0]
            info["tools_kwargs"] = {options["tool"]: {"create_kwargs": {"page": page.get("bytes") or page.get("image")}}}
    return made


def _info(question, fields, index, size, for_validation):
    info = {name: fields.get(name) for name in KEPT}
    split = fields.get("split")
    info.update(
        {
            "index": index if info["index"] is None else info["index"],
            "question_id": question.id,
            "task": question.task,
            # What a file is used for decides; a file of validation may call its split what it likes.
            "split": "val" if for_validation else str(split or "train"),
            "width": size[0],
            "height": size[1],
            "targets": _targets(question.targets),
        }
    )
    if question.expected is not None:
        info["expected_zooms"] = question.expected
    return info


def _targets(targets):
    """As text: tables of rows want one type for each column. What cannot be read stays so."""
    if targets is None:
        return None
    return "unreadable" if targets is UNREADABLE else json.dumps(targets)


def _truth(row, fields):
    model = row.get("reward_model")
    if isinstance(model, dict) and model.get("ground_truth") is not None:
        return model["ground_truth"]
    found = next((fields[name] for name in ("answer", "ground_truth") if fields.get(name) is not None), None)
    if found is not None:
        return found
    said = [item.get("content") for item in row.get("messages") or [] if item.get("role") == "assistant"]
    return said[-1] if said else ""


def _images(row):
    """The images as they are written: paths, or dicts with `bytes` or a path."""
    written = row.get("images") if row.get("images") is not None else row.get("image")
    if written is None:
        info = row.get("extra_info")
        written = info.get("image") or info.get("image_path") if isinstance(info, dict) else None
    if written is None:
        return []
    return list(written) if isinstance(written, (list, tuple)) else [written]


def _path_of(image):
    if isinstance(image, dict):
        image = None if image.get("bytes") else image.get("path") or image.get("image")
    return image if isinstance(image, str) else None


def _messages(row, question, options, images):
    """The chat before the model's turn: our system message, then the question with a place for each image."""
    written = row.get("prompt") if isinstance(row.get("prompt"), (list, tuple)) else row.get("messages")
    if isinstance(written, (list, tuple)) and written:
        messages = [{"role": str(item.get("role")), "content": item.get("content")} for item in written]
        first_answer = next((at for at, item in enumerate(messages) if item["role"] == "assistant"), len(messages))
        messages = [item for item in messages[:first_answer] if not (item["role"] == "system" and options["system"])]
    else:
        text = row.get("prompt") if isinstance(row.get("prompt"), str) else _asked(row, question, options)
        messages = [{"role": "user", "content": text}]
    users = [item for item in messages if item["role"] == "user" and isinstance(item["content"], str)]
    if not users or not users[0]["content"].strip():
        raise ValueError("a row has no question: %r" % (question.id,))
    missing = images - sum(item["content"].count(IMAGE) for item in users)
    if missing < 0:
        raise ValueError("a row has more places for images than images: %r" % (question.id,))
    users[0]["content"] = IMAGE * missing + users[0]["content"]
    system = [{"role": "system", "content": options["system"]}] if options["system"] else []
    return system + messages


def _asked(row, question, options):
    asked = benchmark_prompt(row, question.options, options["prompts"])
    if asked is not None:
        return asked
    text = str(row.get("question") or "")
    lines = ["%s. %s" % option for option in question.options if option[1] not in text]
    return "\n".join([text] + lines) if text else ""


def visual_tokens(size, limits):
    """How many tokens an image is to the model; None where smart_resize refuses it."""
    resized = smart_resize(size, limits)
    return None if resized is None else int(resized[0] * resized[1] / limits["factor"] ** 2)


def rendered(messages):
    """Messages with one token in the place of each image, for a chat template that takes text only."""
    return [dict(item, content=item["content"].replace(IMAGE, VISION)) for item in messages]

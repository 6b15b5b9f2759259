"""Scores rollouts with somebody's own compute_score, one JSON line a rollout.

Started as a child process of Rollout Loupe, in a process group of its own. The first line of the standard input says
what to load, every further one is a rollout; every line is answered by one on the standard output. What the loaded code
prints goes to the standard error. Needs nothing but Python 3.7.
"""
import asyncio
import inspect
import json
import math
import os
import queue
import signal
import sys
import threading
import traceback
import types

MOST_MESSAGE = 500
MOST_PARTS = 64


def channels():
    """The channels to the parent, under numbers that the loaded code does not have: 0 and 1 become other things."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def limit_memory(megabytes):
    """True where the system holds the process to it."""
    try:
        import resource

        size = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        return False
    # macOS takes the limit and does not keep it.
    return sys.platform != "darwin"


def end_all():
    """Ends this process and what it started: its parent is gone."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def read_lines(requests, lines):
    for line in requests:
        lines.put(line)
    end_all()


def load(config):
    """The function, from the source as the parent read it: what runs is what its hash was taken of."""
    path = config["file"]
    # The folder of this file is no place to import from; that of the loaded one is.
    sys.path[0] = os.path.dirname(path)
    name = "loupe_own_reward"
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    exec(compile(config["source"], path, "exec"), module.__dict__)
    return getattr(module, config["function"])


def message_of(error):
    try:
        text = str(error)
    except BaseException:
        text = ""
    name = type(error).__name__
    return (name if text == "" else name + ": " + text)[:MOST_MESSAGE]


def line_of(error, path):
    """The last line of the loaded file that the error went through; None where it is not in it."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return error.lineno
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == path]
    return frames[-1].lineno if frames else None


def number_of(value):
    """A finite number, or None. Strings are no numbers, whatever they say; scalars of other libraries are."""
    if isinstance(value, (str, bytes, bytearray)) or not hasattr(value, "__float__"):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def parts_of(returned):
    """The numbers beside the score. What is a text or a list stays out, and so does what float() refuses."""
    parts = {}
    for name, value in returned.items():
        if name == "score" or len(parts) == MOST_PARTS:
            continue
        try:
            number = number_of(value)
        except Exception:
            number = None
        if number is not None:
            parts[str(name)[:80]] = number
    return parts


def answer_of(returned):
    is_dict = isinstance(returned, dict)
    total = number_of(returned.get("score")) if is_dict else number_of(returned)
    if total is None:
        return {"returned": repr(returned)[:MOST_MESSAGE]}
    return {"scored": total, "parts": parts_of(returned) if is_dict else {}}


def call(function, kwargs, row):
    """As verl calls it: by keywords, and waited for where it is async."""
    returned = function(
        data_source=row["data_source"],
        solution_str=row["solution_str"],
        ground_truth=row["ground_truth"],
        extra_info=row["extra_info"],
        **kwargs
    )
    return asyncio.run(returned) if inspect.iscoroutine(returned) else returned


def guarded(work, path):
    """Whatever the loaded code raises is an answer, sys.exit() too."""
    try:
        return work()
    except BaseException as error:
        return {"raised": message_of(error), "line": line_of(error, path)}
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            pass


def main():
    requests, answers = channels()

    def tell(answer):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    config = json.loads(requests.readline())
    path = config["file"]
    is_limited = limit_memory(config["megabytes"])
    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(requests, lines), daemon=True).start()
    loaded = []
    failure = guarded(lambda: loaded.append(load(config)), path)
    if failure is not None:
        tell({"failed": failure["raised"], "line": failure["line"]})
        return
    tell({"ready": True, "limited": is_limited})
    while True:
        request = json.loads(lines.get())
        answer = guarded(lambda: answer_of(call(loaded[0], config["kwargs"], request["row"])), path)
        answer["n"] = request["n"]
        tell(answer)


main()

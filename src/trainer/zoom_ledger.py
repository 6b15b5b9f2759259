"""What the zoom tool of the DeepEyes loop did, written down for the reward function.

That loop hands the reward function nothing but the response's text, in which a model can write any reply it likes. So the
tool writes a line for each call that it answered: a hash of everything that the rollout had said by then, replies
included, and what was cropped. A response whose beginning has that hash went through the tool that often; a forged one
has no line. Tool and reward function run in different processes, on one file system (as the rest of the run folder).
Needs the standard library only, Python 3.8 or newer.
"""
import hashlib
import json
import os
import re

from zoom_lines import lines_in
from zoom_replies import run_folder
from zoom_text import JS_BLANK, normalised, utf8

REPLY_END = "</tool_response>"
#: A response has a handful of replies; a text that repeats the tag without end is not followed.
MOST_REPLIES = 64

_BLANKS = re.compile("[" + JS_BLANK + "]+")


def ledger_folder():
    """Where the lines are, beside the run's other files; None outside of a launched run."""
    run = run_folder()
    return None if run is None else os.path.join(run, "zooms")


def squeezed(text):
    """A text as it is hashed: decoding token by token and decoding at once may differ in blanks and special tokens."""
    return _BLANKS.sub("", normalised(text))


class Trace:
    """One rollout as its tool sees it. `record` is called with each turn of the model, and with the reply that it got."""

    def __init__(self, folder):
        self.folder = folder
        self.text = ""
        self.zooms = []

    def record(self, action, reply, outcome, page):
        """`outcome` is the tool's record of a call (None: it was no call of the tool), `page` the page's size."""
        self.text += action + reply
        if outcome is not None:
            self.zooms.append(outcome)
        if self.folder is None:
            return
        said = self.text[: self.text.rfind(REPLY_END) + len(REPLY_END)]
        key = hashlib.sha256(utf8(squeezed(said))).hexdigest()
        line = {"loupe": "zoom", "key": key, "page": None if page is None else list(page), "zooms": self.zooms}
        # Other nodes see a line of a shared file system once it is flushed.
        lines_in(self.folder, is_synced=True).write(line)


class Ledger:
    """The lines of all tool processes, read on as they grow. Each stands for one rollout and is used once."""

    def __init__(self, folder):
        self.folder = folder
        self.offsets = {}
        self.records = {}

    def take(self, response):
        """What the tool did in a response: `{"page", "zooms"}` of its last reply that is in the ledger; None: nothing."""
        keys = _keys(response)
        if not keys:
            return None
        self._read_on()
        record = None
        # The lines of earlier replies are used up with it: nobody else may lean on them.
        for key in keys:
            found = self.records.get(key)
            if found:
                record = found.pop()
                if not found:
                    del self.records[key]
        return record

    def _read_on(self):
        try:
            names = [name for name in os.listdir(self.folder) if name.endswith(".jsonl")]
        except OSError:
            return
        for name in names:
            try:
                self._read_file(os.path.join(self.folder, name))
            except OSError:
                continue

    def _read_file(self, path):
        offset = self.offsets.get(path, 0)
        with open(path, "rb") as file:
            file.seek(offset)
            data = file.read()
        # A last line without its end is being written.
        whole = data[: data.rfind(b"\n") + 1]
        self.offsets[path] = offset + len(whole)
        for line in whole.splitlines():
            try:
                record = json.loads(line.decode("utf-8"))
                self.records.setdefault(record["key"], []).append({"page": record["page"], "zooms": record["zooms"]})
            except (ValueError, KeyError, TypeError):
                continue


def _keys(response):
    """The hash of a response up to the end of each of its replies."""
    digest, at, keys = hashlib.sha256(), 0, []
    while len(keys) < MOST_REPLIES:
        end = response.find(REPLY_END, at)
        if end == -1:
            break
        end += len(REPLY_END)
        digest.update(utf8(squeezed(response[at:end])))
        keys.append(digest.hexdigest())
        at = end
    return keys

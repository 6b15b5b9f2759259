"""Metrics of a trainer that writes them to its log alone (the DeepEyes fork of verl: `step:12 - critic/score/mean:0.53 - …`).

Follows the log of a run from a byte on and writes each such line as verl's `file` logger would: one JSON object a line,
{"step", "data"}. It reads what is written anyway, so that nothing of the training depends on it: if it ends, only curves
are missing. When the file END appears it reads to the end of the log and leaves, as it does when the process that started
it is gone. Needs the standard library only, Python 3.8 or newer.

    python3 console_metrics.py LOG OFFSET METRICS END
"""
import json
import math
import os
import re
import signal
import sys
import time

#: Colours that Ray puts around the lines of its workers.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Ray's prefix, then the metrics from the line's beginning: elsewhere in a line it may be the model who writes so.
_STEP = re.compile(r"^(?:\([^()]*pid=[^()]*\) )?step:(\d{1,9}) - (.*)$")
#: numpy 2 prints its numbers so.
_NUMPY = re.compile(r"^np\.\w+\((.*)\)$")
_PAUSE_SECONDS = 0.5
#: A line that is longer is no line of metrics.
_LONGEST = 1 << 20


def number_of(text):
    """The number that a text is; None where it is not finite, which verl's own file writes as null; ValueError: no number."""
    inner = _NUMPY.match(text)
    value = float(inner.group(1) if inner else text)
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and not re.search("[.e]", text) else value


def read_line(line):
    """(step, values by name) of a line of the log; None: it is another line."""
    found = _STEP.match(_COLOUR.sub("", line).rstrip("\r\n"))
    if found is None:
        return None
    data = {}
    for pair in found.group(2).split(" - "):
        name, colon, text = pair.rpartition(":")
        try:
            if colon:
                data[name.strip()] = number_of(text.strip())
        except ValueError:
            continue
    return (int(found.group(1)), data) if data else None


class Follower:
    """Reads the whole lines of a growing file."""

    def __init__(self, path, offset):
        self.path = path
        self.offset = offset
        self.rest = b""

    def lines(self):
        """What was written since the last call, but for a line that is still being written."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.offset)
                while True:
                    piece = file.read(1 << 16)
                    if not piece:
                        return
                    self.offset += len(piece)
                    *whole, self.rest = (self.rest + piece).split(b"\n")
                    self.rest = self.rest[-_LONGEST:]
                    for line in whole:
                        yield line.decode("utf-8", "replace")
        except OSError:
            return


def copy(follower, target):
    """Appends the metrics of new lines; what cannot be written is left."""
    for line in follower.lines():
        found = read_line(line)
        if found is None:
            continue
        try:
            with open(target, "a", encoding="utf-8") as file:
                file.write(json.dumps({"step": found[0], "data": found[1]}) + "\n")
        except OSError:
            continue


def main(log, offset, target, end):
    """Copies until it is told to end or nobody is left to tell it."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # A stop is for the trainer, whose last steps are still to come.
        signal.signal(name, signal.SIG_IGN)
    starter = os.getppid()
    follower = Follower(log, offset)
    while True:
        is_last = os.path.exists(end) or os.getppid() != starter
        copy(follower, target)
        if is_last:
            return
        time.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])

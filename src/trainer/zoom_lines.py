"""Whole lines of JSON in files that many processes of many hosts write beside each other: one file a process.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import math
import os
import re
import socket
import sys
import threading
import time


class Lines:
    """Appends lines to `<host>-<pid>-<start>.jsonl` in a folder. A write that fails costs nothing but its line."""

    def __init__(self, folder, is_synced=False):
        self.folder = folder
        self.is_synced = is_synced
        self.lock = threading.Lock()
        self.descriptor = None
        self.pid = None
        self.count = 0
        self.writer = None
        self.is_told = False

    def write(self, line):
        """Adds `writer` and `n` to a dict and appends it in one write. False when it could not be written: told once on
        stderr, and tried again at the next line."""
        with self.lock:
            try:
                self._open()
                whole = dict(line, writer=self.writer, n=self.count)
                self._append((json.dumps(finite(whole), ensure_ascii=True) + "\n").encode("ascii"))
                self.count += 1
                return True
            except Exception as error:  # noqa: BLE001  Nothing that a disk does may end a training.
                self._tell(error)
                return False

    def _open(self):
        # A forked child shares its parent's descriptor; it gets a file of its own.
        if self.descriptor is not None and self.pid == os.getpid():
            return
        self.pid = os.getpid()
        host = re.sub(r"[^A-Za-z0-9_.]", "_", socket.gethostname())[:60] or "host"
        self.writer = "%s-%d-%d" % (host, self.pid, int(time.time() * 1000))
        self.count = 0
        self.descriptor = None
        os.makedirs(self.folder, exist_ok=True)
        path = os.path.join(self.folder, self.writer + ".jsonl")
        self.descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def _append(self, data):
        before = os.fstat(self.descriptor).st_size
        written = os.write(self.descriptor, data)
        if written == len(data):
            if self.is_synced:
                os.fsync(self.descriptor)
            return
        # A disk that is full takes a part. Nobody else writes to this file, so that the part can be taken back.
        os.ftruncate(self.descriptor, before)
        raise OSError("no space for a line of %d bytes" % len(data))

    def _tell(self, error):
        if self.is_told:
            return
        self.is_told = True
        try:
            sys.stderr.write("loupe: cannot write to %s: %s. Training goes on without these lines.\n" % (self.folder, error))
        except Exception:  # noqa: BLE001  A closed stderr is no reason to stop either.
            pass


def finite(value):
    """JSON has no NaN and no infinity: null stands for them."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    return [finite(item) for item in value] if isinstance(value, (list, tuple)) else value


_writers = {}
_writers_lock = threading.Lock()


def lines_in(folder, is_synced=False):
    """The writer of this process for a folder."""
    with _writers_lock:
        if folder not in _writers:
            _writers[folder] = Lines(folder, is_synced)
        return _writers[folder]

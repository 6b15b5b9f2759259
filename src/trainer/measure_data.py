"""Measures the questions of a dataset where it stands, so that what a launch would drop is known before it.

    python3 measure_data.py DATA IMAGES SECONDS MOST

IMAGES is the folder that paths of pages count from; empty: that of DATA. Standard library only; Parquet is read with
pyarrow where that is there, which comes with every trainer. Prints one JSON object a question,

    {"task": ..., "page": [width, height] or null, "has": true, "text": [low, high], "targets": [[x1, y1, x2, y2]] or null,
     "zooms": ...}

and at last {"end": true, "damaged": rows, "cut": true} (cut: out of time, or above MOST), or {"unread": "why"}. Pages are
known by the first bytes of their files; nothing is decoded. The same as src/node/launch/measureData.ts does here.
"""

import json
import math
import os
import struct
import sys
import time


def png_size(head):
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else None


def jpeg_size(head):
    at = 2
    while at + 9 < len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None


def webp_size(head):
    kind = head[12:16]
    if kind == b"VP8X":
        width = 1 + int.from_bytes(head[24:27], "little")
        return width, 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def image_size(head):
    """Width and height by the first bytes of a picture; None for what is none, or has no size in them."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        size = png_size(head)
    elif head.startswith(b"\xff\xd8"):
        size = jpeg_size(head)
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        size = webp_size(head)
    elif head[:4] == b"GIF8":
        size = struct.unpack("<HH", head[6:10])
    elif head[:2] == b"BM":
        width, height = struct.unpack("<ii", head[18:26])
        size = width, abs(height)
    else:
        size = None
    return list(size) if size is not None and min(size) > 0 else None


class Pages:
    """Sizes of page files, each looked at once."""

    def __init__(self, folder):
        self.folder = folder
        self.known = {}

    def of(self, path):
        if path not in self.known:
            self.known[path] = self.look(os.path.join(self.folder, path))
        return self.known[path]

    def look(self, path):
        try:
            if not os.path.isfile(path):
                return None
            with open(path, "rb") as file:
                # EXIF blocks and thumbnails stand before the size in a JPEG.
                return image_size(file.read(262144))
        except (OSError, ValueError, struct.error):
            return None


def text_tokens(text):
    """As src/core/launch/textTokens.ts: between how many tokens a text probably has."""
    digits = sum("0" <= character <= "9" for character in text)
    ascii_others = sum(character < "\x80" for character in text) - digits
    others = len(text) - digits - ascii_others
    low = math.floor(ascii_others / 5 + digits + others * 0.6)
    return [low, math.ceil(ascii_others / 3 + digits + others * 1.2)]


def part_text(part):
    if isinstance(part, str):
        return part
    if isinstance(part, dict) and isinstance(part.get("text"), str):
        return part["text"]
    return ""


def message_text(message):
    content = message.get("content", message.get("value"))
    return "".join(map(part_text, content)) if isinstance(content, list) else part_text(content)


def asked(messages, last):
    users = [one for one in messages if isinstance(one, dict) and one.get("role", one.get("from")) in ("user", "human")]
    return message_text(users[-1 if last else 0]) if users else None


def question_text(row):
    """What the user says: verl's last user message, the first one of a conversation, else the question itself."""
    for name, last in (("messages", False), ("conversations", False), ("prompt", True)):
        if isinstance(row.get(name), list):
            return asked(row[name], last)
    if isinstance(row.get("instruction"), str):
        return "\n".join(part for part in (row["instruction"], row.get("input")) if isinstance(part, str) and part)
    return next((row[name] for name in ("prompt", "question") if isinstance(row.get(name), str)), None)


def first_image(row):
    value = next((row[name] for name in ("image", "image_path", "images") if row.get(name)), None)
    return value[0] if isinstance(value, list) and value else value


def page_of(row, pages):
    """The size of a row's page, and whether it has one at all."""
    image = first_image(row)
    if image is None or image == []:
        return None, False
    if isinstance(image, dict):
        data = image.get("bytes")
        image = data if isinstance(data, bytes) else image.get("path") or image.get("image")
    if isinstance(image, bytes):
        return image_size(image[:262144]), True
    return (pages.of(image), True) if isinstance(image, str) else (None, True)


def is_box(value):
    return isinstance(value, list) and len(value) == 4 and all(isinstance(side, (int, float)) for side in value)


def field(row, *names):
    places = [row, row.get("extra_info")]
    return next((place[name] for place in places if isinstance(place, dict) for name in names if name in place), None)


def targets_of(row):
    value = field(row, "targets", "gt_boxes")
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    if is_box(value):
        value = [value]
    if not isinstance(value, list):
        return None
    boxes = [one.get("box", one.get("bbox_2d")) if isinstance(one, dict) else one for one in value]
    return boxes if all(map(is_box, boxes)) else None


def measure(row, pages):
    """None for a row that asks nothing."""
    text = question_text(row) if isinstance(row, dict) else None
    if text is None:
        return None
    task = field(row, "task", "task_kind")
    zooms = field(row, "expected_zooms")
    page, has = page_of(row, pages)
    return {
        "task": task if isinstance(task, str) else None,
        "page": page,
        "has": has,
        "text": text_tokens(text),
        "targets": targets_of(row),
        "zooms": zooms if isinstance(zooms, int) and not isinstance(zooms, bool) and zooms >= 0 else None,
    }


def json_rows(path):
    """Rows, None for a line that is no JSON."""
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        first = file.read(1)
        while first and first.isspace():
            first = file.read(1)
        file.seek(0)
        if first == "[":
            yield from json.load(file)
            return
        for line in file:
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except ValueError:
                yield None


def parquet_rows(path):
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(path).iter_batches(64):
        yield from batch.to_pylist()


def rows_of(path):
    with open(path, "rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    return parquet_rows(path) if is_parquet else json_rows(path)


def say(record):
    sys.stdout.write("data\t" + json.dumps(record, ensure_ascii=True) + "\n")


def run(data, images, seconds, most):
    end = time.monotonic() + seconds
    pages = Pages(images or os.path.dirname(data))
    damaged = counted = 0
    for row in rows_of(data):
        if counted >= most or time.monotonic() > end:
            say({"end": True, "damaged": damaged, "cut": True})
            return
        counted += 1
        measured = measure(row, pages)
        if measured is None:
            damaged += 1
        else:
            say(measured)
    say({"end": True, "damaged": damaged, "cut": False})


def main(arguments):
    data, images, seconds, most = arguments
    try:
        run(os.path.expanduser(data), os.path.expanduser(images), float(seconds), int(most))
    except (OSError, ValueError, ImportError) as error:
        say({"unread": str(error)[:200]})


if __name__ == "__main__":
    main(sys.argv[1:])

"""The dataset of a run, for verl's `data.custom_cls` (current verl, and the fork of DeepEyes).

Takes verl's own rows and flat records of questions (JSON, JSON lines, Parquet); keeps what the reward reads in
`extra_info`; draws a question's marks on its page and resizes it under one maxPixels; hands the page at its stored size
to the zoom tool; puts our system message in front, in which the tool is described; leaves out training rows of other
task kinds, and prompts that are too long, and says how many. verl and PIL are imported here and in zoom_tool.py only.
"""
import copy
import io
import json
import os
import sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from PIL import Image, ImageColor, ImageDraw, ImageFont  # noqa: E402
from verl.utils.dataset.rl_dataset import RLHFDataset  # noqa: E402

from zoom_replies import run_folder  # noqa: E402
from zoom_rows import (  # noqa: E402
    dataset_options,
    is_validation,
    is_wanted,
    rendered,
    shard_of,
    task_of,
    trainer_row,
    visual_tokens,
)

#: Columns that say of what kind a row is, so that no page is decoded to choose rows.
TASK_COLUMNS = ("task", "task_kind", "extra_info")


class Rows:
    """Rows of files, chosen and made ready one by one. Has what verl asks of a table: length, item, select."""

    def __init__(self, source, chosen, make):
        self.source = source
        self.chosen = list(chosen)
        self.make = make

    def __len__(self):
        return len(self.chosen)

    def __getitem__(self, item):
        at = self.chosen[int(item)]
        return self.make(self.source[at], at)

    def select(self, indices):
        return Rows(self.source, [self.chosen[int(at)] for at in indices], self.make)


def read_file(path):
    """The rows of a file, by number; those of Parquet are read when they are asked for."""
    if path.endswith(".parquet"):
        import datasets

        return datasets.load_dataset("parquet", data_files=path)["train"]
    with open(path, encoding="utf-8-sig") as file:
        if path.endswith(".json"):
            return json.load(file)
        return [json.loads(line) for line in file if line.strip()]


def marked(page, marks):
    """The bytes of a copy of a page with its marks drawn on it: (kind, box, label, color) each, in page pixels."""
    copy_of_page = page.convert("RGB")
    draw = ImageDraw.Draw(copy_of_page)
    line = max(2, round(min(page.size) / 250))
    # What is painted over comes first: nothing that another mark says may be lost under it.
    for kind, box, label, color in sorted(marks, key=lambda mark: mark[0] != "blank"):
        try:
            ink = ImageColor.getrgb(color)
        except ValueError:
            ink = (255, 0, 0)
        left, right = sorted((box[0], box[2]))
        top, bottom = sorted((box[1], box[3]))
        if kind == "number":
            draw_number(draw, (left, top), label, ink, line)
            continue
        paper = (255, 255, 255) if kind == "blank" else None
        draw.rectangle((left, top, right, bottom), fill=paper, outline=ink, width=line)
        if label:
            middle = ((left + right) / 2, (top + bottom) / 2)
            place, anchor = (middle, "mm") if kind == "blank" else ((left + 2 * line, top + 2 * line), "la")
            height = 16 * line if kind == "blank" else 8 * line
            draw.text(place, label, fill=ink, stroke_width=line, stroke_fill=(255, 255, 255), font=_font(height), anchor=anchor)
    return png_of(copy_of_page)


def draw_number(draw, corner, label, ink, line):
    """A disc on a corner of a box, as far inside the page as it has to be, with a number in it."""
    radius = 7 * line
    x, y = max(radius, corner[0]), max(radius, corner[1])
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink, outline=(255, 255, 255), width=line)
    draw.text((x, y), label, fill=(255, 255, 255), font=_font(9 * line), anchor="mm")


def png_of(image):
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    return data.getvalue()


def _font(size):
    try:
        return ImageFont.load_default(size)
    except TypeError:
        # Pillow before 10.1 has one size.
        return ImageFont.load_default()


class ZoomDataset(RLHFDataset):
    """verl's dataset over rows that `zoom_rows.py` makes ready."""

    def __init__(self, data_files, tokenizer, config, processor=None, **kwargs):
        path = str(config.get("loupe_options") or "")
        folder = run_folder() or ""
        with open(path if os.path.isabs(path) else os.path.join(folder, path), encoding="utf-8") as file:
            self.loupe = dataset_options(json.load(file))
        files = [data_files] if isinstance(data_files, str) else list(data_files)
        self.for_validation = is_validation(files, self.loupe)
        self.folders = [self._root(folder, files)]
        super().__init__(data_files, tokenizer, config, processor, **kwargs)

    def _root(self, folder, files):
        """Where relative paths of pages begin: the folder that the options name, else that of the data."""
        root = self.loupe["images_root"]
        if root is None:
            return os.path.dirname(os.path.abspath(str(files[0])))
        return root if os.path.isabs(root) else os.path.join(folder, root)

    def _read_files_and_tokenize(self):
        source = [row for path in self.data_files for row in self._rows_in(path)]
        chosen = [at for at, (rows, number) in enumerate(source) if self._is_wanted(rows, number)]
        chosen = shard_of(chosen, self.for_validation, os.environ)
        print("loupe: %d of %d rows are of the task kinds of this run" % (len(chosen), len(source)))
        rows = Rows(_Located(source), chosen, self._ready)
        most = getattr(self, "max_samples", -1)
        if 0 < most < len(rows):
            rows = rows.select(range(most))
        self.dataframe = self._without_long(rows)
        if len(self.dataframe) == 0:
            hint = "" if self.loupe["tasks"] is None else ": of the task kinds %s" % ", ".join(self.loupe["tasks"])
            raise ValueError("loupe: no row of %s is left to train on%s" % (list(map(str, self.data_files)), hint))

    def _rows_in(self, path):
        rows = read_file(path)
        return [(rows, number) for number in range(len(rows))]

    def _is_wanted(self, rows, number):
        if self.for_validation or self.loupe["tasks"] is None:
            return True
        names = getattr(rows, "column_names", None)
        if names is None:
            return is_wanted(task_of(rows[number]), self.loupe, False)
        columns = self.__dict__.setdefault("_task_columns", {})
        if id(rows) not in columns:
            columns[id(rows)] = rows.select_columns([name for name in TASK_COLUMNS if name in names])
        return is_wanted(task_of(columns[id(rows)][number]), self.loupe, False)

    def _ready(self, row, index):
        try:
            return trainer_row(row, index, self.loupe, self.for_validation, self._page)
        except OSError as error:
            raise ValueError("loupe: the page of row %d cannot be read: %s" % (index, error)) from error

    def _page(self, image, marks, part):
        """(what the profile's loader takes, the page's size): both loaders resize by the limits that stand beside it. A
        page with marks is a copy with them: model and tool see the same one. `part`: only this box of it."""
        limits = {"max_pixels": self.loupe["limits"]["maxPixels"], "min_pixels": self.loupe["limits"]["minPixels"]}
        data = image.get("bytes") if isinstance(image, dict) else None
        path = None if data else self._path(image)
        with Image.open(io.BytesIO(data) if data else path) as opened:
            size = opened.size
            if part is not None:
                cut = opened.convert("RGB").crop(tuple(int(side) for side in part))
                return dict(limits, bytes=png_of(cut)), cut.size
            if marks:
                return dict(limits, bytes=marked(opened, marks)), size
        if self.loupe["profile"] != "verl-deepeyes" and path is not None:
            return dict(limits, image=path), size
        if data is None:
            with open(path, "rb") as file:
                data = file.read()
        return dict(limits, bytes=data), size

    def _path(self, image):
        path = image.get("path") or image.get("image") if isinstance(image, dict) else str(image)
        path = path[len("file://") :] if path.startswith("file://") else os.path.expanduser(path)
        return path if os.path.isabs(path) else os.path.join(self.folders[0], path)

    def _without_long(self, rows):
        """Leaves out prompts above the limit as verl does, but counts them with their pages, and says of what kind they are."""
        if not self.filter_overlong_prompts:
            return rows
        left_out, kept = Counter(), []
        for number in range(len(rows)):
            row = rows[number]
            if self._tokens(row) <= self.max_prompt_length:
                kept.append(number)
            else:
                left_out[row["data_source"]] += 1
        for kind, count in sorted(left_out.items()):
            print("loupe: %d questions of %s have a prompt above %d tokens" % (count, kind, self.max_prompt_length))
        return rows.select(kept)

    def _tokens(self, row):
        text = self.tokenizer.apply_chat_template(rendered(row["prompt"]), add_generation_prompt=True, tokenize=True)
        text = text["input_ids"] if hasattr(text, "keys") else text
        size = (row["extra_info"]["width"], row["extra_info"]["height"])
        seen = visual_tokens(size, self.loupe["limits"])
        return self.max_prompt_length + 1 if seen is None else len(text) + (seen - 1) * len(row["images"])

    def maybe_filter_out_long_prompts(self, dataframe=None):
        return dataframe

    def __getitem__(self, item):
        made = super().__getitem__(item)
        # The page goes to the tool; the reward has no use for it.
        info = copy.copy(made.get("extra_info") or {})
        info.pop("tools_kwargs", None)
        made["extra_info"] = info
        return made


class _Located:
    """Rows of several files under one number."""

    def __init__(self, places):
        self.places = places

    def __getitem__(self, at):
        rows, number = self.places[at]
        return copy.deepcopy(rows[number]) if isinstance(rows, list) else rows[number]

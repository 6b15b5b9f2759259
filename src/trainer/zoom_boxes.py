"""Boxes on a page: the same rules, to the last digit, as src/core/page of Rollout Loupe.

A box is (x1, y1, x2, y2); a size is (width, height). Needs the standard library only, Python 3.8 or newer.
"""
import math

#: Sides whose ratio is above this are refused by the model's own processor.
MAX_ASPECT_RATIO = 200
#: The zoom tools refuse what is more than this many times longer than wide.
MAX_CROP_RATIO = 100
#: verl: no side of a crop may be shorter than one visual token of Qwen2.5-VL, in pixels.
MIN_SIDE = 28
#: DeepEyes: the shorter side must be longer than this, in pixels of the image that it crops from.
REFUSED_SIDE = 30
#: Up to so many boxes or targets every subset of them is looked at.
MOST_FEW = 5

DEFAULT_LIMITS = {"factor": 28, "minPixels": 4 * 28 * 28, "maxPixels": 16384 * 28 * 28}


def round_half_even(value):
    """Python's own rounding, as a float: a half goes to the even neighbour."""
    return float(round(value))


def smart_resize(page, limits=None):
    """The size in which the model sees a page (smart_resize of qwen_vl_utils, vision_process.py); None where it is refused."""
    width, height = page
    limits = limits or DEFAULT_LIMITS
    factor, least, most = limits["factor"], limits["minPixels"], limits["maxPixels"]
    if not (width > 0 and height > 0):
        return None
    if max(width, height) / min(width, height) > MAX_ASPECT_RATIO:
        return None

    def nearest(side):
        return max(factor, round_half_even(side / factor) * factor)

    pixels = nearest(width) * nearest(height)
    if pixels > most:
        beta = math.sqrt((height * width) / most)
        return tuple(max(factor, math.floor(side / beta / factor) * factor) for side in page)
    if pixels < least:
        beta = math.sqrt(least / (height * width))
        return tuple(math.ceil((side * beta) / factor) * factor for side in page)
    return (nearest(width), nearest(height))


def space_size(space, page, limits=None):
    """How many units of a coordinate space the page is wide and high; None for model pixels of a page that is refused."""
    if space == "page":
        return page
    if space == "model":
        return smart_resize(page, limits)
    if space == "unit":
        return (1, 1)
    if space == "thousand":
        return (1000, 1000)
    raise ValueError("unknown coordinate space: %r" % (space,))


def scale_box(box, size, to):
    """A box on an image of one size, on the same image at another size. Nothing is rounded, clamped or put in order."""

    def scaled(value, length, target):
        return value if length == target else (value * target) / length

    return (
        scaled(box[0], size[0], to[0]),
        scaled(box[1], size[1], to[1]),
        scaled(box[2], size[0], to[0]),
        scaled(box[3], size[1], to[1]),
    )


def clamp_box(box, image):
    """The part of a box that lies on an image; None when nothing of it does or it is inverted."""
    x1, y1, x2, y2 = clamp_sides(box, image)
    return (x1, y1, x2, y2) if x1 < x2 and y1 < y2 else None


def clamp_sides(box, image):
    """A box with each side moved onto the image: it may come out inverted or empty."""
    return (max(0, box[0]), max(0, box[1]), min(image[0], box[2]), min(image[1], box[3]))


def pillow_box(box):
    """The whole pixels that Pillow's Image.crop takes for a box of floats."""
    return tuple(round_half_even(value) for value in box)


def executed(box, changed_by):
    return {"box": tuple(box), "changed_by": list(changed_by), "refused_by": None}


def refused(rule):
    return {"box": None, "changed_by": [], "refused_by": rule}


def _invalid(clamped, requested):
    width, height = clamped[2] - clamped[0], clamped[3] - clamped[1]
    if not (width > 0 and height > 0):
        in_order = requested[0] < requested[2] and requested[1] < requested[3]
        return "outside-page" if in_order else "inverted"
    return "aspect-ratio" if max(width, height) / min(width, height) > MAX_CROP_RATIO else None


def verl_crop(requested, image):
    """What verl's zoom tool crops (verl/tools/image_zoom_in_tool.py, v0.6.0 to v0.7.1); see src/core/page/verlCrop.ts."""
    clamped = clamp_sides(requested, image)
    invalid = _invalid(clamped, requested)
    if invalid is not None:
        return refused(invalid)
    changed = ["clamped"] if tuple(clamped) != tuple(requested) else []
    box = clamped
    if clamped[2] - clamped[0] < MIN_SIDE or clamped[3] - clamped[1] < MIN_SIDE:
        box, is_shifted = _enlarged(clamped, image)
        changed.append("enlarged")
        if is_shifted:
            changed.append("shifted")
    still_invalid = _invalid(box, box)
    if still_invalid is not None:
        return refused(still_invalid)
    if math.floor(box[2]) - math.floor(box[0]) < MIN_SIDE or math.floor(box[3]) - math.floor(box[1]) < MIN_SIDE:
        return refused("too-small")
    return executed(clamp_sides(pillow_box(box), image), changed)


def _enlarged(box, image):
    ratio = MIN_SIDE / min(box[2] - box[0], box[3] - box[1])
    width, height = (box[2] - box[0]) * ratio, (box[3] - box[1]) * ratio
    if width > image[0]:
        height *= image[0] / width
        width = image[0]
    if height > image[1]:
        width *= image[1] / height
        height = image[1]
    free_x = (box[0] + box[2]) / 2 - width / 2
    free_y = (box[1] + box[3]) / 2 - height / 2
    x, y = _shifted_inside(free_x, width, image[0]), _shifted_inside(free_y, height, image[1])
    whole = (math.floor(x), math.floor(y), math.ceil(x + width), math.ceil(y + height))
    return whole, x != free_x or y != free_y


def _shifted_inside(start, length, limit):
    not_before = max(0, start)
    return limit - length if not_before + length > limit else not_before


def deepeyes_crop(requested, image):
    """What DeepEyes' training tool crops (visual_toolbox_v2.py); see src/core/page/deepeyesCrop.ts."""
    clamped = clamp_sides(requested, image)
    invalid = _invalid(clamped, requested)
    if invalid is not None:
        return refused(invalid)
    if min(clamped[2] - clamped[0], clamped[3] - clamped[1]) <= REFUSED_SIDE:
        return refused("too-small")
    return executed(pillow_box(clamped), ["clamped"] if tuple(clamped) != tuple(requested) else [])


CROP_RULES = {"verl": verl_crop, "deepeyes": deepeyes_crop}


def zoom(requested, page, rule="verl", space="model", limits=None):
    """What a call crops: the requested box counts in `space`, the answer in page pixels (`box`) and in the tool's own
    pixels (`own`). A tool that counts in model pixels rounds there; every other one in pixels of the page."""
    size = space_size(space, page, limits)
    if size is None:
        return dict(refused("aspect-ratio"), own=None)
    grid = size if space == "model" else page
    outcome = CROP_RULES[rule](scale_box(requested, size, grid), grid)
    own = outcome["box"]
    return dict(outcome, own=own, box=None if own is None else scale_box(own, grid, page))


def iou(a, b):
    """Intersection over union of two boxes in one coordinate space, areas continuous; 0 without area."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if not (width > 0 and height > 0):
        return 0.0
    intersection = width * height
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - intersection
    return min(1.0, intersection / union) if union > 0 else 0.0


def matched_iou(boxes, targets, rule):
    """The sum of the boxes' IoU with their targets under a matching rule; None (a refused call) adds nothing.

    `optimal`: the one-to-one assignment with the largest sum; `in_order`: call k with target k; `greedy`: the best pair
    first, ties to the earlier call and target; `reuse`: every call with its best target, however often.
    """
    if rule == "in_order":
        return sum((iou(box, target) for box, target in zip(boxes, targets) if box is not None), 0.0)
    present = [box for box in boxes if box is not None]
    if rule == "reuse":
        return sum((_best(box, targets) for box in present), 0.0)
    if rule not in ("optimal", "greedy"):
        raise ValueError("unknown matching rule: %r" % (rule,))
    if len(boxes) <= 1 or len(targets) <= 1:
        return max((_best(box, targets) for box in present), default=0.0)
    return _greedy(present, targets) if rule == "greedy" else _optimal(present, targets)


def _best(box, targets):
    return max((iou(box, target) for target in targets), default=0.0)


def _greedy(boxes, targets):
    pairs = [(iou(box, to), call, target) for call, box in enumerate(boxes) for target, to in enumerate(targets)]
    pairs.sort(key=lambda pair: -pair[0])
    calls, taken, total = set(), set(), 0.0
    for value, call, target in pairs:
        if call not in calls and target not in taken:
            calls.add(call)
            taken.add(target)
            total += value
    return total


def _optimal(boxes, targets):
    few, many = (boxes, targets) if len(boxes) < len(targets) else (targets, boxes)
    if len(few) > MOST_FEW:
        return _assigned(boxes, targets)
    sums = [0.0] * (1 << len(few))
    for box in many:
        overlaps = [iou(box, other) for other in few]
        if not any(overlaps):
            continue
        for subset in range(len(sums) - 1, 0, -1):
            best = sums[subset]
            for index, value in enumerate(overlaps):
                if subset >> index & 1:
                    best = max(best, sums[subset ^ (1 << index)] + value)
            sums[subset] = best
    return sums[-1]


def _assigned(boxes, targets):
    """The Hungarian method with potentials on rows that are no more than the columns."""
    rows, columns = (boxes, targets) if len(boxes) <= len(targets) else (targets, boxes)
    values = [[iou(row, column) for column in columns] for row in rows]
    width = len(columns)
    row_of = [-1] * (width + 1)
    row_potential, column_potential = [0.0] * len(rows), [0.0] * (width + 1)
    for added in range(len(rows)):
        row_of[width] = added
        slack, came_from, reached = [math.inf] * width, [width] * width, [False] * (width + 1)
        column = width
        while row_of[column] != -1:
            reached[column] = True
            row, least, nearest = row_of[column], math.inf, 0
            for other in range(width):
                if reached[other]:
                    continue
                cost = -values[row][other] - row_potential[row] - column_potential[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < least:
                    least, nearest = slack[other], other
            for other in range(width + 1):
                if reached[other]:
                    row_potential[row_of[other]] += least
                    column_potential[other] -= least
                elif other < width:
                    slack[other] -= least
            column = nearest
        while column != width:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return sum(values[row][column] for column, row in enumerate(row_of[:width]) if row >= 0)

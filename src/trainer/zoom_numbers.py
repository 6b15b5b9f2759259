"""The one integer that an answer gives: the same reading as src/core/evaluation/parseInteger.ts of Rollout Loupe.

Needs the standard library only, Python 3.8 or newer.
"""
import re
import unicodedata

from zoom_text import JS_BLANK, js_length

#: An answer longer than this, in UTF-16 units, is prose, whatever it starts with.
LONGEST_ANSWER = 2000

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = dict(zip(_ONES, range(20)), **{word: 20 + 10 * index for index, word in enumerate(_TENS)})
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000}
#: Stands for what begins as a number and is no integer.
_NO_INTEGER = 0.5
_LARGEST = 2**53 - 1

_FOLDED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079\u00bc-\u00be\u2150-\u215e]")
_NUMBERS = re.compile("(?<![A-Za-z0-9_.])[-+\u2212]?[0-9][0-9,]*(?:\\.[0-9]+)?(?![0-9])")
_GOES_ON = re.compile("[A-Za-z]|[{b}]?%|\\.[0-9]".replace("{b}", JS_BLANK))
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")
_WORDS = re.compile(r"[a-z]+")
_HEDGED = re.compile(
    (
        r"(?:(?<![a-z])(?:about|around|approximately|approx\.?|roughly|nearly|almost|at least|at most|more than|less than|"
        "fewer than|over|under|up to|maybe|perhaps|possibly|probably|not|isn['\u2019]t|aren['\u2019]t){s}+|[~\u2248\u2265\u2264]{s}*)"
        r"(?:[0-9]|(?:{w})(?![a-z]))|[0-9]{s}*\+|(?<![a-z])or (?:so|more|fewer|less)(?![a-z])"
    )
    .replace("{s}", "[" + JS_BLANK + "]")
    .replace("{w}", "|".join(NUMBER_WORDS)),
    re.I | re.A,
)


def parse_integer(answer):
    """The one integer that an answer gives, in digits or in words, or None."""
    if js_length(answer) > LONGEST_ANSWER or _FOLDED.search(answer):
        return None
    answer = unicodedata.normalize("NFKC", answer)
    found = set(_numbers_in(answer)) | set(_spoken_numbers(answer))
    if len(found) != 1 or _HEDGED.search(answer):
        return None
    only = found.pop()
    return int(only) if only == int(only) and abs(only) <= _LARGEST else None


def _numbers_in(answer):
    for match in _NUMBERS.finditer(answer):
        if _GOES_ON.match(answer, match.end()):
            yield _NO_INTEGER
            continue
        text = _THOUSANDS.sub("", match.group(0).replace("\u2212", "-")).rstrip(",")
        try:
            value = float(text)
        except ValueError:
            value = _NO_INTEGER
        yield _NO_INTEGER if value in (float("inf"), float("-inf")) else value


def _spoken_numbers(answer):
    """The numbers that a text says in words; see src/core/evaluation/spokenNumbers.ts."""
    words = _WORDS.findall(answer.lower())
    at = 0
    while at < len(words):
        value, length = _number_at(words, at)
        if value is not None:
            yield float(value)
        at += length


def _word(words, at):
    return words[at] if 0 <= at < len(words) else ""


def _number_at(words, at):
    word, before, after = words[at], _word(words, at - 1), _word(words, at + 1)
    if word == "half" and (after in ("a", "dozen") or before == "a"):
        return _NO_INTEGER, 1
    if word == "one" and (before == "no" or after == "of"):
        return (None if before == "no" else _NO_INTEGER), 1
    if word in _SCALES:
        return _NO_INTEGER, 1
    if word == "a" and after in _SCALES:
        return _composed(words, at + 1, 1)
    return _composed(words, at + 1, NUMBER_WORDS[word]) if word in NUMBER_WORDS else (None, 1)


def _composed(words, start, first):
    """A number that has begun before `start` with `first`, as far as words add to it, and its length in words."""
    whole, part, at = 0, first, start
    while at < len(words):
        scale, added = _SCALES.get(words[at]), NUMBER_WORDS.get(words[at])
        if scale is not None and part > 0:
            if scale >= 1000:
                whole, part = whole + part * scale, 0
            else:
                part *= scale
        elif _can_add(whole, part, added):
            part += added
        elif not _is_joining(words, at) or not _can_add(whole, part, NUMBER_WORDS.get(_word(words, at + 1))):
            break
        at += 1
    sign = -1 if _word(words, start - 2) in ("minus", "negative") else 1
    return sign * (whole + part), at - start + 1


def _is_joining(words, at):
    before = _word(words, at - 1)
    return words[at] == "and" and before in _SCALES and before != "dozen"


def _can_add(whole, part, added):
    if not added:
        return False
    if part == 0:
        return whole > 0
    return part % 100 == 0 or (part % 100 >= 20 and part % 10 == 0 and added < 10)

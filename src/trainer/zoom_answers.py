"""Whether an answer is right, by rule alone: the same judgement as src/core/evaluation of Rollout Loupe.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import re
import unicodedata

from zoom_text import JS_BLANK, js_length, last_answer

#: An answer longer than this, in UTF-16 units, is prose, whatever it starts with.
LONGEST_ANSWER = 2000
LETTERS = "ABCDEFGHIJ"

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = dict(zip(_ONES, range(20)), **{word: 20 + 10 * index for index, word in enumerate(_TENS)})

_S = "[" + JS_BLANK + "]"
_OPEN_MARKS = re.compile(r"\A(?:[*`$]|\\boxed\{|\\text\{)+")
_CLOSE_MARKS = re.compile(r"[*`$}]+\Z")
_LEAD = re.compile(
    r"\A(?:the{s}+)?(?:correct{s}+)?(?:answer|option|choice)(?:{s}+is)?{s}*:?{s}+".replace("{s}", _S), re.I | re.A
)
_WRITTEN = re.compile(r"\A(?:\(([a-z])\)|([a-z])(?![a-z'])) ?([.:)]?)(.*)\Z", re.I | re.A | re.S)
_MARKED = re.compile(r"(?:\A|[" + JS_BLANK + r"(/,])([A-J])(?=[).:,/])")
_JOINED = re.compile(r"\A(?:or|and|[/,&])" + _S + r"*\(?([a-z])(?![A-Za-z0-9_])", re.I | re.A)
_BLANKS = re.compile(_S + "+")
_NUMBERS = re.compile("(?<![A-Za-z0-9_.])[-+\u2212]?[0-9][0-9,]*(?:\\.[0-9]+)?(?![0-9])")
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?![0-9]))")
_WORDS = re.compile(r"[a-z]+")
_INTEGER = re.compile(r"[-+]?[0-9]+(?:\.0+)?\Z")
_SEPARATOR = re.compile("[" + JS_BLANK + "-]+")
_LARGEST = 2**53 - 1
_YES = re.compile(r"yes(?![a-z])", re.I | re.A)
_NO = re.compile(r"no(?![a-z])", re.I | re.A)
_YES_OR_NO = re.compile(
    r"\A(yes|no)(?![a-z])(?!{s}+(?:idea|clue|answer|way|information)(?![a-z]))(.*)\Z".replace("{s}", _S),
    re.I | re.A | re.S,
)
_YES_WITHIN = re.compile(r"(?<![a-z])yes(?![a-z])", re.I | re.A)
_NO_WITHIN = re.compile(r"(?<![a-z])no(?![a-z])", re.I | re.A)
_HEDGED = re.compile(
    (
        r"(?:(?<![a-z])(?:about|around|approximately|approx\.?|roughly|nearly|almost|at least|at most|more than|less than|"
        r"fewer than|over|under|up to|maybe|perhaps|possibly|probably){s}+|[~\u2248\u2265\u2264]{s}*)"
        r"(?:[0-9]|(?:{w})(?![a-z]))|[0-9]{s}*\+|(?<![a-z])or (?:so|more|fewer|less)(?![a-z])"
    )
    .replace("{s}", _S)
    .replace("{w}", "|".join(NUMBER_WORDS)),
    re.I | re.A,
)


def answer_status(answer, truth, options):
    """`correct`, `wrong`, `unparsed` (no answer, or one that names not exactly one option or integer) or `unknown` (the
    right answer is none that a rule can judge). `options` are (label, text) pairs; `truth` is as logged."""
    right = truth_text(truth)
    if right is None:
        return "unknown"
    label = parse_choice(right, options)
    if label is not None:
        return _compared(None if answer is None else parse_choice(answer, options), label)
    count = parse_integer(right) if _is_integer(right) else None
    if count is None:
        return "unknown"
    return _compared(None if answer is None else parse_integer(answer), count)


def _compared(given, right):
    if given is None:
        return "unparsed"
    return "correct" if given == right else "wrong"


def _is_integer(text):
    if _INTEGER.match(text):
        return True
    return all(word.lower() in NUMBER_WORDS for word in _SEPARATOR.split(text))


def truth_text(truth):
    """A ground truth as the text of an answer, or None when it is no single one; JSON in a text is parsed once."""
    if isinstance(truth, str) and truth.lstrip(JS_BLANK)[:1] in ('"', "[", "{"):
        try:
            truth = json.loads(truth[1:] if truth.startswith("\ufeff") else truth, parse_int=float)
        except (ValueError, RecursionError):
            pass
    return _text_of(truth)


def _text_of(truth):
    if isinstance(truth, str):
        found = last_answer(truth)
        return truth.strip(JS_BLANK) if found is None else found
    if isinstance(truth, bool) or truth is None:
        return None
    if isinstance(truth, (int, float)):
        if truth != truth or truth in (float("inf"), float("-inf")):
            return None
        return str(int(truth)) if truth == int(truth) else repr(truth)
    if hasattr(truth, "tolist"):
        return _text_of(truth.tolist())
    if isinstance(truth, (list, tuple)):
        return _text_of(truth[0]) if len(truth) == 1 else None
    if not isinstance(truth, dict):
        return None
    if "answer" in truth:
        return _text_of(truth["answer"])
    return _text_of(truth["ground_truth"]) if "ground_truth" in truth else None


def parse_choice(answer, options):
    """The option that an answer names, as its label in capitals, or None; see src/core/evaluation/parseChoice.ts."""
    if js_length(answer) > LONGEST_ANSWER:
        return None
    text = _plain(answer)
    labels = [label.upper() for label, _ in options] if options else list(LETTERS)
    by_text = [label for label, option in options if _same_text(option, text)]
    if len(by_text) == 1:
        return by_text[0].upper()
    label = _by_letter(text, labels, options)
    return _by_yes_or_no(text, options) if label is None else label


def _by_letter(text, labels, options):
    written = _WRITTEN.match(text)
    if written is None:
        return None
    label = (written.group(1) or written.group(2)).upper()
    if label not in labels:
        return None
    rest = written.group(4).strip(JS_BLANK)
    if rest == "":
        return label
    is_marked = written.group(1) is not None or written.group(3) != ""
    return label if is_marked and _agrees(rest, label, options) else None


def _by_yes_or_no(text, options):
    """"Yes, they are": the whole word at the start, no word of the other option behind it."""
    yes = [label for label, option in options if _YES.match(option.lstrip(JS_BLANK))]
    no = [label for label, option in options if _NO.match(option.lstrip(JS_BLANK))]
    written = _YES_OR_NO.match(text)
    if len(options) != 2 or len(yes) != 1 or len(no) != 1 or written is None:
        return None
    is_yes = written.group(1).lower() == "yes"
    rest = written.group(2)
    if (_NO_WITHIN if is_yes else _YES_WITHIN).search(rest):
        return None
    label = (yes if is_yes else no)[0].upper()
    return label if _agrees(rest.strip(JS_BLANK), label, options) else None


def _agrees(rest, label, options):
    """What stands behind the letter must not name another option."""
    named = next((name for name, text in options if _same_text(text, rest)), None)
    if named is not None:
        return named.upper() == label
    joined = _JOINED.match(rest)
    others = [found.group(1) for found in _MARKED.finditer(rest)]
    return all(other == label for other in others + ([joined.group(1).upper()] if joined else []))


def _same_text(a, b):
    return _normal(a) == _normal(b)


def _normal(text):
    text = _BLANKS.sub(" ", _plain(text))
    return (text[:-1] if text.endswith(".") else text).lower()


def _plain(text):
    """Without the marks that models put around an answer, and the words that lead to it."""
    text = unicodedata.normalize("NFKC", text).strip(JS_BLANK)
    text = _CLOSE_MARKS.sub("", _OPEN_MARKS.sub("", text))
    return _LEAD.sub("", text, count=1).strip(JS_BLANK)


def parse_integer(answer):
    """The one integer that an answer gives, in digits or as a number word, or None; see parseInteger.ts."""
    if js_length(answer) > LONGEST_ANSWER:
        return None
    answer = unicodedata.normalize("NFKC", answer)
    found = set(_numbers_in(answer)) | set(_words_in(answer))
    if len(found) != 1 or _HEDGED.search(answer):
        return None
    only = found.pop()
    return int(only) if only == int(only) and abs(only) <= _LARGEST else None


def _numbers_in(answer):
    for match in _NUMBERS.finditer(answer):
        text = _THOUSANDS.sub("", match.group(0).replace("\u2212", "-")).rstrip(",")
        try:
            value = float(text)
        except ValueError:
            value = 0.5
        yield 0.5 if value in (float("inf"), float("-inf")) else value


def _words_in(answer):
    words = _WORDS.findall(answer.lower())
    index = 0
    while index < len(words):
        value = NUMBER_WORDS.get(words[index])
        if value is not None:
            following = NUMBER_WORDS.get(words[index + 1]) if index + 1 < len(words) else None
            if value >= 20 and following is not None and 0 < following < 10:
                value += following
                index += 1
            yield float(value)
        index += 1


def options_in_text(prompt):
    """(label, text) pairs out of a question's own text; see src/core/evaluation/readQuestionText.ts."""
    text = _user_text(prompt)
    lines = _lettered(_LINE_OPTION.finditer(text))
    return lines or _lettered(_INLINE_OPTION.finditer(text)) or []


_LINE_OPTION = re.compile(
    "(?:(?<=[\\n\\r\u2028\u2029])|\\A)[ \\t]*(?:\\(([A-J])\\)|([A-J])[.):])[ \\t]+([^" + JS_BLANK + "][^\\n\\r\u2028\u2029]*)"
)
_INLINE_OPTION = re.compile(r"\(([A-J])\)()[ \t]*([^()\n]+)")


def _lettered(matches):
    options = []
    for match in matches:
        label = match.group(1) or match.group(2) or ""
        if label == "A" and len(options) < 2:
            options = []
        if len(options) < len(LETTERS) and label == LETTERS[len(options)]:
            text = match.group(3).strip(JS_BLANK)
            options.append((label, text[:-1] if text.endswith((",", ";")) else text))
    return options if len(options) >= 2 else []


def _user_text(prompt):
    token = "<|im_start|>user\n"
    if token in prompt:
        rest = prompt[prompt.rfind(token) + len(token) :]
        ends = [at for at in (rest.find("<|im_end|>"), rest.find("<|im_start|>")) if at != -1]
        return rest[: min(ends)].strip(JS_BLANK) if ends else rest.strip(JS_BLANK)
    body = prompt.rstrip(JS_BLANK)
    body = (body[: -len("<think>")] if body.endswith("<think>") else body).rstrip(JS_BLANK)
    if body.endswith("\nassistant"):
        body = body[: -len("\nassistant")]
    example = body.rfind("\nassistant\n")
    start = 0 if example == -1 else example + len("\nassistant")
    if body.startswith("user\n", start):
        return body[start + len("user\n") :].strip(JS_BLANK)
    user = body.find("\nuser\n", start)
    return body.strip(JS_BLANK) if user == -1 else body[user + len("\nuser\n") :].strip(JS_BLANK)

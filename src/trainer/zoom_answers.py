"""Whether an answer is right, by rule alone: the same judgement as src/core/evaluation of Rollout Loupe.

Needs the standard library only, Python 3.8 or newer.
"""
import json
import re
import unicodedata

from zoom_numbers import LONGEST_ANSWER, NUMBER_WORDS, parse_integer
from zoom_text import JS_BLANK, js_length, last_answer

LETTERS = "ABCDEFGHIJ"

_S = "[" + JS_BLANK + "]"
_QUOTES = JS_BLANK + "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u300c\u300d\u300e\u300f"
_OPEN_QUOTES = re.compile(r"\A[{q}]+".replace("{q}", _QUOTES))
_CLOSE_QUOTES = re.compile(r"(?<![{q}])[{q}]+(?=[.,!]?\Z)".replace("{q}", _QUOTES))
_BOXES = re.compile(r"\\(?:boxed|fbox|text|textbf|mathrm|mathbf)\{([^{}]*)\}")
_MARKS = re.compile(r"[*`$]+|__+")
_LEAD = re.compile(
    (
        r"\A(?:so{s}+)?(?:the{s}+)?(?:(?:correct|right|best|final){s}+)?(?:answer|option|choice)(?:{s}+is)?"
        r"(?:{s}*:{s}*|{s}+)"
    ).replace("{s}", _S),
    re.I | re.A,
)
_WRITTEN = re.compile(r"\A(?:\(([a-z])\)|\[([a-z])\]|([a-z])(?![a-z'\u2019])) ?([.:)]?)(.*)\Z", re.I | re.A | re.S)
_APART = re.compile("(?:{s}*[,;\u2013\u2014-]{s}|(?:(?!\n){s})*\n)".replace("{s}", _S))
_LEADING = re.compile("\\A[{b}.,:;\u2013\u2014-]+".replace("{b}", JS_BLANK))
_REASON = re.compile(r"(?<![a-z])(?:because|since)(?![a-z])", re.I | re.A)
_CAPITAL = re.compile("(?<![A-Za-z0-9'\u2019])([A-Z])(?![A-Za-z0-9])")
_BRACKETED = re.compile(r"(?<![A-Za-z0-9])\(([a-z])\)")
_JOINED = re.compile(
    r"\A{s}*(?:or|and|[/,&]){s}*\(?([a-z])(?![A-Za-z0-9'\u2019])(?!{s}+[a-z])".replace("{s}", _S), re.I | re.A
)
_DENIED = re.compile(
    r"(?<![a-z])(?:not|rather than|instead of){s}+(?:option{s}+|choice{s}+)?\(?\Z".replace("{s}", _S), re.I | re.A
)
_WRONG = re.compile(
    r"{s}+(?:is|was){s}+(?:not|wrong|incorrect|unlikely)(?![a-z])|{s}+isn['\u2019]t(?![a-z])".replace("{s}", _S),
    re.I | re.A,
)
_ARTICLE = re.compile(
    (
        r"{s}+(?!(?:is|was|or|and|as|because|since|would|could|may|might|seems|looks|fits)(?![a-z]))[a-z]"
    ).replace("{s}", _S)
)
_UNSURE = re.compile(
    r"(?<![a-z])(?:actually|wait|hmm+|perhaps|maybe|possibly|instead|second thoughts?|torn|not sure|unsure)(?![a-z])",
    re.I | re.A,
)
_OF_MARK = re.compile(
    (
        r"(?<![a-z])(?:characters?|persons?|people|figures?|m[ae]n|wom[ae]n|boys?|girls?|box(?:es)?|marks?|marked|labell?ed|"
        r"panels?|places?|slots?|positions?|balloons?|bubbles?|objects?){s}+(?:[A-Z]{s}*(?:,|and|&){s}*)*\(?\Z"
    ).replace("{s}", _S),
    re.I | re.A,
)
_OR_BEFORE = re.compile(r"(?<![a-z])or{s}+\(?\Z".replace("{s}", _S), re.I | re.A)
_CLAUSE_BEFORE = re.compile(r"(?:\A|[;,.\n(]){s}*\(?\Z".replace("{s}", _S))
_JOINTS = ("or ", "or (", "or maybe ", "or perhaps ", "or possibly ", "and ", "/ ", "/")
_BLANKS = re.compile(_S + "+")
_INTEGER = re.compile(r"[-+]?[0-9]+(?:\.0+)?\Z")
_SEPARATOR = re.compile("[" + JS_BLANK + "-]+")
_YES = re.compile(r"yes(?![a-z])", re.I | re.A)
_NO = re.compile(r"no(?![a-z])", re.I | re.A)
_YES_OR_NO = re.compile(
    (
        r"\A(?:(yes)(?![a-z])|(no)(?={s}*\Z|{s}*[.,;:!?()\u2013\u2014-]|{s}+(?:they|it|he|she|the|these|those|this|that|there|"
        r"i|we|not|because|since|as)(?![a-z])))(.*)\Z"
    ).replace("{s}", _S),
    re.I | re.A | re.S,
)
_YES_WITHIN = re.compile(r"(?<![a-z])yes(?![a-z])", re.I | re.A)
_NO_WITHIN = re.compile(r"(?<![a-z])no(?![a-z])", re.I | re.A)
_DENIALS = frozenset(("not", "never", "neither", "nor", "t"))
_LONG_WORDS = re.compile(r"[a-z]{4,}")
_WORDS = re.compile(r"[a-z]+")
#: Shorter texts of options are words like any other.
_SHORTEST_TEXT = 3


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
    """The option that an answer names, as its label in capitals, or None; see src/core/evaluation/readChoice.ts."""
    if js_length(answer) > LONGEST_ANSWER:
        return None
    text = _plain(answer)
    folded = _folded(text)
    by_text = [label for label, option in options if _normal(option) == folded]
    if len(by_text) == 1:
        return by_text[0].upper()
    label = _by_letter(text, options)
    return _by_yes_or_no(text, options) if label is None else label


def _by_letter(text, options):
    labels = [label.upper() for label, _ in options] if options else list(LETTERS)
    written = _WRITTEN.match(text)
    if written is None:
        return None
    label = (written.group(1) or written.group(2) or written.group(3)).upper()
    if label not in labels:
        return None
    said = written.group(5)
    rest = _LEADING.sub("", said, count=1)
    if rest == "":
        return label
    same = next((name for name, option in options if _normal(option) == _normal(rest)), None)
    if same is not None:
        return label if same.upper() == label else None
    is_apart = bool(options) and _APART.match(said) is not None
    is_marked = written.group(3) is None or written.group(4) != "" or is_apart
    return label if is_marked and not _names_another(said, label, options) else None


def _names_another(rest, label, options):
    """Whether what stands behind a letter names another option as well; see src/core/evaluation/namesAnother.ts."""
    said = _REASON.split(rest, maxsplit=1)[0]
    own = next((text for name, text in options if name.upper() == label), None)
    is_sure = _UNSURE.search(said) is None
    agrees = is_sure and own is not None and _begins_with(said, own)
    if own is not None and _names_another_mark(said, label, own):
        return True
    if any(letter != label for letter in _other_letters(said, [name.upper() for name, _ in options], is_sure, agrees)):
        return True
    return any(_names(said, text) for name, text in options if name.upper() != label)


def _names_another_mark(said, label, own):
    """"A. Character B is closer", where option A says that it is the character marked A."""
    if label not in _CAPITAL.findall(own):
        return False
    marks = (found for found in _CAPITAL.finditer(said) if _OF_MARK.search(said[max(0, found.start() - 80) : found.start()]))
    first = next(marks, None)
    return first is not None and first.group(1) != label


def _other_letters(said, labels, is_sure, agrees):
    for found in _CAPITAL.finditer(said):
        before, after = said[max(0, found.start() - 80) : found.start()], said[found.end() :]
        if _is_named(found.group(1), before, after, labels, is_sure, agrees):
            yield found.group(1)
    for found in _BRACKETED.finditer(said):
        if found.group(1).upper() in labels:
            yield found.group(1).upper()
    joined = _JOINED.match(said)
    if joined:
        yield joined.group(1).upper()


def _is_named(letter, before, after, labels, is_sure, agrees):
    """Whether a capital there stands for an option."""
    is_set_apart = after[:1] in tuple(").:,/") and letter <= "J"
    if not is_set_apart and (letter not in labels or letter == "I"):
        return False
    if letter == "A" and _ARTICLE.match(after):
        return False
    if is_sure and _OF_MARK.search(before):
        return False
    is_clause = _CLAUSE_BEFORE.search(before) is not None and after[:1] in tuple(").:")
    if agrees and not _OR_BEFORE.search(before) and not is_clause:
        return False
    return not _DENIED.search(before) and not _WRONG.match(after)


def _begins_with(said, text):
    wanted = _normal(text)
    heard = _normal(_LEADING.sub("", said, count=1))
    word = re.match("(?:yes|no)(?![a-z])", wanted)
    if word and _is_word(heard, word.group(0), 0):
        return True
    return js_length(wanted) >= _SHORTEST_TEXT and _is_word(heard, wanted, 0)


def _names(said, text):
    if _begins_with(said, text):
        return True
    wanted = _normal(text)
    if js_length(wanted) < _SHORTEST_TEXT:
        return False
    heard = _normal(_LEADING.sub("", said, count=1))
    return any(_is_word(heard, joint + wanted, heard.find(joint + wanted)) for joint in _JOINTS)


def _is_word(text, word, at):
    """Whether a word or several stand there, and end there."""
    if word == "" or at == -1 or not text.startswith(word, at):
        return False
    before = text[at - 1] if at > 0 and not word.startswith("/") else ""
    around = text[at + len(word) : at + len(word) + 1] + before
    return re.search("[a-z0-9]", around) is None


def _by_yes_or_no(text, options):
    """"Yes, they are": the whole word at the start, and nothing behind it that is the other option's."""
    yes = [option for option in options if _YES.match(option[1].lstrip(JS_BLANK))]
    no = [option for option in options if _NO.match(option[1].lstrip(JS_BLANK))]
    written = _YES_OR_NO.match(text)
    if len(options) != 2 or not yes or not no or written is None:
        return None
    is_yes = written.group(1) is not None
    rest = written.group(3)
    if (_NO_WITHIN if is_yes else _YES_WITHIN).search(rest):
        return None
    own, other = (yes[0], no[0]) if is_yes else (no[0], yes[0])
    if _names_another(text, own[0].upper(), options) or _says_rather(rest, own[1], other[1]):
        return None
    return own[0].upper()


def _says_rather(said, own, other):
    """Whether what is said has the sense of the other option, by words that only one of them has."""
    own_words, other_words = _LONG_WORDS.findall(own.lower()), _LONG_WORDS.findall(other.lower())
    words = _WORDS.findall(said.lower())
    of_own = [_sense_of(word, words) for word in own_words if not _is_among(word, other_words)]
    of_other = [_sense_of(word, words) for word in other_words if not _is_among(word, own_words)]
    is_other = "said" in of_other or "denied" in of_own
    return is_other and "said" not in of_own and "denied" not in of_other


def _is_among(word, others):
    return any(one.startswith(word) or word.startswith(one) for one in others)


def _sense_of(word, words):
    if word not in words:
        return None
    at = words.index(word)
    return "denied" if any(one in _DENIALS for one in words[max(0, at - 3) : at]) else "said"


def _normal(text):
    return _folded(_plain(text))


def _folded(plain):
    folded = _BLANKS.sub(" ", plain).lower()
    return folded[:-1] if folded.endswith(".") else folded


def _plain(text):
    """Without the marks that models put around an answer or its parts, and the words that lead to it."""
    text = unicodedata.normalize("NFKC", text)
    if "\\" in text:
        text = _BOXES.sub(r"\1", _BOXES.sub(r"\1", text))
    bare = _without_quotes(_MARKS.sub("", text).replace("\u3002", ".").strip(JS_BLANK))
    stated = _LEAD.sub("", bare, count=1)
    return bare if stated == bare else _without_quotes(_LEAD.sub("", stated, count=1))


def _without_quotes(text):
    return _CLOSE_QUOTES.sub("", _OPEN_QUOTES.sub("", text, count=1), count=1)


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

"""A response's text as turns, calls and an answer: the same reading as src/core/rollout of Rollout Loupe.

The text is the model's word and nothing more: what a reply in it says is no evidence of anything (see zoom_calls.py).
Needs the standard library only, Python 3.8 or newer.
"""
import hashlib
import re

#: What JavaScript's trim() takes away.
JS_BLANK = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

NOWHERE = float("inf")

_SPECIAL = re.compile(r"<\|[A-Za-z0-9_]{1,40}\|>|<IMG_CONTEXT>|</?img>")
_TAG = re.compile(r"<(/?)(think|answer|tool_call|grounding|tool_response)>")
_IMAGE_RUN = re.compile(
    r"(<\|vision_start\|>|<img>)?"
    r"((?:<\|image_pad\|>)+|(?:<\|imgpad\|>)+|(?:<\|video_pad\|>)+|(?:<IMG_CONTEXT>)+)"
    r"(<\|vision_end\|>|</img>)?"
)
_START = "<|im_start|>"
_END_TOKENS = ("<|im_end|>", "<|endoftext|>")
_CALLS = re.compile(r"<tool_call>|<grounding>|```json")
_ERROR_REPLY = re.compile(
    "[" + JS_BLANK + "]*(?:<image>[" + JS_BLANK + "]*)*"
    r"(?:Error[:" + JS_BLANK + r"]|Unknown function '|Invalid JSON in arguments for '|Invalid tool call format)"
)


def normalised(text):
    """A response as its hash is made of it; see src/core/rollout/normalisedResponse.ts."""
    return _SPECIAL.sub("", text).strip(" \t\r\n")


def utf8(text):
    """UTF-8 bytes of a text, as JavaScript's TextEncoder writes them: a lone surrogate counts as U+FFFD."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def response_hash(text):
    """SHA-256 of the normalised response, in hex."""
    return hashlib.sha256(utf8(normalised(text))).hexdigest()


def js_length(text):
    """Length in UTF-16 units, as JavaScript counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Turn:
    """One message: who wrote it (`model`, `tool`, `user`, `unsure`), its text and the tags in it."""

    __slots__ = ("role", "text", "unclosed_images", "_tags")

    def __init__(self, role, text, trim=False):
        self.role = role
        self.text, self.unclosed_images = _collapsed(text)
        if trim:
            self.text = without_end_tokens(self.text)
        self._tags = None

    @property
    def tags(self):
        """(start, end, name, is_close) of every tag, in order."""
        if self._tags is None:
            found = _TAG.finditer(self.text) if "<" in self.text else ()
            self._tags = [(tag.start(), tag.end(), tag.group(2), tag.group(1) == "/") for tag in found]
        return self._tags

    @property
    def is_models(self):
        return self.role in ("model", "unsure")


def _collapsed(text):
    """One `<image>` for each run of image tokens, and how many images open and do not close."""
    if "<|" not in text and "<IMG" not in text:
        return text, 0
    unclosed = 0

    def collapse(run):
        nonlocal unclosed
        if run.group(2).startswith("<|image_pad|>"):
            unclosed += (run.group(1) == "<|vision_start|>") - (run.group(3) == "<|vision_end|>")
        return "<image>"

    return _IMAGE_RUN.sub(collapse, text), unclosed


def without_end_tokens(text):
    """A turn's text without the tokens that end it, and the newline that a chat template puts behind them."""
    while True:
        trimmed = text.rstrip(JS_BLANK)
        token = next((token for token in _END_TOKENS if trimmed.endswith(token)), None)
        if token is None:
            return text
        text = trimmed[: -len(token)]


def is_error_reply(text):
    """True for a tool's error text; its start is enough."""
    start = text[:300]
    return _ERROR_REPLY.match(start) is not None or "ZOOM IN ARGUMENTS ARE INVALID" in start


def split_turns(text):
    """(turns, suspect): the turns of a response, exact where chat tokens were kept; suspect `user` lines are counted."""
    if _START in text:
        return _split_chat(text), 0
    splitter = _PlainSplitter(text)
    return splitter.split(), splitter.suspect


def _split_chat(text):
    pieces = text.split(_START)
    turns = []
    before = Turn("model", pieces[0], trim=True)
    if before.text.strip(JS_BLANK) or pieces[0]:
        turns.append(before)
    for piece in pieces[1:]:
        head = piece[:21]
        line_end = head.find("\n")
        role = head[:line_end].strip(JS_BLANK) if line_end != -1 else ""
        turn = Turn("user", piece[line_end + 1 :], trim=True)
        turn.role = _chat_role(role, turn, turns[-1] if turns else None)
        turns.append(turn)
    return turns


def _chat_role(role, turn, before):
    if role == "assistant":
        return "model"
    if role in ("tool", "observation", "function"):
        return "tool"
    if any(name == "tool_response" and not is_close for _, _, name, is_close in turn.tags):
        return "tool"
    return "tool" if before is not None and before.role == "model" and _CALLS.search(before.text) else "user"


def _line_end(text, at):
    """Behind the LF or CRLF at a position; the position itself where there is none."""
    if at == NOWHERE:
        return at
    if text.startswith("\n", at):
        return at + 1
    return at + 2 if text.startswith("\r\n", at) else at


def _skip_blank(text, at):
    if at == NOWHERE:
        return at
    while at < len(text) and ord(text[at]) <= 32:
        at += 1
    return at


def _opens_reply(text, at):
    start = _skip_blank(text, at)
    if start == NOWHERE:
        return False
    return text.startswith("<tool_response>", start) or is_error_reply(text[start : start + 64])


class _PlainSplitter:
    """Cuts a response whose chat tokens were dropped when it was decoded; src/core/rollout/splitPlainTurns.ts says how."""

    def __init__(self, text):
        self.text = text
        self.has_returns = "\r\n" in text
        self.turns = []
        self.suspect = 0
        self.role = "model"
        self.start = 0
        self.opened_by = "assistant"
        self.calls_closed_to = 0
        self.hits = {}

    def split(self):
        if "\n" not in self.text:
            self._push(len(self.text))
            return self.turns
        at = 0
        while at != NOWHERE:
            at = self._leave_tool() if self.role == "tool" else self._leave_text(at)
        return self.turns

    def _find(self, pattern, start):
        """Remembers the hit, and that there is none: a hostile text is not read again for each of its lines."""
        since, hit = self.hits.get(pattern, (0, -1))
        if start < since or start > hit:
            found = self.text.find(pattern, max(0, start)) if start != NOWHERE else -1
            hit = NOWHERE if found == -1 else found
            self.hits[pattern] = (start, hit)
        return hit

    def _line(self, word, start, behind=""):
        plain = self._find(word + "\n" + behind, start)
        return min(plain, self._find(word + "\r\n" + behind, start)) if self.has_returns else plain

    def _leave_text(self, start):
        word, at, after = self._next_line(start)
        assistant = NOWHERE if self.role == "model" else self._line("\nassistant", max(0, self.start - 1))
        if assistant < at:
            return self._enter_model(assistant)
        if at == NOWHERE:
            return self._finish()
        if _opens_reply(self.text, after):
            return self._enter("tool", at, after, word)
        if _skip_blank(self.text, after) == len(self.text):
            return self._finish()
        if word == "tool":
            return self._enter("tool", at, after, word)
        if self._is_inside_call(at):
            self.suspect += 1
            return after - 1
        role = "user" if self._is_answered(after) else "unsure"
        if role == "unsure":
            self.suspect += 1
        return self._enter(role, at, after, word)

    def _leave_tool(self):
        tagged = self._end_of_replies()
        if tagged == NOWHERE:
            return self._finish()
        glued = tagged + len("assistant")
        if self.text.startswith("assistant", tagged) and _line_end(self.text, glued) > glued:
            return self._enter("model", tagged, _line_end(self.text, glued))
        assistant = self._line("\nassistant", tagged)
        word, at, after = self._next_line(tagged)
        if assistant <= at:
            return self._finish() if assistant == NOWHERE else self._enter_model(assistant)
        if word == "tool":
            return self._enter("tool", at, after, word)
        end = at if tagged == self.start else tagged
        return self._enter("unsure", end, end)

    def _end_of_replies(self):
        end = self.start
        while True:
            opened = _skip_blank(self.text, end)
            if not self.text.startswith("<tool_response>", opened):
                return end
            close = self._find("</tool_response>", opened)
            if close == NOWHERE:
                return NOWHERE
            end = close + len("</tool_response>")

    def _next_line(self, start):
        user = self._next_user_line(start)
        in_replies = self.role == "tool" and self.opened_by == "tool"
        return self._next_tool_line(start, user[1], in_replies) or user

    def _next_user_line(self, start):
        alone = self._line("\nuser", start)
        glued = self._line(">user", start)
        while glued < alone:
            at = glued + 1
            if self.text.endswith("</tool_call>", 0, at):
                return "user", at, _line_end(self.text, at + len("user"))
            glued = self._line(">user", glued + 1)
        return "user", alone, _line_end(self.text, alone + len("\nuser"))

    def _next_tool_line(self, start, before, in_replies):
        found = self._line("tool", start)
        while found < before:
            is_glued = self.text.endswith("</tool_call>", 0, found)
            at = found if is_glued else found - 1
            if at >= start and at < before and (is_glued or self.text[at] == "\n"):
                after = _line_end(self.text, found + len("tool"))
                if self._opens_tool(at, after, in_replies):
                    return "tool", at, after
            found = self._line("tool", found + 1)
        return None

    def _opens_tool(self, at, after, in_replies):
        if in_replies or self._follows_call(at) or _opens_reply(self.text, after):
            return True
        if self._find("</tool_call>", self.start) >= at:
            return False
        assistant = self._line("\nassistant", after - 1)
        return assistant < self._line("\nuser", after - 1) and assistant < self._find("<tool_call>", after)

    def _follows_call(self, at):
        end = at
        while end > 0 and ord(self.text[end - 1]) <= 32:
            end -= 1
        return self.text.endswith("</tool_call>", 0, end)

    def _is_inside_call(self, at):
        while True:
            opened = self._find("<tool_call>", self.calls_closed_to)
            if opened >= at:
                return False
            close = self._find("</tool_call>", opened)
            if close > at:
                reply = min(self._line("\nuser", at, "<tool_response>"), self._line("\ntool", at, "<tool_response>"))
                return close != NOWHERE and close < reply
            self.calls_closed_to = close + len("</tool_call>")

    def _is_answered(self, after):
        assistant = self._line("\nassistant", after - 1)
        return assistant < self._next_user_line(after - 1)[1] and assistant < self._find("<tool_call>", after)

    def _enter_model(self, at):
        return self._enter("model", at, _line_end(self.text, at + len("\nassistant")))

    def _enter(self, role, end, start, opened_by=None):
        self._push(end)
        self.role = role
        self.start = start
        self.calls_closed_to = start
        if opened_by is not None:
            self.opened_by = opened_by
        return max(0, start - 1)

    def _finish(self):
        self._push(len(self.text))
        return NOWHERE

    def _push(self, end):
        last = end - 1 if end > 0 and self.text.startswith("\r\n", end - 1) else end
        text = self.text[self.start : max(self.start, last)]
        if self.role == "model" or text.strip(JS_BLANK):
            self.turns.append(Turn(self.role, text))


def last_answer(text):
    """The text inside the last `<answer>…</answer>` behind the last `</think>`, or None."""
    close = text.rfind("</answer>")
    if close == -1:
        return None
    opened = text.rfind("<answer>", 0, close + len("<answer>"))
    if opened == -1 or "</think>" in text[opened:]:
        return None
    return text[opened + len("<answer>") : close].strip(JS_BLANK)


def answer_of(turns):
    """The last answer that no reasoning follows; never looked for in a tool's reply, which can quote anything."""
    for turn in reversed(turns):
        if turn.is_models:
            answer = last_answer(turn.text)
            if answer is not None or "</think>" in turn.text:
                return answer
    return None

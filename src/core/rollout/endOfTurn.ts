/** Tokens that a dump keeps which was decoded with its special tokens. */
const endTokens = ["<|im_end|>", "<|endoftext|>"];
const space = " ".charCodeAt(0);
const newline = "\n".charCodeAt(0);
const closingBracket = ">".charCodeAt(0);
const firstBeyondAscii = 0x80;

/**
 * Where a text ends without the tokens that end a turn, and the newline that a chat template puts behind them: they are
 * the template's, and no text of the model. Positions in `text`; what lies between `start` and `last` is looked at.
 */
export function endOfTurn(text: string, start: number, last: number): number {
  let end = last;
  for (;;) {
    const trimmed = trimmedEnd(text, start, end);
    // Both tokens end in it, and few texts do.
    if (text.charCodeAt(trimmed - 1) !== closingBracket) return end;
    const token = endTokens.find(candidate => text.endsWith(candidate, trimmed));
    if (token === undefined || trimmed - token.length < start) return end;
    end = trimmed - token.length;
  }
}

/** Where the text between two positions ends without the white space at its end. */
function trimmedEnd(text: string, start: number, last: number): number {
  let end = last;
  for (; end > start; end--) {
    const code = text.charCodeAt(end - 1);
    if (code === space || code === newline) continue;
    if (code > space && code < firstBeyondAscii) break;
    return start + text.slice(start, end).trimEnd().length;
  }
  return end;
}

/** A sequence that has not ended after so many characters is none: its text must not vanish for good. */
const longestSequence = 4096;

/** Every control character but tab, backspace and those of line ends. */
const otherControl = /[^\P{Cc}\b\t\n\r]/u;

/** Of `ESC [ … x`: colours, and what progress bars move the cursor by, inside of what is shown. */
const harmlessFinals = new Set("mKABCDG");
const harmlessParameters = /^[0-9;:]*$/;

const escape = "\u001b";
const bell = "\u0007";
/** `ESC ] P X ^ _` begin a string that a terminal takes as an order: titles, the clipboard, key definitions, replies. */
const orderIntroducers = new Set("]PX^_");
/** The same introducers and `[` as one character (C1). */
const singleIntroducers: Readonly<Record<string, string>> = {
  "\u0090": "P",
  "\u0098": "X",
  "\u009b": "[",
  "\u009d": "]",
  "\u009e": "^",
  "\u009f": "_",
};

/**
 * Makes what a host printed fit for a terminal: line ends become CR LF, colours and the movements of progress bars stay,
 * every other control character or sequence goes, be it cut by the end of a piece. Orders to a terminal (setting the
 * title, writing the clipboard, asking for a reply that would come in as typed) never reach it.
 */
export class TerminalText {
  /** A sequence that has begun and not ended, from its first character on. */
  private pending = "";
  private endsWithReturn = false;

  push(text: string): string {
    let shown = "";
    let rest = this.pending + text;
    this.pending = "";
    while (rest !== "") {
      const start = rest.search(otherControl);
      shown += this.withLineEnds(start < 0 ? rest : rest.slice(0, start));
      if (start < 0) break;
      rest = rest.slice(start);
      const sequence = sequenceAt(rest.slice(0, longestSequence));
      if (sequence === null && rest.length < longestSequence) {
        this.pending = rest;
        break;
      }
      shown += sequence?.shown ?? "";
      // What never ends loses its introducer only.
      rest = rest.slice(sequence?.length ?? 1);
    }
    return shown;
  }

  private withLineEnds(text: string): string {
    if (text === "") return "";
    const wasReturn = this.endsWithReturn;
    this.endsWithReturn = text.endsWith("\r");
    return text.replace(/\n/g, (_, at: number) => ((at === 0 ? wasReturn : text[at - 1] === "\r") ? "\n" : "\r\n"));
  }
}

interface Sequence {
  /** Of what it takes of the text, at least 1. */
  readonly length: number;
  /** What a terminal is given in its place. */
  readonly shown: string;
}

const dropped = (length: number): Sequence => ({ length, shown: "" });

/** The control character or sequence that a text begins with; null when the text ends before it does. */
function sequenceAt(text: string): Sequence | null {
  const single = singleIntroducers[text.charAt(0)];
  if (!text.startsWith(escape) && single === undefined) return dropped(1);
  const introducer = single ?? text.charAt(1);
  const body = single === undefined ? 2 : 1;
  if (introducer === "") return null;
  if (introducer === "[") return controlSequence(text, body);
  if (orderIntroducers.has(introducer)) return orderAt(text, body);
  return shortSequence(text);
}

/** `ESC [ parameters final`. A character that cannot stand in it ends it and is read on its own. */
function controlSequence(text: string, body: number): Sequence | null {
  const parameters = /^[ -?]*/.exec(text.slice(body))?.[0] ?? "";
  const end = body + parameters.length;
  if (end >= text.length) return null;
  const final = text.charAt(end);
  if (final < "@" || final > "~") return dropped(end);
  const isHarmless = harmlessFinals.has(final) && harmlessParameters.test(parameters);
  return { length: end + 1, shown: isHarmless ? `${escape}[${parameters}${final}` : "" };
}

/** A string up to BEL or ESC \; a line end ends it as well, so that it cannot hide the lines that follow. */
function orderAt(text: string, body: number): Sequence | null {
  for (let at = body; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" || character === "\r") return dropped(at);
    if (character === bell || character === "\u009c") return dropped(at + 1);
    if (character !== escape) continue;
    if (at + 1 >= text.length) return null;
    return dropped(text.charAt(at + 1) === "\\" ? at + 2 : at);
  }
  return null;
}

/** `ESC x`, and with characters between: `ESC ( B`. */
function shortSequence(text: string): Sequence | null {
  const between = /^[ -/]*/.exec(text.slice(1))?.[0] ?? "";
  const end = 1 + between.length;
  if (end >= text.length) return null;
  const final = text.charAt(end);
  return dropped(final >= "0" && final <= "~" ? end + 1 : end);
}

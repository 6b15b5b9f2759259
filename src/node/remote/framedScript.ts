import { randomBytes } from "node:crypto";
import { shellWord } from "../../core/launch/shellWord.js";

/** The marks of one request; random, so that no output can hold them. */
export interface Frame {
  /** On both outputs, before the script's own. */
  readonly begin: string;
  /** On both, after it; on the standard output followed by the code and a newline. */
  readonly end: string;
}

/** ASCII's record separator. What may begin a mark is held back: no text ends in this, where it may end in any digit. */
const separator = "\u001e";

/** New marks. */
export function newFrame(): Frame {
  const mark = `${separator}${randomBytes(12).toString("hex")}`;
  return { begin: `${mark}B\n`, end: `${mark}E` };
}

/**
 * A script between its marks. It is one word for `eval`: half of it is never run, and a mistake in its grammar ends the
 * subshell and not the channel.
 *
 * @param input whether the script reads the rest of our standard input. Then the shell must have read no more than the
 *   script, since dash reads ahead: nothing may be sent before `begin` is seen.
 */
export function framedScript(frame: Frame, script: string, input: "none" | "rest"): string {
  const begin = frame.begin.trimEnd();
  const lines = [
    `printf '%s\\n' ${begin}`,
    `printf '%s\\n' ${begin} >&2`,
    `( eval ${shellWord(script)} )${input === "none" ? " </dev/null" : ""}`,
    `loupe_code=$?`,
    `printf '%s' ${frame.end} >&2`,
    `printf '%s%s\\n' ${frame.end} "$loupe_code"`,
  ];
  return input === "none" ? `${lines.join("\n")}\n` : `{\n${lines.join("\n")}\nexit 0\n}\n`;
}

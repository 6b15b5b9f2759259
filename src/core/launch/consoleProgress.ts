import { progressOfRows, progressRow, type ProgressRow } from "./progressRow.js";
import type { StepProgress } from "./stepProgress.js";

/** Colours that Ray puts around the lines of its workers. */
const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const stepLine = /(?:^|\s)step:(\d{1,9})(?: - |$)(.*)$/;

function readLine(line: string): ProgressRow | null {
  const [, step, rest] = stepLine.exec(line) ?? [];
  if (step === undefined || rest === undefined) return null;
  const values = new Map<string, string>();
  for (const pair of rest.split(" - ")) {
    const colon = pair.lastIndexOf(":");
    if (colon > 0) values.set(pair.slice(0, colon).trim(), pair.slice(colon + 1).trim());
  }
  return progressRow(Number(step), name => values.get(name));
}

/**
 * How far a training is by the end of its log: verl's `step:12 - critic/score/mean:0.53 - …` lines, with whatever Ray
 * puts before them (formats.md 1.6). A last line without its end is being written: a number in it may be cut, so it waits.
 */
export function consoleProgress(text: string): StepProgress | null {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.replaceAll(colour, "").split(/\r?\n|\r/);
  return progressOfRows(lines.flatMap(line => readLine(line) ?? []));
}

import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "easyr1-generations",
  prompt: "prompt",
  response: "output",
  score: "score",
  step: null,
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: null,
  readResponse: logged => (typeof logged === "string" ? { kind: "text", text: logged } : null),
};

const marks = { prompt: "[prompt] ", output: "\n[output] ", truth: "\n[ground_truth] ", score: "\n[score] " } as const;

const isRepeated = (text: string, mark: string): boolean => text.indexOf(mark) !== text.lastIndexOf(mark);

/**
 * A block's texts. They are not escaped, and a model may print the marks itself: the prompt ends at the first `[output]`, the
 * output at the last `[ground_truth]` before the last `[score]`, and such a row says that its marks are `repeated_marks`.
 */
function readBlock(block: string): Readonly<Record<string, unknown>> {
  const text = block.trimEnd();
  const begins = text.startsWith(marks.prompt);
  const output = text.indexOf(marks.output);
  const score = text.lastIndexOf(marks.score);
  const end = score > output ? score : text.length;
  const truth = text.lastIndexOf(marks.truth, end - 1);
  const outputEnd = truth > output ? truth : end;
  const repeated = Object.values(marks).filter(mark => isRepeated(text, mark === marks.prompt ? `\n${mark}` : mark));
  const isDoubtful = repeated.length > 0 || (begins && text.includes(`\n${marks.prompt}`));
  return {
    ...(begins ? { prompt: text.slice(marks.prompt.length, output === -1 ? outputEnd : output) } : {}),
    ...(output === -1 ? {} : { output: text.slice(output + marks.output.length, outputEnd) }),
    ...(truth > output ? { ground_truth: text.slice(truth + marks.truth.length, end) } : {}),
    ...(score > output ? { score: text.slice(score + marks.score.length) } : {}),
    ...(isDoubtful ? { repeated_marks: true } : {}),
  };
}

function readUnit(unit: unknown, columns: Parameters<DumpFormat["readUnit"]>[1]): readonly RowRead[] {
  if (typeof unit !== "string") return [{ kind: "malformed", reason: { code: "not-an-object" } }];
  return [rolloutRow(readBlock(unit), shape, columns)];
}

/**
 * EasyR1's `generations.log`: validation samples as blocks of plain text, `[prompt] …`, `[output] …`, `[ground_truth] …`,
 * `[score] …` and an empty line, without steps, not escaped, emptied at each start (formats.md 4; EasyR1 utils/logger).
 */
export const easyr1Generations: DumpFormat = {
  id: "easyr1-generations",
  rows: "predictions",
  unit: "block",
  growth: "appended",
  conventions: trainerConventions.answerAlone,
  losses: ["no-steps", "loose-texts", "no-images"],
  scan: null,
  detect: first => typeof first === "string" && first.startsWith(marks.prompt),
  readUnit,
};

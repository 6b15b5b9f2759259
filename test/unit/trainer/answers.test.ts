import { describe, expect, it } from "vitest";
import type { AnswerOption } from "../../../src/core/evaluation/answerOption.js";
import { parseChoice } from "../../../src/core/evaluation/parseChoice.js";
import { parseInteger } from "../../../src/core/evaluation/parseInteger.js";
import { Dice } from "./randomCases.js";
import { callTrainer } from "./trainer.js";

const lettered = (...texts: readonly string[]): readonly AnswerOption[] =>
  texts.map((text, at) => ({ label: "ABCD"[at] ?? "", text }));

const sets: readonly (readonly AnswerOption[])[] = [
  [],
  lettered("Running", "Sitting", "Jumping", "Standing"),
  lettered("Yes, they are the same character.", "No, they are different characters."),
  lettered("Character A", "Character B"),
  lettered("The character marked A is closer.", "The character marked B is closer."),
  lettered("2, 1, 3", "3, 1, 2"),
  lettered("a dog", "the answer is a dog", "“two”"),
];

/** What answers are made of: letters, marks, words that lead, join, deny and hedge, numbers of all forms. */
const pieces =
  `A|B|C|D|I|a|b|(A)|(b)|[C]|A.|B:|C)|D,|B -|Ｂ|В|**|*|__|\`|$|\\boxed{|}|\\text{B}|"|'|“|”|。|,|;|/|&|.|\n|\t|\u00a0|the|The|correct|answer is|
option|Option|so|final|Answer:|or|and|not|rather than|because|since|is wrong|isn't|Actually|I think|Running|sitting|Standing|jumping|Yes|no|No,|yes,|they|are|same|
different|character|marked|place|closer|The character marked B is closer|wait|maybe|has a beard|evidence|look|not the same|characters|doubt|idea|don't|3|12|1,000|3.5|5k|1e3|3rd|5 %|3²|½|−4|+2|two|twenty|one|-one|hundred|thousand|dozen|a hundred|half|minus|about|at least|of|
a|man|dog|2, 1, 3|😀|é|ſ|K`
    .split("|")
    .map(piece => (piece.startsWith("\n") && piece.length > 1 ? piece.slice(1) : piece));

const made = (dice: Dice): string =>
  Array.from({ length: 1 + dice.below(7) }, () => dice.one(pieces)).join(dice.chance(0.7) ? " " : "");

describe("an answer is read by the trainer's Python as by the core", () => {
  it("whatever option it names, or does not", () => {
    const dice = new Dice(20_261_123);
    const cases = Array.from({ length: 12_000 }, () => ({ answer: made(dice), options: dice.one(sets) }));
    const args = cases.map(({ answer, options }) => [answer, options.map(({ label, text }) => [label, text])]);
    const given = callTrainer(args.map(one => ({ module: "zoom_answers", function: "parse_choice", args: one })));
    const wanted = cases.map(({ answer, options }) => parseChoice(answer, options));
    const differing = cases.filter((_, at) => given[at] !== wanted[at]);
    expect(differing.map(one => ({ ...one, given: given[cases.indexOf(one)] }))).toEqual([]);
    expect(wanted.filter(label => label !== null).length).toBeGreaterThan(500);
  });

  it("whatever integer it gives, or does not", () => {
    const dice = new Dice(20_261_124);
    const answers = Array.from({ length: 12_000 }, () => made(dice));
    const given = callTrainer(
      answers.map(answer => ({ module: "zoom_numbers", function: "parse_integer", args: [answer] })),
    );
    const wanted = answers.map(parseInteger);
    expect(answers.filter((_, at) => given[at] !== wanted[at])).toEqual([]);
    expect(wanted.filter(count => count !== null).length).toBeGreaterThan(500);
  });
});

import { describe, expect, it } from "vitest";
import { cropBy } from "../../../src/core/page/cropBy.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { scaleBox } from "../../../src/core/page/scaleBox.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { factsOfOutput } from "../../../src/core/reward/factsOfOutput.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { Dice, randomQuestion, randomRules, type RandomQuestion } from "./randomCases.js";
import { rewardResultSchema, scoreCases } from "./trainer.js";

const makeFolder = temporaryFolder();

interface HonestRollout {
  readonly text: string;
  readonly turns: number;
  /** What the tool would hand over. */
  readonly records: unknown;
}

/** A rollout as the loop and our tool write it: each reply says what the tool's rule made of the box. */
function honestRollout(dice: Dice, { size: [width, height] }: RandomQuestion): HonestRollout {
  const page = { width, height };
  const seen = smartResize(page, defaultResizeLimits);
  if (seen.kind !== "resized") throw new Error("no such page");
  const zooms: unknown[] = [];
  const said = Array.from({ length: dice.below(5) }, () => {
    const side = (length: number) => dice.below(length + 40) - 20;
    const box = [side(width), side(height), side(width), side(height)] as const;
    const outcome = cropBy("verl", box, seen.size);
    const isExecuted = outcome.kind === "executed";
    const executed = isExecuted ? scaleBox(outcome.box, seen.size, page) : null;
    zooms.push({
      requested: box,
      page: scaleBox(box, seen.size, page),
      executed,
      refused_by: isExecuted ? null : outcome.by,
    });
    const reply = isExecuted
      ? `This is the part [${outcome.box.join(", ")}] of the page.`
      : `Error: the call was refused (${outcome.by}).`;
    const call = JSON.stringify({ name: "image_zoom_in_tool", arguments: { bbox_2d: box } });
    return `<think>a</think>\n<tool_call>\n${call}\n</tool_call>\nuser\n<tool_response>\n${reply}\n</tool_response>\nassistant\n`;
  });
  const text = `${said.join("")}<think>b</think><answer>${dice.one(["A", "B", "3", "the hero"])}</answer>`;
  return { text, turns: zooms.length, records: JSON.stringify({ page: [width, height], zooms }) };
}

describe("an honest rollout", () => {
  it("gets the reward that the reader computes from its dump, by records and by rule", () => {
    const dice = new Dice(77);
    const rules = randomRules(dice, 60);
    const questions = Array.from({ length: 80 }, (_, index) => randomQuestion(dice, index)).filter(
      ({ info, targets }) => info["width"] !== undefined && targets !== null,
    );
    const made = Array.from({ length: 3000 }, () => {
      const [r, q] = [dice.below(rules.length), dice.below(questions.length)];
      const question = dice.one(questions.slice(q, q + 1));
      const rollout = honestRollout(dice, question);
      const turns = { num_turns: 2 * rollout.turns + 2 };
      const info = dice.chance(0.5) ? turns : { ...turns, loupe_zooms: rollout.records };
      return { r, q, text: rollout.text, truth: dice.one(["A", "B", "3"]), info, question };
    });
    const phases = rules.map(rule => ({ rule, strategyHash: strategyHash(rule) }));
    const given = scoreCases({ phases, questions: questions.map(({ info }) => info) }, made, makeFolder());
    let compared = 0;
    made.forEach(({ r, text, truth, question }, index) => {
      const record = { ...question.info, answer: truth };
      const facts = factsOfOutput({ output: text, question: record, space: "model", verdict: { kind: "absent" } });
      const rule = rules[r];
      if (facts === null || rule === undefined) throw new Error("no such case");
      const { total } = scoreRollout(facts, rule);
      const { score, crops } = rewardResultSchema.parse(given[index]);
      expect(crops, text).toBe(facts.calls.filter(({ isExecuted }) => isExecuted).length);
      if (total === null) return;
      compared++;
      expect(score, JSON.stringify({ text, rule, info: question.info, truth })).toBeCloseTo(total, 9);
    });
    expect(compared).toBeGreaterThan(1500);
  });
});

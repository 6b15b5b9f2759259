import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { RewardScore } from "../../../src/core/reward/rewardScore.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import { normalisedResponse } from "../../../src/core/rollout/normalisedResponse.js";
import { type RewardLine, rewardLineSchema } from "../../../src/core/rollout/rewardLine.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { expectedScore, type ExpectedScore } from "./expectedScore.js";
import { Dice, randomCase, randomQuestion, randomRules } from "./randomCases.js";
import { type ScoreCase, scoreCases } from "./trainer.js";

const makeFolder = temporaryFolder();

/** Issue 4: as many random cases in one test. */
const caseCount = 100_000;

const resultSchema = z.object({ score: z.number(), zooms: z.number(), crops: z.number(), problem: z.string() });

/** The lines that one process wrote, in order. */
function linesIn(folder: string): readonly RewardLine[] {
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  const text = readFileSync(join(folder, files[0] ?? ""), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map(line => rewardLineSchema.parse(JSON.parse(line)));
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

const names = {
  format: "format",
  accuracy: "accuracy",
  tool_count: "toolCount",
  tool_accuracy: "toolAccuracy",
} as const;

function differs(parts: RewardLine["parts"], components: RewardScore["components"]): boolean {
  return (["format", "accuracy", "tool_count", "tool_accuracy"] as const).some(name => {
    const [given, wanted] = [parts[name], components[names[name]]];
    return given === null || wanted === null ? given !== wanted : !isNear(given, wanted);
  });
}

/** What is not the same in Python; null: nothing. */
function difference(
  scoreCase: ScoreCase,
  wanted: ExpectedScore,
  given: z.infer<typeof resultSchema>,
  line: RewardLine,
): unknown {
  const hash = createHash("sha256").update(normalisedResponse(scoreCase.text)).digest("hex");
  const isSame =
    !differs(line.parts, wanted.components) &&
    (wanted.total === null ? / no-|^no-/.test(given.problem) : isNear(wanted.total, given.score)) &&
    given.score === line.score &&
    given.zooms === wanted.zooms &&
    given.crops === wanted.crops &&
    line.calls.filter(({ executed }) => executed !== null).length === wanted.crops &&
    line.sha256 === hash;
  return isSame ? null : { scoreCase, wanted, given, parts: line.parts, calls: line.calls };
}

describe("the reward function in Python", () => {
  it(
    `gives the numbers of the reader's core for ${caseCount} random responses, rules and questions`,
    { timeout: 900_000 },
    () => {
      const dice = new Dice(20_261_122);
      const rules = randomRules(dice, 400);
      const questions = Array.from({ length: 600 }, (_, index) => randomQuestion(dice, index));
      const cases = Array.from({ length: caseCount }, () => randomCase(dice, rules.length, questions));
      const folder = makeFolder();
      const phases = rules.map(rule => ({ rule, strategyHash: strategyHash(rule) }));
      const given = scoreCases({ phases, questions: questions.map(({ info }) => info) }, cases, folder);
      const lines = linesIn(folder);
      expect(given).toHaveLength(caseCount);
      expect(lines).toHaveLength(caseCount);
      const seen = { crops: 0, totals: 0, strict: 0 };
      const differences: unknown[] = [];
      cases.forEach((scoreCase, index) => {
        const [rule, question, line] = [rules[scoreCase.r], questions[scoreCase.q], lines[index]];
        if (rule === undefined || question === undefined || line === undefined) throw new Error("no such case");
        const wanted = expectedScore(scoreCase, question.info, rule);
        const found = difference(scoreCase, wanted, resultSchema.parse(given[index]), line);
        if (found !== null) differences.push(found);
        seen.crops += wanted.crops;
        if (wanted.total !== null) seen.totals++;
        if (wanted.isWellFormed.strict) seen.strict++;
      });
      expect(differences.slice(0, 3)).toEqual([]);
      // The cases are not all of one kind.
      expect(seen.crops).toBeGreaterThan(caseCount / 5);
      expect(seen.totals).toBeGreaterThan(caseCount / 2);
      expect(seen.strict).toBeGreaterThan(caseCount / 10);
    },
  );
});

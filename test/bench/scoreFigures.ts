import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Question } from "../../src/core/dataset/question.js";
import { correctness } from "../../src/core/evaluation/correctness.js";
import type { Box } from "../../src/core/page/box.js";
import { defaultResizeLimits } from "../../src/core/page/resizeLimits.js";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import type { RewardFacts } from "../../src/core/reward/rewardFacts.js";
import { rowFactsOf } from "../../src/core/reward/rowFactsOf.js";
import { rulesOf } from "../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../src/core/reward/scoreRollout.js";
import type { RewardRule } from "../../src/core/reward/strategy.js";
import { callConventions } from "../../src/core/rollout/callConventions.js";
import { verlRollouts } from "../../src/core/rollout/formats/verlRollouts.js";
import { parseTolerant } from "../../src/core/rollout/parseTolerant.js";
import { placeCalls } from "../../src/core/rollout/placeCalls.js";
import { trajectoryOf } from "../../src/core/rollout/trajectoryOf.js";
import { atMost, median, type Figure } from "./figure.js";

const page = { width: 2500, height: 3300 };
/** The first ones are for the engine to compile what is measured. */
const warmRounds = 30;
const rounds = 9;
/** Scoring a rollout takes less than the clock tells apart: it is done so often at once. */
const repeats = 20;

/** One to four targets, by row. */
function questionOf(row: number): Question {
  const target = (index: number): Box => {
    const [x, y] = [(index * 570 + row * 13) % 1700, (index * 790 + row * 29) % 2400];
    return [x, y, x + 500, y + 600];
  };
  return {
    id: `q${String(row)}`,
    taskKind: null,
    image: null,
    ...page,
    prompt: null,
    question: null,
    options: [],
    answer: null,
    targets: Array.from({ length: 1 + (row % 4) }, (_, index) => ({ box: target(index), role: null })),
    marks: [],
    expectedZooms: null,
  };
}

function factsOf(line: string, row: number): RewardFacts {
  const parsed = parseTolerant(line);
  const [read] = parsed.ok ? verlRollouts.readUnit(parsed.value) : [];
  if (read?.kind !== "rollout") throw new Error(`row ${String(row)} is no rollout`);
  const { rollout } = read;
  const trajectory = trajectoryOf(rollout);
  const question = questionOf(row);
  const placed = placeCalls(trajectory, {
    page,
    space: { space: "page", reason: { code: "configured" } },
    limits: defaultResizeLimits,
    conventions: callConventions(rollout.format),
    format: rollout.format,
    targets: question.targets?.map(({ box }) => box) ?? null,
  });
  const { outcome } = correctness(rollout, trajectory, question);
  return rowFactsOf({ rollout, trajectory, question, pageSize: page, placed, outcome });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The dearest strategy, rollout after rollout, over `JSON.parse` of the lines. */
export function scoreFigures(dump: string): readonly Figure[] {
  const lines = readFileSync(join(dump, "1.jsonl"), "utf8").trimEnd().split("\n");
  const facts = lines.map(factsOf);
  const rules = builtInStrategies.flatMap(rulesOf);
  const scoring = (rule: RewardRule): number => {
    const all = timed(() => {
      for (let again = 0; again < repeats; again++) for (const one of facts) scoreRollout(one, rule, { callRate: 0.5 });
    });
    return all / repeats;
  };
  const parsing: number[] = [];
  const times = rules.map((): number[] => []);
  for (let round = 0; round < warmRounds + rounds; round++) {
    parsing.push(
      timed(() => {
        for (const line of lines) JSON.parse(line);
      }),
    );
    rules.forEach((rule, index) => times[index]?.push(scoring(rule)));
  }
  const [dearest = []] = times.map(one => one.slice(warmRounds)).sort((a, b) => median(b) - median(a));
  const floor = parsing.slice(warmRounds);
  const name = "scoring a parsed rollout under one strategy, the dearest, of JSON.parse of its line";
  const ratios = dearest.map((ms, round) => ms / (floor[round] ?? NaN));
  return [atMost(name, 0.05, ratios, Math.min(...dearest) / Math.min(...floor))];
}

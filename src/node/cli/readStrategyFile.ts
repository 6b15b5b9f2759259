import { readFile } from "node:fs/promises";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import { readStrategies, type StrategyProblem } from "../../core/reward/readStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { ExpectedError } from "./expectedError.js";

/** The strategies of a file: a list of them, one alone, or a loupe.json with `strategies`. Throws on the first problem. */
export async function readStrategyFile(path: string): Promise<readonly Strategy[]> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${path}: no such file`);
  const parsed = parseTolerant(text.replace(/^\uFEFF/, ""));
  if (!parsed.ok) throw new ExpectedError(`${path}: no JSON from character ${parsed.at + 1} on`);
  const { strategies, problems } = readStrategies(listOf(parsed.value));
  const [first] = problems;
  if (first !== undefined) throw new ExpectedError(`${path}: ${first.key}: ${strategySentence(first.code)}`);
  return strategies;
}

function listOf(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  if ("strategies" in value) return value["strategies"];
  return "segments" in value ? [value] : value;
}

/** What is wrong with a written strategy; its place is said before it. */
export function strategySentence(code: StrategyProblem["code"]): string {
  switch (code) {
    case "not-a-list":
      return "strategies are a list";
    case "unknown-key":
      return "there is no such key";
    case "invalid":
      return "not a value that is taken here";
    case "smooth-schedule":
      return "a weight is a number: a trainer's reward function knows no step, so a schedule is a list of segments";
    case "overlap":
      return "this segment begins before the one before it ends";
    case "gap":
      return "this segment begins after the one before it ends";
    case "no-steps":
      return "this segment ends before it begins";
    case "duplicate-id":
      return "a strategy before it has the same id";
  }
}

import { readFile } from "node:fs/promises";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { strategyProblem } from "../reward/strategyProblem.js";
import { ExpectedError } from "./expectedError.js";
import { reasonText } from "./reasonText.js";

/** The strategies of a file: a list of them, one alone, or a loupe.json with `strategies`. Throws on the first problem. */
export async function readStrategyFile(path: string): Promise<readonly Strategy[]> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${path}: no such file`);
  const parsed = parseTolerant(text.replace(/^\uFEFF/, ""));
  if (!parsed.ok) throw new ExpectedError(`${path}: no JSON from character ${parsed.at + 1} on`);
  const { strategies, problems } = readStrategies(listOf(parsed.value));
  const [first] = problems;
  if (first !== undefined) throw new ExpectedError(`${path}: ${reasonText(strategyProblem(first))}`);
  return strategies;
}

function listOf(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  if ("strategies" in value) return value["strategies"];
  return "segments" in value ? [value] : value;
}

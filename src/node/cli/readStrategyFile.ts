import { readFile } from "node:fs/promises";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import { parseCommented } from "../../core/dataset/parseCommented.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import { ownCodeStrategy } from "../../core/reward/ownCodeStrategy.js";
import { readOwnRewards } from "../../core/reward/ownReward.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { strategyProblem } from "../reward/strategyProblem.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { reasonText } from "./reasonText.js";

/**
 * The strategies of a file: a list of them, one alone, or a loupe.json with `strategies`. Every entry that is wrong is
 * named on the standard error and left out, and so is said which one takes the place of a built-in one. Throws an
 * ExpectedError where nothing can be used.
 */
export async function readStrategyFile(path: string, output: Output): Promise<readonly Strategy[]> {
  return strategiesIn(path, await jsonOf(path), output);
}

/**
 * As `readStrategyFile`, and after them the reward functions of a loupe.json as strategies of `own` code: whoever asks for
 * one can be told why it is refused.
 */
export async function readStrategiesAndCode(path: string, output: Output): Promise<readonly Strategy[]> {
  const value = await jsonOf(path);
  if (!isJsonObject(value) || !("ownRewards" in value)) return strategiesIn(path, value, output);
  const { rewards, problems } = readOwnRewards(value["ownRewards"]);
  for (const problem of problems) tell(`${path}: ${reasonText(strategyProblem(problem))}`, output);
  const rules = "strategies" in value || "segments" in value ? strategiesIn(path, value, output) : [];
  return [...rules, ...rewards.map(reward => ownCodeStrategy(reward, 0))];
}

async function jsonOf(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${path}: no such file`);
  const parsed = parseCommented(text);
  if (!parsed.ok) throw new ExpectedError(`${path}: no JSON from character ${parsed.at + 1} on`);
  return parsed.value;
}

function strategiesIn(path: string, value: unknown, output: Output): readonly Strategy[] {
  const { strategies, problems } = readStrategies(listOf(value));
  const wrong = problems.map(problem => `${path}: ${reasonText(strategyProblem(problem))}`);
  const [first, ...further] = wrong;
  if (first !== undefined && strategies.length === 0) {
    for (const line of further) tell(line, output);
    throw new ExpectedError(first);
  }
  for (const line of wrong) tell(line, output);
  for (const { id } of strategies)
    if (builtInIds.has(id)) tell(`${path}: its ${id} takes the place of the built-in strategy`, output);
  return strategies;
}

const builtInIds = new Set(builtInStrategies.map(({ id }) => id));

const tell = (line: string, output: Output) => output.err(`loupe: ${printable(line).replaceAll("\n", " ")}\n`);

function listOf(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  if ("strategies" in value) return value["strategies"];
  return "segments" in value ? [value] : value;
}

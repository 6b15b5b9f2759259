import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import {
  readMiniatureOptions,
  type MiniatureOptionsProblem,
} from "../../core/simulate/miniature/readMiniatureOptions.js";
import { strategyProblem } from "../../core/simulate/miniature/strategyProblem.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { UsageError } from "./usageError.js";

/**
 * Options of a miniature from `--set name=value`, as they were typed, and from options of their own (`seed`, `steps`),
 * which win. `given` are those that were asked for. Throws a `UsageError` that says which is wrong and what it may be.
 */
export function miniatureOptionsOf(
  pairs: readonly string[],
  named: Readonly<Record<string, unknown>>,
): { readonly options: MiniatureOptions; readonly given: Partial<MiniatureOptions> } {
  const overrides = { ...Object.fromEntries(pairs.map(nameAndValue)), ...named };
  const read = readMiniatureOptions(overrides);
  if (read.kind === "problem") throw new UsageError(problemText(read));
  const names = new Set(Object.keys(overrides).map(name => name.split(".")[0] ?? name));
  const given = Object.fromEntries(Object.entries(read.options).filter(([name]) => names.has(name)));
  return { options: read.options, given };
}

function nameAndValue(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf("=");
  if (equals < 1) throw new UsageError(`--set ${pair}: it must be name=value`);
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

function problemText({ code, values: [first = "", ...rest] }: MiniatureOptionsProblem): string {
  switch (code) {
    case "unknown-parameter":
      return `the miniature has no parameter ${first} (it has ${rest.join(", ")})`;
    case "out-of-range":
      return `${first} cannot be ${rest[0] ?? ""}: it takes ${rest[1] ?? "something else"}`;
    case "no-question":
      return `mix: none of the ${rest[0] ?? "few"} pages has a question of the kind ${first}; raise pages`;
    case "no-validation-question":
      return `mix: none of the ${first} pages of the validation has a question that it asks for; raise validationQuestions`;
  }
}

/** Why a strategy that pays by the rate of calls cannot train one rollout a question. */
export const noRateText = "it pays by how many of a question's rollouts call: responses takes 2 or more";

/** Throws a `UsageError` for a strategy that cannot train a miniature of such options. */
export function refuseForMiniature(spec: string, strategy: Strategy, options: MiniatureOptions): void {
  const problem = strategyProblem(strategy, options);
  if (problem === null) return;
  switch (problem.code) {
    case "own-code":
      throw new UsageError(
        `${spec}: the code in ${problem.values[0]}, which may ask a judge, cannot be evaluated in a miniature`,
      );
    case "uncovered":
      throw new UsageError(`${spec}: its schedule has no segment for step ${problem.values[0]}`);
    case "no-rate":
      throw new UsageError(`${spec}: ${noRateText}`);
  }
}

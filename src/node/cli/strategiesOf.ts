import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { OptionProblem } from "../../core/reward/readOption.js";
import type { PartialRewardOptions } from "../../core/reward/rewardOptions.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { parseStrategySpec, splitStrategySpecs, type SpecProblemCode } from "../../core/reward/strategySpec.js";
import { UsageError } from "./usageError.js";

/** A strategy as it was asked for. */
export interface NamedStrategy {
  readonly spec: string;
  readonly strategy: Strategy;
}

/**
 * The strategies of `--strategy A,B@key=value`, in their order, each once. `base` are options in place of the
 * recommended ones. Throws a `UsageError` that says what is wrong.
 */
export function strategiesOf(
  list: string,
  known: readonly Strategy[] = builtInStrategies,
  base: PartialRewardOptions = {},
): readonly NamedStrategy[] {
  const specs = [...new Set(splitStrategySpecs(list))];
  if (specs.length === 0) throw new UsageError("--strategy needs an ID");
  return specs.map(spec => {
    const read = parseStrategySpec(spec, known, base);
    if (read.kind === "ok") return { spec, strategy: read.strategy };
    throw new UsageError(`${spec}: ${optionSentence(read.code, read.values)}`);
  });
}

/** What is wrong with a strategy or an option that somebody typed. */
export function optionSentence(
  code: SpecProblemCode | OptionProblem["code"],
  [first = "", ...rest]: readonly string[],
): string {
  switch (code) {
    case "unknown-strategy":
      return `there is no strategy ${first} (there are ${rest.join(", ")})`;
    case "unknown-option":
      return `there is no option ${first} (there are ${rest.join(", ")})`;
    case "bad-value":
      return `${first} does not take ${rest.join(" ")}`;
    case "no-value":
      return `${first === "" ? "an option" : first} needs a value: key=value`;
    case "not-an-object":
      return "options are a JSON object";
  }
}

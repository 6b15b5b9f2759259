import { partialRewardOptionsSchema, type PartialRewardOptions } from "./rewardOptions.js";
import { optionNames, readOption, type OptionProblem } from "./readOption.js";
import type { Strategy } from "./strategy.js";

/** `unknown-strategy` [id, …known ids], `no-value` [text]; for the others see `OptionProblem`. */
export type SpecProblemCode = "unknown-strategy" | "no-value" | OptionProblem["code"];

export type SpecRead =
  | { readonly kind: "ok"; readonly strategy: Strategy }
  | { readonly kind: "problem"; readonly code: SpecProblemCode; readonly values: readonly string[] };

/**
 * A strategy from `ID` or `ID@key=value;key=value`. The keys are those of `RewardOptions`, and `seed`; see
 * `readOption` for how values are written. `base` are
 * options in place of the recommended ones: what a strategy fixes itself stays, what the spec says wins over both. The
 * id of the result is the spec, so that two readings of one strategy stay two.
 */
export function parseStrategySpec(spec: string, known: readonly Strategy[], base: PartialRewardOptions = {}): SpecRead {
  const at = spec.indexOf("@");
  const id = (at === -1 ? spec : spec.slice(0, at)).trim();
  const strategy = known.find(one => one.id === id);
  if (strategy === undefined) return problem("unknown-strategy", [id, ...known.map(one => one.id)]);
  const changed: Record<string, unknown> = {};
  for (const piece of at === -1 ? [] : spec.slice(at + 1).split(";")) {
    const found = readPiece(piece);
    if (found.kind === "problem") return found;
    changed[found.key] = found.value;
  }
  return { kind: "ok", strategy: withChanges(strategy, changed, base, spec.trim()) };
}

/**
 * Takes a list of specs apart at its commas, but for those inside a value: what does not begin like an id belongs to the
 * spec before it.
 */
export function splitStrategySpecs(text: string): readonly string[] {
  const specs: string[] = [];
  for (const piece of text.split(",")) {
    const last = specs.at(-1);
    const isPart = last?.includes("@") === true && !/^\s*(?:[a-z][a-z0-9-]*\s*(?:@|$)|$)/.test(piece);
    if (isPart) specs[specs.length - 1] = `${last},${piece}`;
    else specs.push(piece);
  }
  return specs.map(spec => spec.trim()).filter(spec => spec !== "");
}

type Piece = { readonly kind: "option"; readonly key: string; readonly value: unknown };

function readPiece(piece: string): Piece | Extract<SpecRead, { kind: "problem" }> {
  const equals = piece.indexOf("=");
  if (equals === -1) return problem("no-value", [piece.trim()]);
  const key = piece.slice(0, equals).trim();
  const written = piece.slice(equals + 1).trim();
  if (key !== "seed") return readOption(key, written, [...optionNames, "seed"]);
  const seed = /^[-+]?\d+$/.test(written) ? Number(written) : NaN;
  return Number.isSafeInteger(seed) ? { kind: "option", key, value: seed } : problem("bad-value", [key, written]);
}

function withChanges(
  strategy: Strategy,
  changed: Readonly<Record<string, unknown>>,
  base: PartialRewardOptions,
  id: string,
): Strategy {
  const { seed, ...rest } = changed;
  const options = partialRewardOptionsSchema.parse(rest);
  return {
    ...strategy,
    id,
    seed: typeof seed === "number" ? seed : strategy.seed,
    options: { ...base, ...strategy.options, ...options },
    segments: strategy.segments.map(segment => ({ ...segment, options: { ...segment.options, ...options } })),
  };
}

function problem(code: SpecProblemCode, values: readonly string[]): Extract<SpecRead, { kind: "problem" }> {
  return { kind: "problem", code, values };
}

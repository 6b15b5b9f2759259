import type * as z from "zod";
import { isJsonObject } from "../dataset/jsonObject.js";
import { type Segment, type Strategy, strategySchema } from "./strategy.js";

/**
 * What is wrong with a written strategy; `key` is the place, e.g. `strategies.0.segments.1.from`. `smooth-schedule`: a
 * weight that is no number, or a key of a ramp: a trainer's reward function knows no step, so that a schedule is a list
 * of segments, each a start of its own. `overlap`, `gap`: a segment that does not begin where the one before it ends.
 * `no-steps`: a segment that ends before it begins. `duplicate-id`: a strategy before it has the same id.
 */
export interface StrategyProblem {
  readonly code:
    "not-a-list" | "unknown-key" | "invalid" | "smooth-schedule" | "overlap" | "gap" | "no-steps" | "duplicate-id";
  readonly key: string;
}

export interface StrategiesRead {
  /** Those without a problem. */
  readonly strategies: readonly Strategy[];
  readonly problems: readonly StrategyProblem[];
}

/** Reads a list of strategies as somebody wrote it; a bad one is left out and does not cost the others. Never throws. */
export function readStrategies(written: unknown, key = "strategies"): StrategiesRead {
  if (!Array.isArray(written)) return { strategies: [], problems: [{ code: "not-a-list", key }] };
  const strategies: Strategy[] = [];
  const problems: StrategyProblem[] = [];
  written.forEach((one: unknown, index) => {
    const place = `${key}.${index}`;
    const read = readStrategy(one, place);
    if (read.kind === "problems") problems.push(...read.problems);
    else if (strategies.some(({ id }) => id === read.strategy.id))
      problems.push({ code: "duplicate-id", key: `${place}.id` });
    else strategies.push(read.strategy);
  });
  return { strategies, problems };
}

/** Reads one strategy; `place` is the key that it stands under. */
export function readStrategy(
  written: unknown,
  place: string,
):
  | { readonly kind: "strategy"; readonly strategy: Strategy }
  | { readonly kind: "problems"; readonly problems: readonly StrategyProblem[] } {
  const ramps = rampsIn(written, place);
  if (ramps.length > 0) return { kind: "problems", problems: ramps };
  const read = strategySchema.safeParse(written);
  if (!read.success) return { kind: "problems", problems: read.error.issues.flatMap(issue => ofIssue(issue, place)) };
  const problems = scheduleProblems(read.data.segments, `${place}.segments`);
  return problems.length > 0 ? { kind: "problems", problems } : { kind: "strategy", strategy: read.data };
}

const under = (place: string, path: readonly PropertyKey[]): string => [place, ...path.map(String)].join(".");

function ofIssue(issue: z.core.$ZodIssue, place: string): readonly StrategyProblem[] {
  if (issue.code !== "unrecognized_keys") return [{ code: "invalid", key: under(place, issue.path) }];
  return issue.keys.map(key => ({ code: "unknown-key", key: under(place, [...issue.path, key]) }));
}

/** Keys by which people write a weight that changes from step to step. */
const rampKey =
  /^(?:anneal|ramp|linear|cosine|exponential|decay|warm_?up|schedule|interpolat|ease|function|expression|curve)/i;

/** Every weight that is no number, and every key of a ramp, wherever they stand. */
function rampsIn(written: unknown, place: string): readonly StrategyProblem[] {
  if (Array.isArray(written)) return written.flatMap((item: unknown, index) => rampsIn(item, `${place}.${index}`));
  if (!isJsonObject(written)) return [];
  return Object.entries(written).flatMap(([name, value]) => {
    const key = `${place}.${name}`;
    const isRamp = rampKey.test(name) || (name === "weight" && isFormula(value));
    return isRamp ? [{ code: "smooth-schedule" as const, key }] : rampsIn(value, key);
  });
}

const isFormula = (weight: unknown): boolean =>
  (typeof weight === "object" && weight !== null) || (typeof weight === "string" && !Number.isFinite(Number(weight)));

function scheduleProblems(segments: readonly Segment[], place: string): readonly StrategyProblem[] {
  return segments.flatMap((segment, index) => {
    const problem = segmentProblem(segment, segments[index - 1]);
    return problem === null
      ? []
      : [{ code: problem, key: `${place}.${index}.${problem === "no-steps" ? "to" : "from"}` }];
  });
}

function segmentProblem({ from, to }: Segment, before: Segment | undefined): "no-steps" | "overlap" | "gap" | null {
  if (from !== null && to !== null && to <= from) return "no-steps";
  if (before === undefined) return null;
  if (before.to === null || from === null || from < before.to) return "overlap";
  return from > before.to ? "gap" : null;
}

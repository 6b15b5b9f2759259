import * as z from "zod";
import { ownRewardSchema, readOwnRewards } from "../reward/ownReward.js";
import { readStrategies, type StrategyProblem } from "../reward/readStrategies.js";
import { strategySchema } from "../reward/strategy.js";
import { dialectIds } from "../rollout/dialectId.js";
import { isJsonObject, type JsonObject } from "./jsonObject.js";
import { parseCommented } from "./parseCommented.js";

const column = z.string().min(1).optional();
const pixels = z.number().int().positive().optional();

const columnsSchema = z.strictObject({
  questionId: column,
  image: column,
  targets: column,
  prompt: column,
  answer: column,
  taskKind: column,
  response: column,
  score: column,
  step: column,
  group: column,
  formatReward: column,
  accuracyReward: column,
  countReward: column,
  iouReward: column,
});

const resizeSchema = z.strictObject({ minPixels: pixels, maxPixels: pixels, factor: pixels });

/** The run's `loupe.json`, every key optional. Paths are relative to the file's folder; prefixes are as rows write them. */
export const loupeConfigSchema = z.strictObject({
  /** For editors only. */
  $schema: z.string().optional(),
  /** A remark for people, shown nowhere. */
  $comment: z.string().optional(),
  datasets: z.array(z.string().min(1)).optional(),
  imageRoots: z.array(z.string().min(1)).optional(),
  pathPrefixes: z.record(z.string().min(1), z.string()).optional(),
  columns: columnsSchema.optional(),
  space: z.enum(["page", "model", "unit", "thousand"]).optional(),
  /** Whose way of calling the zoom tool the run's rollouts follow; guessed from the calls without it. */
  dialect: z.enum(dialectIds).optional(),
  resize: resizeSchema.optional(),
  /** Reward rules of the run's own, beside the built-in ones. */
  strategies: z.array(strategySchema).optional(),
  /** Reward functions of the run's own: names of code. Reading them runs nothing. */
  ownRewards: z.array(ownRewardSchema).optional(),
});

export type LoupeConfig = z.infer<typeof loupeConfigSchema>;

/** What is wrong in a loupe.json. `key` is the path of the key, e.g. `columns.image`. */
export type ConfigProblem =
  | { readonly code: "not-json"; /** UTF-16 offset. */ readonly at: number }
  | { readonly code: "not-an-object" }
  | { readonly code: "unknown-key"; readonly key: string }
  | { readonly code: "invalid"; readonly key: string }
  | { readonly code: "strategy"; readonly problem: StrategyProblem };

export interface LoupeConfigRead {
  /** Every key that could be read; the ones with a problem are left out, so that one typing error does not cost the rest. */
  readonly config: LoupeConfig;
  readonly problems: readonly ConfigProblem[];
}

function toProblems(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(key => ({ code: "unknown-key", key: [...path, key].join(".") }));
  return [{ code: "invalid", key: path.join(".") }];
}

/** A copy without the key at `path`; a bad element of a list takes the whole list with it. */
function without(value: unknown, path: readonly string[]): unknown {
  const [head, ...rest] = path;
  if (head === undefined || !isJsonObject(value) || !Object.hasOwn(value, head)) return value;
  const entries = Object.entries(value);
  if (rest.length === 0 || !isJsonObject(value[head]))
    return Object.fromEntries(entries.filter(([key]) => key !== head));
  return Object.fromEntries(entries.map(([key, item]) => [key, key === head ? without(item, rest) : item]));
}

function pathsOf(issue: z.core.$ZodIssue): readonly (readonly string[])[] {
  const path = issue.path.map(String);
  return issue.code === "unrecognized_keys" ? issue.keys.map(key => [...path, key]) : [path];
}

/** Reads the text of a loupe.json, comments and trailing commas included. Problems are values that name their keys; what is right is used. Never throws. */
export function readLoupeConfig(text: string): LoupeConfigRead {
  const parsed = parseCommented(text);
  if (!parsed.ok) return { config: {}, problems: [{ code: "not-json", at: parsed.at }] };
  if (!isJsonObject(parsed.value)) return { config: {}, problems: [{ code: "not-an-object" }] };
  const { strategies, ownRewards, ...others } = parsed.value;
  const read = withOwnRewards(readKeys(others), ownRewards);
  return strategies === undefined ? read : withStrategies(read, strategies);
}

function readKeys(written: JsonObject): LoupeConfigRead {
  const first = loupeConfigSchema.safeParse(written);
  if (first.success) return withLimitsChecked(first.data, []);
  const problems = first.error.issues.flatMap(toProblems);
  const cleaned = first.error.issues.flatMap(pathsOf).reduce<unknown>(without, written);
  const second = loupeConfigSchema.safeParse(cleaned);
  return withLimitsChecked(second.success ? second.data : {}, problems);
}

/** One bad strategy does not cost the others, which a bad element of another list does. */
function withStrategies({ config, problems }: LoupeConfigRead, written: unknown): LoupeConfigRead {
  const read = readStrategies(written);
  const found = read.problems.map(problem => ({ code: "strategy" as const, problem }));
  return { config: { ...config, strategies: [...read.strategies] }, problems: [...problems, ...found] };
}

function withOwnRewards({ config, problems }: LoupeConfigRead, written: unknown): LoupeConfigRead {
  if (written === undefined) return { config, problems };
  const read = readOwnRewards(written);
  const found = read.problems.map(problem => ({ code: "strategy" as const, problem }));
  return { config: { ...config, ownRewards: [...read.rewards] }, problems: [...problems, ...found] };
}

/** A smallest number of pixels above the largest would make every resize fail. */
function withLimitsChecked(config: LoupeConfig, problems: readonly ConfigProblem[]): LoupeConfigRead {
  const { resize, ...rest } = config;
  if (resize?.minPixels === undefined || resize.maxPixels === undefined || resize.minPixels <= resize.maxPixels)
    return { config, problems };
  return { config: rest, problems: [...problems, { code: "invalid", key: "resize.minPixels" }] };
}

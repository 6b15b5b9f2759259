import { canonicalJson } from "../benchmark/canonicalJson.js";
import type { EvaluationRun } from "./evaluationRun.js";

/** A setting by which a folder's answers were asked for, and another one that was given now. */
export interface SettingDifference {
  /** As in evaluation.json: `sampling.temperature`. */
  readonly key: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** What of a run can change an answer. A checkpoint is served at another address each time. */
function comparable({ dataset, model, image, sampling, ...run }: EvaluationRun): Readonly<Record<string, unknown>> {
  const { requested, family, endpoint_host: host, checkpoint } = model;
  return {
    dataset: { question_ids_sha256: dataset.question_ids_sha256 },
    model: { requested, family, checkpoint, ...(checkpoint === null ? { endpoint_host: host } : {}) },
    image: { ...image, min_pixels: image.min_pixels ?? null },
    sampling,
    ...{ input: run.input, use: run.use, boxes: run.boxes, prompts: run.prompts, tools: run.tools },
    ...{ shard: run.shard, imported: run.imported },
  };
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean =>
  canonicalJson({ value: a ?? null }) === canonicalJson({ value: b ?? null });

function differences(before: unknown, now: unknown, key: string): readonly SettingDifference[] {
  if (same(before, now)) return [];
  if (!isPlain(before) || !isPlain(now)) return [{ key, before: before ?? null, now: now ?? null }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names.flatMap(name => differences(before[name], now[name], key === "" ? name : `${key}.${name}`));
}

/** Prompts of the kinds that both ask: other questions are told by their own key. */
const sharedPrompts = (run: EvaluationRun, other: EvaluationRun): EvaluationRun => ({
  ...run,
  prompts: Object.fromEntries(Object.entries(run.prompts).filter(([task]) => Object.hasOwn(other.prompts, task))),
});

/** What differs between the run of a folder and one that is to go on in it; empty: it is the same run. */
export function settingDifferences(before: EvaluationRun, now: EvaluationRun): readonly SettingDifference[] {
  const found = differences(comparable(sharedPrompts(before, now)), comparable(sharedPrompts(now, before)), "");
  return found.filter(({ key, now: value }) => {
    // Who only counts needs no endpoint; further attempts change nothing of the first ones.
    if (key === "model.endpoint_host") return value !== "";
    return key !== "sampling.n" || now.sampling.n < before.sampling.n;
  });
}

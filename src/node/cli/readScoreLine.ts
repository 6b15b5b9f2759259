import * as z from "zod";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import { factsOfOutput } from "../../core/reward/factsOfOutput.js";
import type { RewardFacts } from "../../core/reward/rewardFacts.js";
import { factsOfInput, rewardInputSchema } from "../../core/reward/rewardInput.js";
import { readLoggedNumber } from "../../core/rollout/readLoggedNumber.js";
import { problemOfIssues } from "./problemOfIssues.js";

export type ScoreLine =
  | { readonly kind: "rollout"; readonly facts: RewardFacts; readonly step: number | null }
  /** `problem`: a sentence that begins with the place, without its line. */
  | { readonly kind: "bad"; readonly problem: string };

const stepSchema = z.object({ step: z.number().int().nullish() });
const outputSchema = z.object({ output: z.string(), question: z.record(z.string(), z.unknown()) });

/**
 * One line of what `loupe score` reads: numbers (`rewardInputSchema`, bare or under `input`), or a response's text with
 * its question's record; a verdict on an open answer as `acc`. `step` may stand in either.
 */
export function readScoreLine(value: unknown, space: CoordinateSpace): ScoreLine {
  const step = stepSchema.safeParse(value);
  if (!step.success) return { kind: "bad", problem: problemOfIssues(step.error.issues) };
  const facts =
    isJsonObject(value) && ("output" in value || "question" in value) ? ofText(value, space) : ofNumbers(value);
  return typeof facts === "string"
    ? { kind: "bad", problem: facts }
    : { kind: "rollout", facts, step: step.data.step ?? null };
}

function ofText(value: Readonly<Record<string, unknown>>, space: CoordinateSpace): RewardFacts | string {
  const read = outputSchema.safeParse(value);
  if (!read.success) return problemOfIssues(read.error.issues);
  const verdict = readLoggedNumber(value["acc"]);
  return factsOfOutput({ ...read.data, space, verdict }) ?? "question: no record of a question";
}

function ofNumbers(value: unknown): RewardFacts | string {
  const input = isJsonObject(value) && isJsonObject(value["input"]) ? value["input"] : value;
  const read = rewardInputSchema.safeParse(input);
  return read.success ? factsOfInput(read.data) : problemOfIssues(read.error.issues);
}

import * as z from "zod";
import { splitNames } from "../benchmark/pageRecord.js";
import { taskKinds } from "../benchmark/taskKinds.js";
import { boxConventions, modelFamilyIds } from "./modelFamily.js";

/** What the model is shown and may do: the page, the panels that the question is about, or the page with the zoom tool. */
export const evaluationInputs = ["page", "panel", "zoom"] as const;
export type EvaluationInput = (typeof evaluationInputs)[number];

/** How the zoom tool is offered: told of in the system prompt and called in text, or as a function of the API. */
export const toolStyles = ["text", "native"] as const;
export type ToolStyle = (typeof toolStyles)[number];

/**
 * `evaluation.json`: one model asked one set of questions in one way (facts: evaluation 7, Run). Everything that can
 * change an answer stands in it; two runs are compared when their questions and prompts agree, and labelled else.
 */
export const evaluationRunSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("run"),
  id: z.string(),
  name: z.string(),
  /** What was asked: the folder as it was given, and SHA-256 of its questions and reviews as they were read. */
  dataset: z.looseObject({
    folder: z.string(),
    id: z.string().nullable(),
    questions_sha256: z.string(),
    reviews_sha256: z.string().nullable(),
    splits: z.array(z.enum(splitNames)).readonly(),
    tasks: z.array(z.enum(taskKinds)).readonly(),
    /** Ids of the questions in the order in which they are asked, after every filter and limit. */
    questions: z.int().nonnegative(),
    question_ids_sha256: z.string(),
    /** By which they were chosen besides, so that the run can be gone on with as it was begun. */
    limit: z.int().positive().nullable().optional(),
    accepted_only: z.boolean().optional(),
  }),
  model: z.looseObject({
    requested: z.string(),
    /** As servers named themselves, in the order of their first answer. */
    returned: z.array(z.string()).readonly(),
    family: z.enum(modelFamilyIds),
    /** Host and port alone: an address may hold more than others should see. */
    endpoint_host: z.string(),
    /** Where it was asked before, by the word of a person that the same model is served there; in their order. */
    moves: z
      .array(z.looseObject({ from: z.string(), to: z.string(), at: z.string() }))
      .readonly()
      .optional(),
    server: z.looseObject({ name: z.string(), version: z.string().nullable() }).nullable(),
    provider: z.string().nullable(),
    /** Of a checkpoint of ours: the run's folder and the step. */
    checkpoint: z.looseObject({ run: z.string(), step: z.int().nullable() }).nullable(),
  }),
  input: z.enum(evaluationInputs),
  use: z.enum(["answer", "reason", "distil"]),
  image: z.looseObject({
    /** Longest side and most pixels as sent; null: as stored. */
    max_side: z.int().positive().nullable(),
    max_pixels: z.int().positive().nullable(),
    /** Smaller images are enlarged to it. */
    min_pixels: z.int().positive().nullable().optional(),
    /** Sides are multiples of this when sent; null: any. */
    multiple: z.int().positive().nullable(),
    mime: z.enum(["image/png", "image/jpeg"]),
    quality: z.int().nullable(),
    detail: z.enum(["auto", "low", "high"]).nullable(),
    marks_drawn: z.boolean(),
    shown: z.enum(["second", "aside"]),
  }),
  boxes: z.enum(boxConventions),
  /** By task kind. */
  prompts: z.record(z.string(), z.looseObject({ id: z.string(), version: z.int(), sha256: z.string() })),
  tools: z
    .looseObject({
      style: z.enum(toolStyles),
      tool: z.string(),
      schema_sha256: z.string(),
      max_turns: z.int().positive(),
    })
    .nullable(),
  sampling: z.looseObject({
    temperature: z.number().nullable(),
    top_p: z.number().nullable(),
    seed: z.int().nullable(),
    /** Null: another program asked, and does not say. */
    max_tokens: z.int().positive().nullable(),
    max_tokens_name: z.enum(["max_tokens", "max_completion_tokens"]).optional(),
    reasoning_effort: z.string().nullable(),
    /** Attempts at each question; attempt k is asked with seed + k. */
    n: z.int().positive(),
    extra: z.record(z.string(), z.unknown()),
  }),
  /** Of a checkpoint of ours: how it is asked otherwise than it was trained, by code. */
  checkpoint_findings: z
    .array(z.looseObject({ code: z.string(), values: z.array(z.string()).readonly() }))
    .readonly()
    .optional(),
  /** Which share of the questions this folder has: part `index` of `of`, from 0. */
  shard: z.looseObject({ index: z.int().nonnegative(), of: z.int().positive() }).nullable(),
  /** Of results that another program made; null: ours. */
  imported: z.looseObject({ harness: z.string(), files: z.array(z.string()).readonly() }).nullable(),
  started: z.string(),
  ended: z.string().nullable(),
  tool_version: z.string(),
});
export type EvaluationRun = z.infer<typeof evaluationRunSchema>;

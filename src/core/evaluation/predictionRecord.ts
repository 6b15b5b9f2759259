import * as z from "zod";
import { wholeBoxSchema } from "../benchmark/wholeBox.js";

/**
 * How asking ended. `truncated`: the limit of tokens or turns cut the answer; `refused`: the model or the server would
 * not; `empty`: nothing but, perhaps, reasoning came; `failed`: no request brought an answer; `cancelled`: a person
 * ended it, and it is asked again.
 */
export const predictionStates = ["ok", "truncated", "refused", "empty", "failed", "cancelled"] as const;
export type PredictionState = (typeof predictionStates)[number];

const toolSchema = z.looseObject({
  name: z.string(),
  /** As the model wrote them. */
  arguments: z.string(),
  /** As written, in the model's convention. */
  box_raw: z.array(z.number()).readonly().nullable(),
  /** In page pixels: what was asked for, and what was cropped. */
  requested: z.array(z.number()).readonly().nullable(),
  executed: wholeBoxSchema.nullable(),
  /** A code; null: it was carried out. */
  error: z.string().nullable(),
});

const turnSchema = z.looseObject({
  role: z.enum(["system", "user", "assistant", "tool"]),
  text: z.string(),
  images: z
    .array(
      z.looseObject({
        sha256: z.string(),
        width: z.int().positive(),
        height: z.int().positive(),
        /** Which part of the stored page it shows. */
        box: wholeBoxSchema,
      }),
    )
    .readonly(),
  tool: toolSchema.nullable(),
});

const countSchema = z.number().nonnegative().nullable();

/**
 * One attempt at one question: a line of `predictions.jsonl`, which only grows; the last line of an attempt holds (facts:
 * evaluation 7, Prediction). Scores are never in it: they are verdicts.
 */
export const predictionRecordSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("prediction"),
  id: z.string(),
  run_id: z.string(),
  question_id: z.string(),
  /** `content_sha` of the question that was asked. */
  question_sha: z.string(),
  /** From 0. */
  attempt: z.int().nonnegative(),
  state: z.enum(predictionStates),
  /** The last thing that the model said; null: nothing came. */
  text: z.string().nullable(),
  /** What the server keeps apart as reasoning. */
  reasoning: z.string().nullable(),
  finish_reason: z.string().nullable(),
  turns: z.array(turnSchema).readonly(),
  /** What `parseReply` made of `text` when it came; tables parse again, so that a new rule costs no request. */
  parse: z.looseObject({
    answer: z.union([z.string(), z.number()]).nullable(),
    rule: z.string(),
    candidates: z.array(z.string()).readonly(),
    version: z.int(),
  }),
  usage: z
    .looseObject({ prompt: countSchema, completion: countSchema, reasoning: countSchema, cached: countSchema })
    .nullable(),
  cost: z.looseObject({ amount: z.number(), currency: z.string() }).nullable(),
  /** Milliseconds, of all its requests together. */
  timing: z.looseObject({ first_token_ms: z.number().nullable(), total_ms: z.number() }),
  /** Requests sent for it, retries with them; 0 where every answer was in the log. */
  requests: z.int().nonnegative(),
  failure: z.looseObject({ code: z.string(), status: z.int().nullable(), message: z.string() }).nullable(),
  /** Keys of its requests in `requests.jsonl`. */
  keys: z.array(z.string()).readonly(),
  imported: z
    .looseObject({
      harness: z.string(),
      file: z.string(),
      row: z.int(),
      foreign_verdict: z.union([z.string(), z.number(), z.boolean()]).nullable(),
      foreign_log: z.string().nullable(),
      /** As the file names who answered, which may be another name than the one that was given; left out: it names nobody. */
      model: z.string().nullable().optional(),
      /** Codes of what is to be known of it: `judge-guess`, `request-failed`, `cut-by-writer` … */
      flags: z.array(z.string()).readonly(),
    })
    .nullable(),
  at: z.string(),
});
export type PredictionRecord = z.infer<typeof predictionRecordSchema>;
export type PredictionTurn = PredictionRecord["turns"][number];

import * as z from "zod";

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const text = z.string().nullable();

/** One zoom call as the trainer's side knows it, in the order of the calls. Boxes are x1, y1, x2, y2 in page pixels. */
export const rewardLineCallSchema = z.object({
  requested: box.nullable(),
  /** What was cropped; null: no crop came back. */
  executed: box.nullable(),
  /** The rule that refused it (`RefusalRule`); null where it was executed, and where nobody says. */
  refused_by: text.default(null),
  changed_by: z.array(z.string()).default([]),
});

/**
 * By what the trainer's side knew which calls were executed: `loop`: the tool's own records, handed over by verl;
 * `ledger`: the tool's own records, from the folder of the lines (the DeepEyes loop hands nothing over); `rule`:
 * recomputed, no further than the loop's number of turns allows; `none`: no tool, or nothing to go by.
 */
export const rewardEvidences = ["loop", "ledger", "rule", "none"] as const;

/**
 * A line of the trainer's own JSONL (`src/trainer/zoom_lines.py`): one scored rollout. One file a process, in
 * `<stage>/reward`: `<host>-<pid>-<start>.jsonl`. Keys are those that dumps have, so that a line can stand for a row.
 * A file that was written by a later version has further keys, which are passed over.
 */
export const rewardLineSchema = z.object({
  /** Says what the line is, whatever its file is called. */
  loupe: z.literal("reward"),
  /** Host, process id and start in milliseconds, as in the file's name; and the line's place among that process's, from 0. */
  writer: z.string(),
  n: z.number().int().nonnegative(),
  /** Seconds since 1970 by the host's clock, when it was scored. */
  time: z.number(),
  question_id: text,
  image: text,
  /** Of the stored page, in pixels; and the target boxes in them. Null: a reader needs the data set for them. */
  width: z.number().int().positive().nullable().default(null),
  height: z.number().int().positive().nullable().default(null),
  targets: z.array(box).nullable().default(null),
  task: text.default(null),
  /** `train`, `val`, or as the data say; null: unknown. */
  split: text,
  /** The optimiser step, where the loop handed it over. verl does not, so that it comes from the dump; null: unknown. */
  step: z.number().int().nullable().default(null),
  /** The step after which the weights were loaded that sampled it (verl 0.9 hands it over): one before the step that it trains. */
  weights_step: z.number().int().nullable().default(null),
  stage: text.default(null),
  phase: text,
  strategy: text,
  strategy_hash: text,
  /** Of `normalisedResponse`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the trainer was given. */
  score: z.number(),
  /** The paper's parts under the rule's options; null: not computable, and paid as 0. */
  parts: z.object({
    format: z.number().nullable(),
    accuracy: z.number().nullable(),
    tool_count: z.number().nullable(),
    tool_accuracy: z.number().nullable(),
  }),
  /** Whether the answer is right; null: no rule can tell. */
  acc: z.union([z.literal(0), z.literal(1)]).nullable(),
  calls: z.array(rewardLineCallSchema),
  evidence: z.enum(rewardEvidences),
  /** Replies that the loop can have given by its number of turns; null: it does not say. */
  replies: z.number().int().nonnegative().nullable().default(null),
  /** Words for what went wrong, separated by blanks; empty: nothing. */
  problem: z.string().default(""),
  /** Only where the loop dumps no validation of its own (profile `deepeyes`): the response as scored, and the right answer. */
  output: z.string().optional(),
  gts: z.string().optional(),
});
export type RewardLine = z.infer<typeof rewardLineSchema>;

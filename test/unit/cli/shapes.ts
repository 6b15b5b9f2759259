import * as z from "zod";

const count = z.number().int().nonnegative();
const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** What `loupe index --json` promises to scripts. */
export const indexShape = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      format: z.string().nullable(),
      reason: z.string().optional(),
      rows: count,
      malformed: z.array(z.object({ row: count, byteOffset: count, reason: z.string() })),
      pending: z.boolean(),
      steps: z.array(z.number()),
      groups: count,
      groupRuns: count,
      calls: z.strictObject({ all: count, zoom: count, notJson: count, unclosed: count }),
      rowsCallsNotReplies: count,
      suspectTurns: count,
      uncounted: count,
      notUtf8: count,
    }),
  ),
});

/** What `loupe show --json` promises. */
export const showShape = z.object({
  step: z.number().nullable(),
  score: z.union([z.number(), z.string()]).nullable(),
  question: z.object({ id: z.string().nullable(), text: z.string() }),
  answer: z.strictObject({
    text: z.string().nullable(),
    status: z.enum(["correct", "wrong", "unparsed", "unknown"]),
  }),
  notUtf8: z.boolean(),
  turns: z.array(z.object({ role: z.string(), text: z.string() })),
  zoomCalls: z.array(
    z.object({
      turn: count,
      tool: z.string().nullable(),
      requested: box.nullable(),
      space: z.enum(["page", "model", "unit", "thousand"]),
      spaceReason: z.string(),
      page: box.nullable(),
      executed: box.nullable(),
      refusedBy: z.string().nullable(),
      label: z.string().nullable(),
      source: count,
      iou: z.number().nullable(),
    }),
  ),
  page: z.object({
    image: z.string().nullable(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    problem: z.object({ code: z.string(), values: z.array(z.string()) }).optional(),
  }),
  extras: z.record(z.string(), z.unknown()),
});

const stepShape = z.object({
  step: z.number().nullable(),
  rollouts: count,
  malformed: count,
  unread: count,
  meanScore: z.number().nullable(),
  accuracy: z.strictObject({ right: count, wrong: count, unknown: count }),
  callsPerRollout: z.number().nullable(),
  executedPerRollout: z.number().nullable(),
  meanIou: z.strictObject({
    all: z.number().nullable(),
    first: z.number().nullable(),
    second: z.number().nullable(),
    n: count,
  }),
  cut: count,
  flatGroups: count,
  groups: count,
  stale: z.boolean(),
  phase: z.enum(["training", "validation"]).nullable(),
  file: z.string().optional(),
});

/** What `loupe stats --json` promises. */
export const statsShape = z.object({ steps: z.array(stepShape), superseded: z.array(stepShape) });

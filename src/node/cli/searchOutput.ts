import * as z from "zod";
import { searchedParts } from "../../core/search/searchedTexts.js";

const range = z.strictObject({ start: z.number().int(), end: z.number().int() });

const hit = z.strictObject({
  part: z.enum(searchedParts),
  message: z.number().int().nullable(),
  range: range.describe("In the text as the file holds it, in UTF-16 units."),
  place: z
    .strictObject({
      turn: z.number().int(),
      range: range.nullable(),
      call: z.number().int().nullable(),
    })
    .nullable()
    .describe("Of a match in the response: the turn, where in its text, and the call that it stands in."),
  excerpt: z.strictObject({
    before: z.string(),
    match: z.string(),
    after: z.string(),
    isCutBefore: z.boolean(),
    isCutAfter: z.boolean(),
    isMatchCut: z.boolean(),
  }),
});

/** One line of `loupe search --json`: a rollout in which something was found, or, as the last line, the end. */
export const searchOutput = z.union([
  z.strictObject({
    kind: z.literal("rollout"),
    file: z.string(),
    row: z.number().int(),
    run: z.string(),
    step: z.number().nullable(),
    phase: z.enum(["training", "validation"]).nullable(),
    count: z.number().int().describe("Its matches; the first 100 are in hits."),
    hits: z.array(hit),
  }),
  z.strictObject({
    kind: z.literal("end"),
    state: z.enum(["done", "limit", "stopped"]),
    rows: z.number().int(),
    ofRows: z.number().int(),
    matches: z.number().int(),
    unread: z.number().int(),
    slow: z.number().int().describe("Rollouts left out, since the regular expression took too long for them."),
  }),
]);

export type SearchLine = z.infer<typeof searchOutput>;

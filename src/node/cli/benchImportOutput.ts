import * as z from "zod";
import { annotationRoles, attributeMeanings } from "../../core/benchmark/annotationMapping.js";

const count = z.int().nonnegative();

const mapping = z
  .strictObject({
    categories: z.record(z.string(), z.enum(annotationRoles)),
    attributes: z.record(z.string(), z.enum(attributeMeanings)),
    depth: z.strictObject({ larger: z.enum(["farther", "nearer"]) }),
  })
  .describe("What the names in the set mean.");

const reason = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("category"),
      name: z.string(),
      role: z.enum(annotationRoles),
      why: z.enum(["word", "supercategory", "part", "no-word"]),
      word: z.string().nullable(),
      count,
    }),
    z.strictObject({
      kind: z.literal("attribute"),
      name: z.string(),
      meaning: z.enum(attributeMeanings).nullable(),
      why: z.enum(["word", "values", "taken", "no-word"]),
      word: z.string().nullable(),
      count,
    }),
    z.strictObject({
      kind: z.literal("depth"),
      larger: z.enum(["farther", "nearer"]),
      why: z.literal("not-documented"),
    }),
  ])
  .describe("Why a name got its meaning: by a word in it, by its group, or as a part of such a thing.");

/** What `loupe bench import --json` prints. */
export const benchImportOutput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("imported"),
    folder: z.string(),
    pages: count,
    issues: count,
    counts: z
      .strictObject({
        annotations: count,
        panels: count,
        characters: count,
        bubbles: count,
        other: count,
        left_out: count,
      })
      .describe("What became of the annotations; the other figures add up to the first."),
    writings: count.describe("Captions and pairs that the sources brought along, new in writings.jsonl."),
    sets: z.array(z.strictObject({ name: z.string(), records: count })).describe("Question sets, sets/NAME.jsonl."),
    problems: z.array(z.strictObject({ code: z.string(), effect: z.enum(["left-out", "repaired", "noted"]), count })),
    unmapped: z
      .array(z.string())
      .describe(
        "Categories without a role in the mapping, with how often they occur: nothing is counted on their pages.",
      ),
    mapping: mapping.nullable(),
    mappingFrom: z.enum(["given", "suggested"]).nullable(),
  }),
  z.strictObject({
    kind: z.literal("needs-mapping"),
    file: z.string().describe("Where the suggestion is, to be looked over and given by --mapping."),
    isWritten: z.boolean().describe("False where another mapping is there, which was left as it is."),
    mapping,
    reasons: z.array(reason),
  }),
]);
export type BenchImportOutput = z.infer<typeof benchImportOutput>;

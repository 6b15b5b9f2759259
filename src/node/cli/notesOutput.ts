import * as z from "zod";

const about = {
  run: z.string(),
  step: z.number().nullable(),
  file: z.string().nullable().describe("Null: the rollout's text stands in no file of the run any more."),
  row: z.number().nullable(),
};

/** What `loupe notes --json` prints: one line a rollout. */
export const notesOutput = z.strictObject({
  ...about,
  alike: z.number().describe("How many more rollouts of the step have the same text, of which this is said, too."),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  golden: z.boolean(),
  at: z.string().describe("When something was last said of it."),
});

export type NotesLine = z.infer<typeof notesOutput>;

/** What `loupe golden --json` prints: one line an entry. */
export const goldenOutput = z.union([
  z.strictObject({
    kind: z.literal("rollout"),
    ...about,
    outcome: z.enum(["correct", "wrong", "unparsed", "unknown"]).nullable(),
    question: z.string(),
  }),
  z.strictObject({
    kind: z.literal("question"),
    run: z.string(),
    id: z.string().nullable(),
    question: z.string(),
    steps: z
      .array(
        z.strictObject({
          step: z.number().nullable(),
          phase: z.enum(["training", "validation"]).nullable(),
          rollouts: z.number(),
          right: z.number(),
          known: z.number().describe("Rollouts whose outcome is known."),
          meanScore: z.number().nullable(),
        }),
      )
      .describe("Newest first."),
  }),
]);

export type GoldenLine = z.infer<typeof goldenOutput>;

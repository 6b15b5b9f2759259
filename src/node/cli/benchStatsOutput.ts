import * as z from "zod";
import { reviewStates } from "../../core/benchmark/questionRecord.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { paperNotes } from "../../core/benchmark/statistics/paperBenchmark.js";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const splits = z.strictObject({ train: count, val: count, test: count });
const answerTypes = z.strictObject({ open: count, choice: count, integer: count });
const spans = z.strictObject({ single: count, multi: count });
const numbers = z
  .array(z.strictObject({ number: count.nullable(), questions: count }))
  .describe("How many questions have a number of them; null: none are offered, or they are not defined.");
const reviewed = z.strictObject(
  Object.fromEntries(reviewStates.map(state => [state, count])) satisfies Record<string, z.ZodType>,
);

const task = z.strictObject({
  task: z.enum(taskKinds),
  span: z.enum(["single", "multi"]),
  level: z.enum(["understanding", "recognition"]),
  questions: count,
  answerTypes,
  splits,
  choices: numbers,
  boxes: numbers,
  boxesPerQuestion: z.number().nonnegative().nullable(),
  chance: share.nullable().describe("Share of right answers by guessing, where it can be said."),
  answers: z.array(
    z.strictObject({ answer: z.string(), questions: count, share, lo: share, hi: share, even: share.nullable() }),
  ),
  review: reviewed,
  refused: z.record(z.string(), count).describe("Refused candidates by reason."),
});

const paperTask = z.strictObject({
  task: z.enum(taskKinds),
  answerType: z.enum(["open", "choice", "integer"]),
  choices: count.nullable(),
  questions: count,
  testQuestions: count.describe("Inferred, see the note test-sizes."),
  notes: z.array(z.enum(paperNotes)),
});

const paper = z.strictObject({
  source: z.string(),
  questions: count,
  tasks: z.array(paperTask),
  benchmarks: z.array(
    z.strictObject({
      name: z.string(),
      set: z.string().nullable(),
      categories: z.array(z.enum(["recognition", "comprehension", "reordering"])),
      questions: count,
      sft: z.boolean().nullable(),
      rl: z.boolean().nullable(),
      isPublic: z.boolean().nullable(),
      notes: z.array(z.enum(paperNotes)),
    }),
  ),
  answerTypes,
  spans,
  withBoxes: count,
  notes: z.array(z.enum(paperNotes)),
});

/** What `loupe bench stats --json` prints. */
export const benchStatsOutput = z.strictObject({
  counted: z.enum(["standing", "accepted"]).describe("standing: all but the rejected questions."),
  questions: count,
  pages: count,
  issues: count,
  tasks: z.array(task),
  splits,
  answerTypes,
  spans,
  positions: z.strictObject({ row_col: count, ordinal: count, relative: count }),
  choices: numbers,
  boxes: numbers,
  sets: z.array(z.strictObject({ name: z.string(), questions: count, groups: count.nullable() })),
  paper,
});

import * as z from "zod";
import { foreignImageRoles } from "./foreignQuestion.js";

/** The name of a column, or a way into it: `messages.0.content`. */
const way = z.string().min(1).max(200);

const imageMapping = z.strictObject({
  from: way,
  role: z.enum(foreignImageRoles).default("page"),
  /** What stands before each name; `{value}` is the name, so that `images/{value}.jpg` is possible. */
  name: z.string().default("{value}"),
});

/**
 * Which columns of a set say what, for a set whose form nobody has described (StripCipher has no public files). Names are
 * the set's own; nothing is read from a column that is not named.
 */
export const questionMappingSchema = z
  .strictObject({
    questions: z
      .strictObject({
        /** The set's name, and its file's, in place of the reader's. */
        set: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
          .optional(),
        /** Way to the list of rows in a JSON file that is no list itself. */
        rows: way.optional(),
        id: way.optional(),
        /** Either a column, or one wording for all rows. */
        question: way.optional(),
        wording: z.string().min(1).optional(),
        hint: way.optional(),
        options: way.optional(),
        /** Options that are images, a list of names. */
        optionImages: way.optional(),
        answer: way,
        /** How the column says the right option: its label, its place from 0 or from 1, or its text. */
        answerAs: z.enum(["label", "index0", "index1", "text"]).default("label"),
        answerType: z.enum(["choice", "integer", "open"]),
        /** What options are called. */
        labels: z.enum(["letters", "from0", "from1"]).default("letters"),
        judgeScale: z.tuple([z.int(), z.int()]).optional(),
        images: z.array(imageMapping).default([]),
        split: way.optional(),
        skill: way.optional(),
        group: way.optional(),
        about: z.array(way).default([]),
        licence: z.string().default(""),
      })
      .refine(({ question, wording }) => question !== undefined || wording !== undefined, "question or wording"),
  })
  .transform(({ questions }) => questions);
export type QuestionMapping = z.infer<typeof questionMappingSchema>;

import * as z from "zod";

/** What an image of a question is: the page it is about, a panel before the gap, or an answer to choose. */
export const foreignImageRoles = ["page", "context", "option"] as const;
export type ForeignImageRole = (typeof foreignImageRoles)[number];

const role = z.enum(foreignImageRoles);

/** Where an image lies. None is copied: the sets' images are their owners'. */
export const foreignImageSchema = z.discriminatedUnion("kind", [
  z.looseObject({
    kind: z.literal("path"),
    role,
    /** As a PageRecord has it; as the set names it where it was not found. */
    path: z.string(),
    found: z.boolean(),
    /** In pixels, of an image that was found. */
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
  }),
  z.looseObject({
    /** Bytes inside a row of the set itself. */
    kind: z.literal("cell"),
    role,
    /** A path as above. */
    file: z.string(),
    format: z.enum(["parquet", "json"]),
    /** From 0. */
    row: z.int().nonnegative(),
    column: z.string(),
    /** Place in the column's list, or 0 where it holds one image. */
    index: z.int().nonnegative(),
    /** What the set calls the image, where it does. */
    name: z.string().nullable(),
  }),
]);
export type ForeignImage = z.infer<typeof foreignImageSchema>;

/**
 * How a question of many images is drawn as one: context in a row with a gap at `gap`, options in a row below, all panels
 * of one size (the median of theirs once none is longer than `longest_edge`). Pixels (llabres/ComicsPAP, data_utils.py).
 */
export const foreignCompositionSchema = z.looseObject({
  kind: z.literal("panels-in-rows"),
  longest_edge: z.int().positive(),
  margin: z.int().nonnegative(),
  /** Height of the headings above the rows. */
  label_space: z.int().nonnegative(),
  /** Place among the context where the panel with the question mark stands; null: there is none. */
  gap: z.int().nonnegative().nullable(),
  /** What the first option is numbered. */
  first_number: z.int().nonnegative(),
});
export type ForeignComposition = z.infer<typeof foreignCompositionSchema>;

/**
 * A question of another set, for the rows of the paper's tables that are not about AI4VA: one line of `sets/<name>.jsonl`.
 * It has no page of ours and no boxes.
 */
export const foreignQuestionSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("foreign-question"),
  /** The set's name, as of its file. */
  set: z.string(),
  /** Unique within the set. */
  id: z.string(),
  /** As the set names it. */
  split: z.string().nullable(),
  /** The set's own name of the kind of question. */
  skill: z.string().nullable(),
  /** Questions of one group are one question with its options turned: only all of them right is right. */
  group: z.string().nullable(),
  question: z.string(),
  /** What is told beside it. */
  hint: z.string().nullable(),
  options: z.array(
    z.looseObject({
      label: z.string(),
      /** Null where the option is an image. */
      text: z.string().nullable(),
      /** Place among `images`. */
      image: z.int().nonnegative().nullable(),
    }),
  ),
  /** The label of the right option, a whole number, or words; null where the set keeps it to itself. */
  answer: z.union([z.string(), z.int()]).nullable(),
  /** Further answers that are as right. */
  alternatives: z.array(z.string()),
  answer_type: z.enum(["choice", "integer", "open"]),
  /** The scale of a judge, from the worst to the best; null: right or wrong. */
  judge_scale: z.tuple([z.int(), z.int()]).nullable(),
  /** The share of right answers that guessing gives; null where it cannot be said. */
  chance: z.number().min(0).max(1).nullable(),
  images: z.array(foreignImageSchema),
  composition: foreignCompositionSchema.nullable(),
  licence_note: z.string(),
  source: z.looseObject({
    /** Relative to what was imported. */
    file: z.string(),
    /** From 0. */
    row: z.int().nonnegative(),
  }),
  /** What else the set says of the question. */
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type ForeignQuestion = z.infer<typeof foreignQuestionSchema>;

import * as z from "zod";

/** Longest note and tag that are taken; the editor's fields hold as many. */
export const longestNote = 20_000;
export const longestTag = 60;

const hash = z.string().regex(/^[0-9a-f]{8,64}$/);
const at = z.string().max(40);

/** Whom a line is about: a rollout is told by its step and its text, so that it is found again in a rewritten file. */
const aboutRollout = {
  /** See `rolloutIdentity`. */
  id: hash,
  /** Null: its file has no steps. */
  step: z.number().nullable(),
  /** The index's hash of what names the group. */
  group: hash,
  /** Where it stood when the line was written: for a person to read, and where its group goes by another name now. */
  file: z.string().max(4096),
  row: z.number().int().nonnegative(),
};

const version = z.literal(1);

/**
 * One line of the notes' file. Later lines win: of several notes of a rollout the last one holds, an empty one takes it
 * away; `on` false takes away a tag or a golden mark.
 */
export const noteLineSchema = z.discriminatedUnion("kind", [
  z.object({ v: version, kind: z.literal("note"), at, ...aboutRollout, text: z.string().max(longestNote) }),
  z.object({
    v: version,
    kind: z.literal("tag"),
    at,
    ...aboutRollout,
    tag: z.string().min(1).max(longestTag),
    on: z.boolean(),
  }),
  z.object({ v: version, kind: z.literal("golden"), at, ...aboutRollout, on: z.boolean() }),
  z.object({
    v: version,
    kind: z.literal("golden-question"),
    at,
    group: hash,
    /** Its id, where the data name one. */
    question: z.string().max(1000).nullable(),
    /** In one line, cut off: what it is told by where it has no id. */
    text: z.string().max(1000),
    on: z.boolean(),
  }),
]);

export type NoteLine = z.infer<typeof noteLineSchema>;
export type RolloutNoteLine = Exclude<NoteLine, { kind: "golden-question" }>;
export type QuestionNoteLine = Extract<NoteLine, { kind: "golden-question" }>;

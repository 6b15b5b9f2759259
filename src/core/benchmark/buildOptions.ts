import * as z from "zod";
import { positionKinds } from "./questionRecord.js";
import { taskKinds } from "./taskKinds.js";

/** A set is the same in whatever order it is written, and so is what is made with it. */
const inOrderOf =
  <T>(all: readonly T[]) =>
  (some: T[]): T[] =>
    all.filter(one => some.includes(one));

/**
 * How questions are made of pages. Where the paper is silent the default is the proposal of facts: benchmark 2.2 and
 * 2.4, and each choice can be made otherwise.
 */
export const buildOptionsSchema = z
  .strictObject({
    seed: z.int().nonnegative().default(1),
    tasks: z
      .array(z.enum(taskKinds))
      .min(1)
      .overwrite(inOrderOf(taskKinds))
      .readonly()
      .default([...taskKinds]),
    /** Questions of one task kind on one page at most. */
    maxPerPage: z.int().positive().default(8),
    /** Pixels of the short side of a marked character: DeepEyes' tool refuses smaller crops. */
    minSide: z.int().positive().default(30),
    /** Least share of a marked character inside its panel. */
    minInside: z.number().min(0).max(1).default(0.8),
    /** What a zoom for Action Recognition should show (Table 4's "individual panel input" favours the panel). */
    actionTarget: z.enum(["panel", "character"]).default("panel"),
    /** Which panels Character Counting should look at. */
    countingTargets: z.enum(["appearances", "all-panels"]).default("appearances"),
    /** Fewest panels that a counted character appears in. */
    countingLeast: z.int().positive().default(1),
    /**
     * Characters without an identity: `refuse` asks for no count that such a one could change; `others` takes them for
     * other characters, where a set names all that matter.
     */
    countingUnnamed: z.enum(["refuse", "others"]).default("refuse"),
    /** Balloons that one Dialog Reordering question shuffles, from and to. */
    dialogBalloons: z
      .tuple([z.int().min(2), z.int().min(2)])
      .refine(([from, to]) => from <= to, "the first number must not be above the second")
      .readonly()
      .default([3, 5]),
    /** Panels that these balloons stand in, at most: adjacent ones. */
    dialogPanels: z.int().positive().default(4),
    /** Share by which sides of two panels may differ whose places are offered: beyond it their shape gives the answer away. */
    panelShape: z.number().min(0).max(1).default(0.15),
    positionKinds: z
      .array(z.enum(positionKinds))
      .min(1)
      .overwrite(inOrderOf(positionKinds))
      .readonly()
      .default([...positionKinds]),
    /** A page whose computed order is less sure than this gives no question that needs an order. */
    minOrderConfidence: z.number().min(0).max(1).default(0.6),
    /** Manga is read from right to left. */
    direction: z.enum(["ltr", "rtl"]).default("ltr"),
    split: z
      .strictObject({
        /** `given`: as the set says, refused where pages of one issue stand in two splits. */
        by: z.enum(["issue", "page", "given"]).default("issue"),
        /** Shares of the questions. */
        val: z.number().min(0).max(0.5).default(0.05),
        test: z.number().min(0).max(0.5).default(0.05),
      })
      .readonly()
      .prefault({}),
  })
  .readonly();
export type BuildOptions = z.infer<typeof buildOptionsSchema>;

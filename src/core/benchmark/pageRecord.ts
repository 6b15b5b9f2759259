import * as z from "zod";
import { wholeBoxSchema } from "./wholeBox.js";

/** Who says in which order panels are read. */
export const orderSources = ["given", "computed", "person"] as const;
export type OrderSource = (typeof orderSources)[number];

/** Who says what stands in a balloon. */
export const textSources = ["annotation", "model", "person"] as const;
export type TextSource = (typeof textSources)[number];

export const splitNames = ["train", "val", "test"] as const;
export type SplitName = (typeof splitNames)[number];

/** What an annotation that was left out would have been. */
export const leftOutKinds = ["panels", "characters", "bubbles", "unknown", "unread"] as const;
export type LeftOutKind = (typeof leftOutKinds)[number];

const panelSchema = z.looseObject({
  id: z.string(),
  box: wholeBoxSchema,
  /** From 0 in reading order; null: nobody says. */
  order: z.int().nonnegative().nullable(),
  order_source: z.enum(orderSources).nullable(),
  /** From 0 to 1, of a computed order: how clearly this panel follows the one before it. Null where it is given. */
  order_confidence: z.number().min(0).max(1).nullable(),
  /** From 0, where rows were found: a full-width panel is a row of its own, an inset shares the row of its surroundings. */
  row: z.int().nonnegative().nullable(),
  column: z.int().nonnegative().nullable(),
});

const characterSchema = z.looseObject({
  id: z.string(),
  box: wholeBoxSchema,
  /** The panel that holds most of it, if it holds at least half. */
  panel_id: z.string().nullable(),
  /** Share of the box inside that panel, from 0 to 1. */
  inside: z.number().min(0).max(1),
  /** A name within the page: the same name is the same character. */
  identity: z.string().nullable(),
  action: z.string().nullable(),
  /** As annotated, on the set's own ordinal scale; the page's `depth_larger` says which way it counts. */
  depth: z.number().nullable(),
  depth_intra: z.number().nullable(),
  /** A crowd is one annotation of many figures, so that no question can mean it. */
  is_crowd: z.boolean(),
  /** Where the box came from: its own numbers, its outline, or its run lengths. */
  box_source: z.enum(["bbox", "polygon", "rle"]),
});

const bubbleSchema = z.looseObject({
  id: z.string(),
  box: wholeBoxSchema,
  panel_id: z.string().nullable(),
  text: z.string().nullable(),
  text_source: z.enum(textSources).nullable(),
  /** As annotated: by which its page's balloons are read one after another. */
  order: z.number().nullable(),
  /** The speaker, where the set links balloons to characters. */
  character_id: z.string().nullable(),
});

/**
 * A page with what is annotated on it: one line of `pages.jsonl` (superset of facts: evaluation 7). Boxes in whole pixels
 * of the stored page. Ids of annotations are `<split>/<id as annotated>`: in AI4VA they restart with each split.
 */
export const pageRecordSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("page"),
  id: z.string(),
  /** The publication that it appeared in: pages of one issue stay in one split. */
  issue_id: z.string(),
  /** The page's place within its issue, as far as its name says. */
  index: z.int().nonnegative(),
  /** How this page is read where its set says so, before what a build is told; manga from right to left. */
  direction: z.enum(["ltr", "rtl"]).optional(),
  /** True where the image shows two facing pages, of which one is read whole before the other. */
  is_spread: z.boolean().optional(),
  image: z.looseObject({
    /** Relative to the benchmark's folder, `..` and all; absolute on another drive. Forward slashes. */
    path: z.string(),
    sha256: z.string().nullable(),
    /** Of its file, by which another picture in its place is seen. Imports by earlier versions left it out. */
    bytes: z.int().nonnegative().optional(),
    width: z.int().positive(),
    height: z.int().positive(),
    mime: z.string(),
  }),
  /** Which depth is farther from the viewer: the larger, or the smaller. */
  depth_larger: z.enum(["farther", "nearer"]),
  panels: z.array(panelSchema).readonly(),
  characters: z.array(characterSchema).readonly(),
  bubbles: z.array(bubbleSchema).readonly(),
  /**
   * What is annotated on the page and is not above, since it could not be read: nothing that takes the page for whole may
   * be asked. Not there where nothing was left out.
   */
  left_out: z
    .looseObject({
      panels: z.int().nonnegative(),
      characters: z.int().nonnegative(),
      bubbles: z.int().nonnegative(),
      /** Of a category that the mapping does not name. */
      unknown: z.int().nonnegative(),
      /** Of which not even the category could be read. */
      unread: z.int().nonnegative().optional(),
      /** Kinds of damaged annotations that name no page: they may be of this one as of any other of their file. */
      astray: z.array(z.enum(leftOutKinds)).readonly().optional(),
    })
    .optional(),
  source: z.looseObject({
    dataset: z.string(),
    file_name: z.string(),
    /** The split that the set itself puts the page into. */
    split: z.string().nullable(),
    /** A greyscale map of where people look, of the page's size or a fraction of it; a path as the image's. */
    saliency: z.string().nullable(),
    /** The annotation files that it was read from; paths as the image's. */
    annotations: z.array(z.string()).readonly().optional(),
    /**
     * SHA-256 of the canonical JSON of the mapping by which they were read; null: they need none. Imports by earlier
     * versions left it out.
     */
    mapping_sha: z.string().nullable().optional(),
  }),
});
export type PageRecord = z.infer<typeof pageRecordSchema>;
/** What was left out of a page, counted by kind. */
export type LeftOut = Readonly<Record<LeftOutKind, number>> & { readonly astray: readonly LeftOutKind[] };
export type PanelRecord = PageRecord["panels"][number];
export type CharacterRecord = PageRecord["characters"][number];
export type BubbleRecord = PageRecord["bubbles"][number];

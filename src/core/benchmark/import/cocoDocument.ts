import * as z from "zod";
import { isJsonObject } from "../../dataset/jsonObject.js";

const id = z.union([z.int(), z.string().min(1).max(200)]).transform(String);

export const cocoImageSchema = z.object({
  id,
  /** Longer than any path of a file system. */
  file_name: z.string().min(1).max(1024),
  width: z.unknown().optional(),
  height: z.unknown().optional(),
});

export const cocoCategorySchema = z.object({
  id,
  name: z.string().min(1).max(1024),
  supercategory: z.string().nullish().catch(null),
});

/** What places an annotation; its geometry and attributes are looked at one by one, so that damage to one keeps the rest. */
export const cocoAnnotationSchema = z.object({
  id,
  image_id: id,
  category_id: id,
  iscrowd: z.unknown().optional(),
  bbox: z.unknown().optional(),
  segmentation: z.unknown().optional(),
  attributes: z.unknown().optional(),
});
export type CocoAnnotation = z.infer<typeof cocoAnnotationSchema>;

/** What a damaged annotation still says of its page and category. */
export const cocoPlaceSchema = z.object({
  image_id: id.nullish().catch(null),
  category_id: id.nullish().catch(null),
});

/** The three lists of a COCO file, their items unchecked. */
export interface CocoDocument {
  readonly images: readonly unknown[];
  readonly categories: readonly unknown[];
  readonly annotations: readonly unknown[];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/**
 * COCO instances; null for any other value. The list of annotations or that of categories may be missing, as in a set
 * whose annotations are held back.
 */
export function cocoDocument(value: unknown): CocoDocument | null {
  if (!isJsonObject(value) || !Array.isArray(value["images"])) return null;
  if (!Array.isArray(value["annotations"]) && !Array.isArray(value["categories"])) return null;
  return {
    images: value["images"] as readonly unknown[],
    categories: listOf(value["categories"]),
    annotations: listOf(value["annotations"]),
  };
}

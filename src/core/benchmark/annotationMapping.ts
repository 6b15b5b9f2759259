import * as z from "zod";

/** What a category of an annotated set stands for. */
export const annotationRoles = ["panel", "character", "bubble", "other"] as const;
export type AnnotationRole = (typeof annotationRoles)[number];

/** What an attribute of an annotation says. */
export const attributeMeanings = ["identity", "action", "depth_inter", "depth_intra", "text", "order"] as const;
export type AttributeMeaning = (typeof attributeMeanings)[number];

/**
 * What the names in an annotated set mean. Names are the set's own; nothing is read from a name that stands in no mapping.
 * AI4VA documents neither its categories nor which way its depths count (facts: benchmark 1).
 */
export const annotationMappingSchema = z
  .strictObject({
    categories: z.record(z.string(), z.enum(annotationRoles)).readonly(),
    attributes: z.record(z.string(), z.enum(attributeMeanings)).readonly(),
    depth: z.strictObject({ larger: z.enum(["farther", "nearer"]) }).readonly(),
  })
  .readonly();
export type AnnotationMapping = z.infer<typeof annotationMappingSchema>;

/** What is assumed where a mapping file leaves a part out, and what an import begins with where there is none. */
export const emptyMapping: AnnotationMapping = { categories: {}, attributes: {}, depth: { larger: "farther" } };

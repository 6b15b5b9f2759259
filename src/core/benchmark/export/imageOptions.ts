import * as z from "zod";

export const imageInputs = ["page", "panel"] as const;
/** What a model is shown: the whole page, or the panels that the question is about, cut out of it. */
export type ImageInput = (typeof imageInputs)[number];

/** How the images of a question are made. */
export const imageOptionsSchema = z
  .strictObject({
    input: z.enum(imageInputs).default("page"),
    marks: z.enum(["drawn", "none"]).default("drawn"),
    /** Where Panel Reordering shows its panel: as a second image, or to the right of the page on the same one. */
    shown: z.enum(["second", "aside"]).default("second"),
    /** `same`: JPEG where the stored page is one, PNG otherwise. */
    format: z.enum(["same", "png", "jpeg"]).default("same"),
    /** Of JPEG, from 1 to 100. */
    quality: z.int().min(1).max(100).default(92),
  })
  .readonly();
export type ImageOptions = z.infer<typeof imageOptionsSchema>;

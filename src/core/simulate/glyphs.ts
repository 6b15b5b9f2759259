import * as z from "zod";

/** Outlines of a font, as `scripts/glyphs.mjs` writes them: font units, y downwards, origin on the baseline. */
export const glyphsSchema = z.object({
  unitsPerEm: z.number().positive(),
  ascender: z.number(),
  descender: z.number(),
  glyphs: z.record(z.string(), z.object({ advance: z.number(), path: z.string() })),
  kerning: z.record(z.string(), z.number()),
});

export type Glyphs = Readonly<z.infer<typeof glyphsSchema>>;

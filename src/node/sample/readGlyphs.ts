import { readFile } from "node:fs/promises";
import { glyphsSchema, type Glyphs } from "../../core/simulate/glyphs.js";

/** Reads the outlines that the build made; null when the file is missing or is something else. */
export async function readGlyphs(file: string): Promise<Glyphs | null> {
  try {
    const parsed = glyphsSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

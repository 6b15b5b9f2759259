// Outlines of the lettering font, made at build time so that sample pages look the same where no font is installed.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import opentype from "opentype.js";

const fontFile = "@expo-google-fonts/comic-neue/700Bold/ComicNeue_700Bold.ttf";
const characters = [...range(0x20, 0x7e), ..."‘’“”…–—éè"];

/** @param {number} first @param {number} last code points, both included */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
}

/**
 * Pairs whose distance the font corrects, e.g. "AV", in font units.
 *
 * @param {import("opentype.js").Font} font
 */
function kerningOf(font) {
  /** @type {Record<string, number>} */
  const pairs = {};
  for (const left of characters)
    for (const right of characters) {
      const value = font.getKerningValue(font.charToGlyph(left), font.charToGlyph(right));
      if (value !== 0) pairs[left + right] = value;
    }
  return pairs;
}

/**
 * Writes the outlines to `outFile` as `{"unitsPerEm","ascender","descender","glyphs":{char:{"advance","path"}},"kerning"}`.
 * Paths are SVG path data in font units with y downwards and the origin on the baseline.
 *
 * @param {string} outFile
 */
export async function makeGlyphs(outFile) {
  const bytes = await readFile(createRequire(import.meta.url).resolve(fontFile));
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  /** @type {Record<string, { advance: number, path: string }>} */
  const glyphs = {};
  for (const character of characters) {
    const glyph = font.charToGlyph(character);
    if (glyph.index === 0) throw new Error(`the font has no glyph for ${character}`);
    const path = glyph.getPath(0, 0, font.unitsPerEm).toPathData(0);
    glyphs[character] = { advance: glyph.advanceWidth, path };
  }
  const { unitsPerEm, ascender, descender } = font;
  await mkdir(dirname(outFile), { recursive: true });
  await writeFile(outFile, JSON.stringify({ unitsPerEm, ascender, descender, glyphs, kerning: kerningOf(font) }));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await makeGlyphs(process.argv[2] ?? "dist/glyphs.json");
}

import type { Glyphs } from "../../../src/core/simulate/glyphs.js";

const characters = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index));

/** A font in which every character is a square: what is tested is where lettering goes, not how it looks. */
export const squareGlyphs: Glyphs = {
  unitsPerEm: 1000,
  ascender: 900,
  descender: -250,
  glyphs: {
    " ": { advance: 300, path: "" },
    ...Object.fromEntries(characters.map(character => [character, { advance: 600, path: "M50 0V-700H550V0Z" }])),
  },
  kerning: { AV: -100 },
};

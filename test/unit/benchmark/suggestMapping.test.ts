import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import type { AttributeName } from "../../../src/core/benchmark/import/annotationNames.js";
import { readMapping } from "../../../src/core/benchmark/import/readMapping.js";
import { suggestMapping } from "../../../src/core/benchmark/import/suggestMapping.js";
import { mappingJsonSchema } from "../../../src/protocol/benchmark/mappingJsonSchema.js";

const category = (name: string, supercategory: string | null = null) => ({ name, supercategory, count: 1 });
const attribute = (name: string, numeric = 10): AttributeName => ({ name, count: 10, numeric, flags: 0, examples: [] });

const roles = (...names: readonly string[]) =>
  suggestMapping({ categories: names.map(name => category(name)), attributes: [] }).mapping.categories;
const meanings = (...list: readonly AttributeName[]) =>
  suggestMapping({ categories: [], attributes: list }).mapping.attributes;

describe("a suggested mapping", () => {
  it("knows names by their words in several languages and spellings", () => {
    expect(
      roles("Comic Bubble", "speech_balloon", "Phylactère", "Sprechblase", "PanelFrame", "Case", "Personnage 2", "MAN"),
    ).toEqual({
      "Comic Bubble": "bubble",
      speech_balloon: "bubble",
      Phylactère: "bubble",
      Sprechblase: "bubble",
      PanelFrame: "panel",
      Case: "panel",
      "Personnage 2": "character",
      MAN: "character",
    });
  });

  it("takes a part of a thing for no such thing, and part of a word for no word", () => {
    const others = ["Bubble tail", "Character face", "panel_border", "Mandolin", "Suitcase", "Snowman", "constructor"];
    expect(Object.values(roles(...others))).toEqual(others.map(() => "other"));
  });

  it("asks a category's group where its own name says nothing", () => {
    const { mapping, reasons } = suggestMapping({
      categories: [category("Muzo", "Characters"), category("Tree", "Objects")],
      attributes: [],
    });
    expect(mapping.categories).toEqual({ Muzo: "character", Tree: "other" });
    expect(reasons[0]).toMatchObject({ name: "Muzo", why: "supercategory", word: "characters" });
  });

  it("gives depths and orders to numbers only, and one meaning of depth to one name", () => {
    expect(meanings(attribute("Interdepth"), attribute("Intradepth"), attribute("Depth"))).toEqual({
      Interdepth: "depth_inter",
      Intradepth: "depth_intra",
    });
    expect(meanings(attribute("depth", 3))).toEqual({});
    expect(meanings(attribute("Reading order"), attribute("balloonIndex"))).toEqual({
      "Reading order": "order",
      balloonIndex: "order",
    });
    expect(
      meanings(attribute("character_id"), attribute("action", 0), attribute("occluded"), attribute("OCR", 0)),
    ).toEqual({
      character_id: "identity",
      action: "action",
      OCR: "text",
    });
  });

  it("is the same for the same names in any order, says why of every name, and does as a mapping", () => {
    const categories = ["Panel", "Person", "Sky"].map(name => category(name));
    const attributes = [attribute("Interdepth"), attribute("name", 0), attribute("Identity", 0)];
    const one = suggestMapping({ categories, attributes });
    expect(suggestMapping({ categories: [...categories].reverse(), attributes: [...attributes].reverse() })).toEqual(
      one,
    );
    expect(one.reasons).toHaveLength(7);
    expect(one.reasons.at(-1)).toEqual({ kind: "depth", larger: "farther", why: "not-documented" });
    expect(readMapping(JSON.parse(JSON.stringify(one.mapping)))).toEqual({ kind: "read", mapping: one.mapping });
  });
});

describe("a mapping from a file", () => {
  it("may leave parts out; what is wrong in it is named by its place", () => {
    expect(readMapping({ categories: { a: "panel" } })).toMatchObject({
      kind: "read",
      mapping: { attributes: {}, depth: { larger: "farther" } },
    });
    for (const [value, place] of [
      [{ categories: { a: "frame" } }, "categories.a"],
      [{ depth: { larger: "up" } }, "depth.larger"],
      [{ roles: {} }, "roles"],
      [[], "no JSON object"],
      [null, "no JSON object"],
    ] as const)
      expect(readMapping(value)).toMatchObject({ kind: "bad", reason: expect.stringContaining(place) as unknown });
  });

  it("is checked by VS Code as the code checks it (node scripts/runSchema.mjs writes the schema)", async () => {
    const text = await prettier.format(JSON.stringify(mappingJsonSchema()), { parser: "json", printWidth: 120 });
    const path = resolve(import.meta.dirname, "../../../media/loupe-mapping.schema.json");
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

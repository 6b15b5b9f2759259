import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteScan } from "../../../src/node/index/byteScan.js";

const scan = new ByteScan();
const read = (json: string, before = "") => scan.readString(Buffer.from(before + json), before.length + 1);

describe("a JSON string read from its bytes", () => {
  it("is what JSON.parse makes of it, and ends at its quote", () => {
    const asPythonWrites = (json: string) =>
      json.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.nat(40), (text, shift) => {
        const json = JSON.stringify(text);
        for (const written of [json, asPythonWrites(json), json.replaceAll("/", "\\/")]) {
          const before = " ".repeat(shift);
          const found = read(written, before);
          expect(found?.text).toBe(text);
          expect(found?.end).toBe(Buffer.byteLength(before + written) - 1);
          expect(Buffer.from(found?.utf8 ?? []).toString()).toBe(text);
        }
      }),
    );
  });

  it.each([
    ["without an end", '"abc'],
    ["with an end behind an escape", '"abc\\"'],
    ["with a line's end", '"a\nb"'],
    ["with an escape that is none", '"a\\xb"'],
    ["with an escape that is cut", '"a\\u12"'],
    ["with digits that are none", '"a\\u12g4"'],
    ["with half a pair", '"a\\ud83d b"'],
    ["with the wrong half first", '"a\\ude42\\ud83d"'],
  ])("is left to others %s", (_, json) => {
    expect(read(json)).toBeNull();
  });

  it("is left to others where its bytes are no UTF-8", () => {
    expect(scan.readString(Buffer.from([0x22, 0x61, 0xff, 0x22]), 1)).toBeNull();
  });

  it("may be as long as a quarter of the window, and is left to others beyond", () => {
    const long = "só ".repeat(40_000);
    expect(read(JSON.stringify(long))?.text).toBe(long);
    expect(read(JSON.stringify("a".repeat(300_000)))).toBeNull();
  });
});

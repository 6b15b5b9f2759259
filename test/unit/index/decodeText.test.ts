import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/node/index/decodeText.js";

describe("bytes as text", () => {
  it("are what Node's decoder makes of them, whatever they are", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }).map(text => Buffer.from(text)),
      fc.constantFrom("a".repeat(37), "é", "漫画", "😀", "\u07ff\u0800\uffff", "x漫").map(text => Buffer.from(text)),
      // Cut, overlong and out-of-range sequences, surrogates, lone continuations.
      fc
        .constantFrom(
          "e6bc",
          "c080",
          "c1bf",
          "e09fbf",
          "eda080",
          "edbfbf",
          "f0808080",
          "f4908080",
          "f5808080",
          "80",
          "ff",
          "f09f98",
        )
        .map(hex => Buffer.from(hex, "hex")),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const bytes = Buffer.concat(pieces);
        const { text, isUtf8 } = decodeText(bytes);
        expect(text).toBe(bytes.toString("utf8"));
        expect(isUtf8).toBe(Buffer.from(text).equals(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it("keep every code point apart", () => {
    const points = Array.from({ length: 0x110000 >> 3 }, (_, k) => k * 8 + (k & 7)).filter(
      p => p < 0xd800 || p > 0xdfff,
    );
    for (let from = 0; from < points.length; from += 20_000) {
      const text = String.fromCodePoint(...points.slice(from, from + 20_000));
      expect(decodeText(Buffer.from(text)).text === text).toBe(true);
    }
  });

  it("are whole beyond what the window holds", () => {
    const text = "漫a".repeat(400_000);
    expect(decodeText(Buffer.from(text)).text === text).toBe(true);
  });
});

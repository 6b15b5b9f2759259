import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, standsPlain } from "../../../src/core/search/plainText.js";
import { rawUnits } from "../../../src/core/search/rawUnits.js";
import { standsAround } from "../../../src/core/search/standsAround.js";

const letters = fc.string({
  unit: fc.constantFrom("a", "B", "b", "Z", " ", "\n", '"', "\\", "1"),
  minLength: 1,
  maxLength: 6,
});

describe("a text that stands in raw bytes in one way only", () => {
  it("is one whose characters have one form each", () => {
    expect(plainText(rawUnits("Zoom\n", false))).not.toBeNull();
    expect(plainText(rawUnits("1/2", true))).toBeNull();
    expect(plainText(rawUnits("漫画", true))).toBeNull();
    expect(plainText(rawUnits("half \ud800", true))).toBeNull();
  });

  it("stands where its characters stand one by one", () => {
    fc.assert(
      fc.property(
        letters,
        letters,
        letters,
        fc.boolean(),
        fc.nat(5),
        (before, text, behind, isCaseSensitive, anchor) => {
          const units = rawUnits(text, isCaseSensitive);
          const plain = plainText(units);
          const unit = anchor % units.length;
          const raw = Buffer.from(JSON.stringify(before + text.toUpperCase() + behind));
          for (let at = 0; at < raw.length; at++) {
            const from = at - (plain?.offsets[unit] ?? 0);
            const expected = standsAround(raw, at, units, unit);
            expect(plain !== null && from >= 0 && standsPlain(raw, from, plain)).toBe(expected);
          }
        },
      ),
    );
  });

  it("does not stand across the end of the bytes", () => {
    const plain = plainText(rawUnits("zoom", true));
    expect(plain !== null && standsPlain(Buffer.from("azoom"), 1, plain)).toBe(true);
    expect(plain !== null && standsPlain(Buffer.from("azoo"), 1, plain)).toBe(false);
  });
});

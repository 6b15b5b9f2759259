import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { coin } from "../../../src/core/reward/coin.js";
import { crc32 } from "../../../src/core/reward/crc32.js";

describe("crc32", () => {
  // zlib.crc32(text.encode()) of Python.
  it.each([
    ["", 0],
    ["a", 3904355907],
    ["123456789", 3421780262],
    ["<answer>B</answer>", 1803074198],
    ["Gr\u00fc\u00dfe", 4224938097],
    ["\u6771\u4eac", 2451981039],
    ["\ud835\udc9c zoom \ud83d\ude42", 1079866614],
    ["\u0000\u007f\u0080\u07ff\u0800\uffff", 337075368],
  ])("of %j is zlib's", (text, value) => {
    expect(crc32(text)).toBe(value);
  });

  it("writes half a surrogate pair as the replacement character, as UTF-8 encoders do", () => {
    expect(crc32("a\ud800b")).toBe(crc32("a\ufffdb"));
  });
});

describe("the coin of the random control", () => {
  // fmix32(crc32(f"{seed}\n{question}\n{crc}")) & 1 in Python.
  it.each([
    [0, "q1", 0, 0],
    [0, "q1", 1803074198, 0],
    [7, "page-12/\u03b1", 4294967295, 1],
    [-3, "", 12345, 0],
    [1, "q1", 0, 0],
    [2, "q2", 99, 0],
  ])("of seed %i, question %s, response %i is %i", (seed, questionId, responseCrc, side) => {
    expect(coin(seed, { questionId, responseCrc })).toBe(side);
  });

  it("cannot be tossed without a question's id", () => {
    expect(coin(0, { questionId: null, responseCrc: 1 })).toBeNull();
  });

  it("is fair: of 4,000 responses half fall on either side", () => {
    const sides = Array.from({ length: 4000 }, (_, index) => coin(7, { questionId: "q1", responseCrc: index }) ?? 0);
    const heads = sides.reduce((sum, side) => sum + side, 0);
    expect(Math.abs(heads - 2000)).toBeLessThan(150);
  });

  it("is one function of its three inputs", () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(), (seed, questionId, responseCrc) => {
        const side = coin(seed, { questionId, responseCrc });
        expect(side === 0 || side === 1).toBe(true);
        expect(coin(seed, { questionId, responseCrc })).toBe(side);
      }),
    );
  });
});

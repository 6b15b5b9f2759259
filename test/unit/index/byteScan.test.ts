import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleByteScan } from "../../../scripts/byteScan.mjs";
import { ByteScan, hexHash } from "../../../src/node/index/byteScan.js";
import { byteScanBinary } from "../../../src/node/index/byteScanBinary.js";

const scan = new ByteScan();
const hash = (text: string) => scan.hashOf(Buffer.from(text));

describe("the byte loops", () => {
  it("are those of byteScan.wat", async () => {
    expect(await assembleByteScan()).toBe(byteScanBinary);
  });

  it("hash as XXH64 does", () => {
    // Test vectors of the reference implementation, seed 0.
    expect(hash("")).toBe("ef46db3751d8e999");
    expect(hash("a")).toBe("d24ec4f1a98c6e5b");
    expect(hash("abc")).toBe("44bc2cf5ad770999");
    expect(hash("Nobody inspects the spammish repetition")).toBe("fbcea83c8a378bf1");
  });

  it("hash the same in any pieces, also when the state is put aside between them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300), { maxLength: 5 }), (data, cuts) => {
        const ends = [...cuts.map(cut => Math.min(cut, data.length)).sort((a, b) => a - b), data.length];
        scan.hashReset();
        ends.forEach((end, k) => {
          scan.bytes.set(data.subarray(ends[k - 1] ?? 0, end), scan.windowStart);
          scan.hashUpdate(scan.windowStart, scan.windowStart + end - (ends[k - 1] ?? 0));
          const state = scan.saveHash();
          scan.hashOf(Buffer.from("in between"));
          scan.restoreHash(state);
        });
        scan.hashDigest();
        const inPieces = hexHash(scan.hashLow, scan.hashHigh);
        expect(inPieces).toBe(scan.hashOf(data));
      }),
    );
  });

  it("count the openings that lie wholly in a range, wherever it begins", () => {
    const part = fc.constantFrom(
      "<tool_call>",
      "<grounding>",
      "<",
      "<tool_",
      "<tool_calls>",
      "</tool_call>",
      "abc",
      "x".repeat(61),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.nat(63), fc.nat(20), (parts, shift, cut) => {
        const text = parts.join("");
        const kept = text.slice(0, Math.max(0, text.length - cut));
        const from = scan.windowStart + shift;
        scan.bytes.set(Buffer.from(text), from);
        expect(scan.openings(from, from + kept.length)).toBe(kept.match(/<tool_call>|<grounding>/g)?.length ?? 0);
      }),
    );
  });
});

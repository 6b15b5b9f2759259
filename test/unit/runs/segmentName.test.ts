import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSegmentName, readSegmentName, writeSegmentName } from "../../../src/core/rollout/segmentName.js";

const numbers = fc.integer({ min: 1, max: 999_999 });
const names = fc.string({ minLength: 1 });

describe("names of kept parts", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(names, numbers, (name, number) => {
        expect(readSegmentName(writeSegmentName({ name, number }))).toEqual({ name, number });
      }),
    );
  });

  it("are no other names", () => {
    for (const name of ["12.jsonl", "12.jsonl.segment", "12.jsonl.0.segment", "12.jsonl.x.segment", ".1.segment"])
      expect(readSegmentName(name)).toBeNull();
  });

  it("go on after every part of the same file, whatever stands between", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 })), kept => {
        const beside = kept.map(number => writeSegmentName({ name: "a.jsonl", number }));
        const next = nextSegmentName("a.jsonl", [...beside, "b.jsonl.99.segment", "a.jsonl"]);
        expect(readSegmentName(next)).toEqual({ name: "a.jsonl", number: Math.max(0, ...kept) + 1 });
      }),
    );
  });
});

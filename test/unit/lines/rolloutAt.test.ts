import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyWhole } from "../../../src/host/lines/copyWhole.js";
import { rolloutAt } from "../../../src/host/lines/rolloutAt.js";
import type { RolloutRef } from "../../../src/protocol/rolloutRef.js";
import type { UnreadableView } from "../../../src/protocol/rolloutView.js";

/** Rows that begin at some bytes. */
const opener =
  (offsets: readonly number[]) =>
  (ref: RolloutRef): Promise<UnreadableView> => {
    const byteOffset = offsets[ref.row] ?? null;
    return Promise.resolve({ kind: "unreadable", ref, nodeId: "", code: "not-json", values: [], byteOffset, name: "" });
  };

describe("the rollout of a line", () => {
  it("is found by its byte, where blank lines are lines and no rows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), fc.nat(59), async (isRow, at) => {
        const line = at % isRow.length;
        const offsets = isRow.flatMap((is, index) => (is ? [index * 10] : []));
        const found = await rolloutAt(opener(offsets), { file: "/a", line, offset: line * 10 });
        expect(found).toEqual(isRow[line] === true ? { file: "/a", row: offsets.indexOf(line * 10) } : null);
      }),
    );
  });

  it("is none of a file that is in no run", async () => {
    expect(await rolloutAt(opener([]), { file: "/a", line: 5, offset: 50 })).toBeNull();
  });
});

describe("a row that is copied", () => {
  const bytesOf = (text: string) => (from: number, bytes: number) => {
    const to = Math.min(text.length, from + bytes);
    return Promise.resolve({ row: 0, from, to, length: text.length, text: text.slice(from, to), isUtf8: true });
  };

  it("is put together of its pieces", async () => {
    const text = "x".repeat((1 << 20) + 7);
    expect(await copyWhole(bytesOf(text))).toEqual({ kind: "text", text });
    expect(await copyWhole(bytesOf(""))).toEqual({ kind: "text", text: "" });
  });

  it("is refused where it is too long, and told of where it is gone", async () => {
    const long = () => Promise.resolve({ row: 0, from: 0, to: 1, length: 2 ** 30, text: "x", isUtf8: true });
    expect(await copyWhole(long)).toEqual({ kind: "too-long", bytes: 2 ** 30 });
    expect(await copyWhole(() => Promise.resolve(null))).toEqual({ kind: "gone" });
  });
});

import { describe, expect, it } from "vitest";
import { copyWhole } from "../../../src/host/lines/copyWhole.js";

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
    const cut = (from: number) => Promise.resolve({ row: 0, from, to: 3, length: 9, text: "", isUtf8: true });
    expect(await copyWhole(cut)).toEqual({ kind: "gone" });
  });
});

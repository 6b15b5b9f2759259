import { describe, expect, it } from "vitest";
import { LogFeed } from "../../../../src/host/jobs/logFeed.js";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What is taken after the given pieces. */
function fed(pieces: readonly string[], startsInside = false) {
  const feed = new LogFeed([], startsInside);
  for (const piece of pieces) feed.push(bytes(piece));
  return feed.take();
}

describe("a log on its way to a terminal", () => {
  it("is shown whole as long as it comes slowly", () => {
    expect(fed(["one\n", "two"])).toEqual({ skipped: 0, text: "one\r\ntwo" });
  });

  it("begins with a whole line where it is begun in the middle", () => {
    expect(fed(["rest of a line\nnext\n"], true).text).toBe("next\r\n");
  });

  it("waits for the end of the first line, even if it comes later", () => {
    const feed = new LogFeed([], true);
    feed.push(bytes("rest of "));
    const first = feed.take().text;
    feed.push(bytes("a line\nnext\n"));
    expect([first, feed.take().text].join("")).toBe("next\r\n");
  });

  it("leaves out the oldest when it is flooded, in whole lines, and says how much", () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i} ${"x".repeat(60)}\n`);
    const { skipped, text } = fed(lines);
    const total = lines.join("").length;
    expect(skipped).toBeGreaterThan(1_000_000);
    expect(text.length).toBeLessThan(3_000_000);
    expect(skipped + text.replaceAll("\r", "").length).toBeLessThanOrEqual(total);
    expect(text.startsWith("line ")).toBe(true);
    expect(text.endsWith(lines.at(-1)!.replace("\n", "\r\n"))).toBe(true);
  });

  it("holds a bounded number of bytes, however much comes at once", () => {
    const feed = new LogFeed([], false);
    const piece = new Uint8Array(1 << 20).fill(0x61);
    for (let i = 0; i < 200; i++) feed.push(piece);
    const { skipped, text } = feed.take();
    expect(skipped + text.length).toBe(200 << 20);
    expect(text.length).toBeLessThan(4 << 20);
  });
});

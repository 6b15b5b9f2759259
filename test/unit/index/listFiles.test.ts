import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { indexFolder } from "./indexFolder.js";

const folder = temporaryFolder();
const stats = readFileSync(join(import.meta.dirname, "../../fixtures/formats/mini-o3-results/run/stats.json"));

/** What the index says of a file of these bytes. */
async function seen(bytes: string | Buffer) {
  const path = join(folder(), "stats.json");
  writeFileSync(path, bytes);
  const indexer = await indexFolder(join(path, ".."));
  const { format, columns, unread, pending } = indexer.file(path) ?? {};
  await indexer.dispose();
  return { format, rows: columns?.count, unread: unread?.code, pending };
}

const question = (output: string) => ({ id: 0, doc_id: "1", input: "", ground_truth: "", rollouts: [{ output }] });

describe("a file that is one list", () => {
  it("is told by its first element, in one line or in many, and however long that is", async () => {
    const read = { format: "mini-o3-results", rows: 1, unread: undefined, pending: false };
    expect(await seen(JSON.stringify([question("a")]))).toEqual(read);
    expect(await seen(JSON.stringify([question("é".repeat(12 << 20))], null, 4))).toEqual(read);
    expect(await seen(JSON.stringify([question("a"), ...Array<number>(50).fill(1)]))).toMatchObject({ rows: 51 });
  }, 60_000);

  it("is none of ours where its first element is none, and is read no further than that", async () => {
    const other = { format: null, unread: "not-json-lines" };
    for (const text of [
      "[]",
      "[1]",
      "[[]]",
      '[{"messages": []}]',
      '[{"doc_id": 1,]',
      "[",
      `[{"a": 1}${",{}".repeat(9)}]`,
    ])
      expect([text, await seen(text)]).toEqual([text, expect.objectContaining(other)]);
  });

  it("has no rows while it is being written, wherever that stops, and all of them afterwards", async () => {
    const cut = fc.nat({ max: stats.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async at => {
        expect((await seen(stats.subarray(0, at))).rows).toBe(0);
      }),
      { numRuns: 30 },
    );
    expect(await seen(stats)).toMatchObject({ rows: 4, pending: false });
  }, 60_000);
});

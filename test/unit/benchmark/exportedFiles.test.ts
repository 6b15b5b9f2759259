import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AskedExport } from "../../../src/core/benchmark/export/exportOptions.js";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import { exportBenchmark } from "../../../src/node/benchmark/exportBenchmark.js";
import { writeMadeBenchmark, writeMadePage, writeRecords } from "../../fixtures/madeBenchmark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { trainerFolder } from "../trainer/trainer.js";

const makeFolder = temporaryFolder();

async function exported(folder: string, asked: AskedExport) {
  const result = await exportBenchmark({ folder, out: join(folder, "out"), asked, version: "1.2.3", trainerFolder });
  if (result.kind !== "exported") throw new Error(JSON.stringify(result));
  return result;
}

describe("an export", () => {
  it("as records names no file that is not in it: no maps, and no page without its picture", async () => {
    const folder = makeFolder();
    const { pages, questions } = await writeMadeBenchmark(folder, 3);
    const [, second, third] = pages;
    if (second === undefined || third === undefined) throw new Error("too few pages");
    const source = { ...second.source, saliency: "/data/ada/maps/2.png", annotations: ["/data/ada/train.json"] };
    writeRecords(folder, questions, [...pages.slice(0, 1), { ...second, source }, third]);
    rmSync(join(folder, third.image.path));
    const { manifest } = await exported(folder, { to: "jsonl" });
    const text = readFileSync(join(folder, "out", "pages.jsonl"), "utf8");
    expect(text + JSON.stringify(manifest)).not.toMatch(/ada|\/tmp|maps/);
    const records = text
      .trimEnd()
      .split("\n")
      .map(line => pageRecordSchema.parse(JSON.parse(line)));
    expect(records).toMatchObject([{ id: pages[0]?.id }, { id: second.id }]);
    expect(new Set(manifest.left_out.map(({ code, detail }) => `${code} ${detail ?? ""}`))).toEqual(
      new Set([`missing-image ${third.image.path}: ENOENT`]),
    );
  });

  it.each(["length", "hash"])(
    "leaves out questions of a picture that is another one by its %s, and says so",
    async by => {
      const folder = makeFolder();
      const { pages, questions } = await writeMadeBenchmark(folder, 2);
      const known = pages.map(page => {
        const bytes = readFileSync(join(folder, page.image.path));
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        return { ...page, image: { ...page.image, ...(by === "hash" ? { sha256 } : { bytes: bytes.length }) } };
      });
      writeRecords(folder, questions, known);
      expect((await exported(folder, { to: "verl" })).manifest.left_out).toEqual([]);
      const file = join(folder, pages[1]?.image.path ?? "");
      await writeMadePage(file, 7);
      appendFileSync(file, "\0");
      const { manifest } = await exported(folder, { to: "verl" });
      const changed = questions.filter(({ page_id: page }) => page === pages[1]?.id);
      expect(manifest.left_out.map(({ id, code }) => [id, code])).toEqual(
        changed.map(({ id }) => [id, "image-changed"]),
      );
    },
  );

  it("that was cancelled leaves none of the folders that were made for it", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder);
    mkdirSync(join(folder, "exports"));
    const abort = new AbortController();
    const request = { folder, asked: { to: "verl" }, version: "1.2.3", trainerFolder, signal: abort.signal } as const;
    const out = join(folder, "exports", "of today", "by task", "verl");
    expect(await exportBenchmark({ ...request, out, onProgress: () => abort.abort() })).toEqual({ kind: "aborted" });
    expect(readdirSync(join(folder, "exports"))).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultDatasetLimits } from "../../../src/node/dataset/datasetLimits.js";
import { ImageStore } from "../../../src/node/dataset/imageStore.js";
import { readDataset } from "../../../src/node/dataset/readDataset.js";
import { readParquetImage } from "../../../src/node/dataset/readParquetImage.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { verlParquet, type VerlRow } from "../../fixtures/verlParquet.js";

const folder = temporaryFolder();

/** Bytes that begin like a PNG and can be told apart and found again. */
const picture = (seed: number, length = 5000): Uint8Array => {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 97 + (at >> 3)) % 251);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};

function parquet(...content: Parameters<typeof verlParquet>): string {
  const path = join(folder(), "train.parquet");
  writeFileSync(path, verlParquet(...content));
  return path;
}

/** A file in which the stored bytes of picture 1 and their page header are garbage. */
function withBrokenImage(): string {
  const path = parquet(rows, 2, "UNCOMPRESSED");
  const bytes = readFileSync(path);
  const at = bytes.indexOf(Buffer.from(picture(1).subarray(0, 64)));
  expect(at).toBeGreaterThan(0);
  const start = bytes.indexOf(Buffer.from(picture(0).subarray(0, 64)));
  bytes.fill(0xff, start - 40, at + 4000);
  writeFileSync(path, bytes);
  return path;
}

const rows: readonly VerlRow[] = [0, 1, 2, 3, 4].map(at => ({
  question: `Question number ${at}?`,
  answer: at === 2 ? '["B", "C"]' : "A",
  id: `q${at}`,
  imagePath: at === 1 ? "pages/one.png" : null,
  boxes: at === 3 ? "[[1, 2, 3, 4]]" : null,
  images: at === 4 ? [] : [{ bytes: picture(at), path: null }],
  index: at === 0 ? 2n ** 60n : BigInt(at),
}));

describe("verl's Parquet", () => {
  it("gives questions with their images as references", async () => {
    const path = parquet(rows);
    const read = await readDataset(path);
    if (read.kind !== "read") throw new Error(read.reason.code);
    expect(read.problems).toEqual([]);
    expect(read.questions.map(question => question.id)).toEqual(["q0", "q1", "q2", "q3", "q4"]);
    expect(read.questions[0]).toMatchObject({ prompt: "<image>Question number 0?", answer: "A" });
    expect(read.questions[2]?.answer).toBe('["B", "C"]');
    expect(read.questions[3]?.targets).toEqual([{ box: [1, 2, 3, 4], role: null }]);
    expect(read.questions.map(question => question.image)).toEqual([
      { kind: "parquet", file: path, row: 0, index: 0, path: null },
      { kind: "parquet", file: path, row: 1, index: 0, path: "pages/one.png" },
      { kind: "parquet", file: path, row: 2, index: 0, path: null },
      { kind: "parquet", file: path, row: 3, index: 0, path: null },
      null,
    ]);
  });

  it("holds 64-bit integers exactly, as numbers or as text", async () => {
    const columns = { questionId: "extra_info.index" };
    const read = await readDataset(parquet(rows), columns);
    expect(read.kind === "read" && read.questions.map(question => question.id)).toEqual([
      "1152921504606846976",
      "1",
      "2",
      "3",
      "4",
    ]);
  });

  it("never reads image bytes for the questions", async () => {
    const path = withBrokenImage();
    const read = await readDataset(path);
    expect(read).toMatchObject({ kind: "read", problemCount: 0, questions: { length: 5 } });
  });

  it("takes paths where the file holds only paths", async () => {
    const path = parquet([{ question: "Who?", answer: "A", images: [{ bytes: null, path: "pages/a.png" }] }]);
    expect(await readDataset(path)).toMatchObject({ questions: [{ image: { kind: "path", path: "pages/a.png" } }] });
  });

  it("lists the rows of a damaged row group and keeps the others", async () => {
    const path = parquet(rows, 2);
    const bytes = readFileSync(path);
    const at = bytes.indexOf("Question number 2?");
    bytes.fill(0xff, at - 60, at + 10);
    writeFileSync(path, bytes);
    const read = await readDataset(path);
    expect(read).toMatchObject({ kind: "read", problemCount: 2, problems: [{ row: 2, rows: 2 }] });
    expect(read.kind === "read" && read.questions.map(question => question.id)).toEqual(["q0", "q1", "q4"]);
  });

  it("refuses to decode a row group beyond the limit", async () => {
    const read = await readDataset(parquet(rows), {}, { ...defaultDatasetLimits, maxRowGroupBytes: 10 });
    expect(read).toMatchObject({ kind: "read", questions: [], problemCount: 5 });
  });
});

describe("an image inside Parquet", () => {
  it("is read byte for byte, one row at a time", async () => {
    const path = parquet(rows);
    for (const at of [0, 1, 2, 3]) {
      const image = await readParquetImage(path, at, 0, undefined, 2 ** 30);
      expect(image.kind === "bytes" && Buffer.compare(image.bytes, picture(at))).toBe(0);
    }
  });

  it("is read from its own page alone where the file has an offset index", async () => {
    const path = parquet(rows, 5, "UNCOMPRESSED", true);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(Buffer.from(picture(1).subarray(0, 64)));
    bytes.fill(0xff, at - 30, at + 4000);
    writeFileSync(path, bytes);
    for (const row of [0, 2, 3]) {
      const image = await readParquetImage(path, row, 0, undefined, 4000);
      expect(image.kind === "bytes" && Buffer.compare(image.bytes, picture(row))).toBe(0);
    }
  });

  it("may be absent, out of range, too large or damaged, each by its name", async () => {
    const path = parquet(rows);
    const kind = async (row: number, index = 0, limit = 2 ** 30, from = path) =>
      (await readParquetImage(from, row, index, undefined, limit)).kind;
    expect(await kind(4)).toBe("absent");
    expect(await kind(0, 1)).toBe("absent");
    expect(await kind(99)).toBe("absent");
    expect(await kind(0, 0, 100)).toBe("too-large");
    expect(await kind(1, 0, 2 ** 30, withBrokenImage())).toBe("unreadable");
    expect(await kind(0, 0, 2 ** 30, join(folder(), "gone.parquet"))).toBe("unreadable");
  });
});

describe("the store of extracted images", () => {
  const store = (maxBytes: number) => new ImageStore(join(folder(), "images"), maxBytes);

  it("extracts once and names the file after what it is", async () => {
    const images = store(1e6);
    let extractions = 0;
    const extract = () => {
      extractions++;
      return Promise.resolve(picture(1));
    };
    const [first, second] = await Promise.all([images.keep("a", extract), images.keep("a", extract)]);
    const third = await images.keep("a", extract);
    expect([second, third, extractions]).toEqual([first, first, 1]);
    expect(first).toMatch(/\.png$/);
    expect(Buffer.compare(readFileSync(first!), picture(1))).toBe(0);
  });

  it("drops the oldest files when there are too many bytes, and extracts them again when asked", async () => {
    const images = store(12_000);
    const keep = (at: number) => images.keep(String(at), () => Promise.resolve(picture(at)));
    const paths: string[] = [];
    for (const at of [0, 1, 2]) {
      const path = (await keep(at))!;
      utimesSync(path, 1000 + at, 1000 + at);
      paths.push(path);
    }
    expect(paths.map(path => existsSync(path))).toEqual([false, true, true]);
    // Use makes a file young again.
    await keep(1);
    expect(statSync(paths[1]!).mtimeMs).toBeGreaterThan(1_000_000);
    await keep(3);
    expect(paths.map(path => existsSync(path))).toEqual([false, true, false]);
    expect(await keep(0)).toBe(paths[0]);
    expect(existsSync(paths[0]!)).toBe(true);
  });

  it("keeps no image that alone is beyond the bound", async () => {
    const images = store(100);
    expect(await images.keep("a", () => Promise.resolve(picture(1)))).toBeNull();
  });

  it("leaves nothing behind when extracting fails, and tries again", async () => {
    const directory = join(folder(), "images");
    const images = new ImageStore(directory, 1e6);
    await expect(images.keep("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await images.keep("a", () => Promise.resolve(picture(1)))).not.toBeNull();
    expect(readdirSync(directory)).toHaveLength(1);
  });
});

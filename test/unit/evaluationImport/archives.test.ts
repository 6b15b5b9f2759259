import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { foreignRecords } from "../../../src/node/evaluation/import/foreignRecords.js";
import { xlsxRows } from "../../../src/node/evaluation/import/xlsxRows.js";
import { ZipFile } from "../../../src/node/evaluation/import/zipFile.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

function written(name: string, bytes: Buffer | string): string {
  const file = join(makeFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

interface Packed {
  readonly name: string;
  readonly method: number;
  readonly bytes: Buffer;
  readonly size: number;
}

const numbers = (...values: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer =>
  Buffer.concat(
    values.map(([value, length]) => {
      const buffer = Buffer.alloc(length);
      if (length === 8) buffer.writeBigUInt64LE(BigInt(value));
      else buffer.writeUIntLE(value, 0, length);
      return buffer;
    }),
  );

/** An archive byte by byte; `isWide`: every number stands where archives above 4 GB have it. */
function archive(entries: readonly Packed[], isWide = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, method, bytes, size } of entries) {
    const title = Buffer.from(name);
    const local = numbers([0x04034b50, 4], [20, 2], [0, 2], [method, 2], [0, 4], [0, 4], [bytes.length, 4], [size, 4]);
    const head = Buffer.concat([local, numbers([title.length, 2], [0, 2]), title]);
    const out = 0xffffffff;
    const extra = isWide ? numbers([1, 2], [24, 2], [size, 8], [bytes.length, 8], [at, 8]) : Buffer.alloc(0);
    directory.push(
      numbers([0x02014b50, 4], [45, 2], [45, 2], [0, 2], [method, 2], [0, 4], [0, 4]),
      isWide ? numbers([out, 4], [out, 4]) : numbers([bytes.length, 4], [size, 4]),
      numbers([title.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [isWide ? out : at, 4]),
      title,
      extra,
    );
    parts.push(head, bytes);
    at += head.length + bytes.length;
  }
  const all = Buffer.concat(directory);
  const wide = numbers(
    [0x06064b50, 4],
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 4],
    [0, 4],
    [entries.length, 8],
    [entries.length, 8],
    [all.length, 8],
    [at, 8],
  );
  const locator = numbers([0x07064b50, 4], [0, 4], [at + all.length, 8], [1, 4]);
  const last = isWide
    ? [
        wide,
        locator,
        numbers([0x06054b50, 4], [0, 4], [0xffff, 2], [0xffff, 2], [0xffffffff, 4], [0xffffffff, 4], [0, 2]),
      ]
    : [numbers([0x06054b50, 4], [0, 4], [entries.length, 2], [entries.length, 2], [all.length, 4], [at, 4], [0, 2])];
  return Buffer.concat([...parts, all, ...last]);
}

/** What `zstd -19` makes of {"id": "q", "x": "aaa…"} with 3,000 letters. */
const zstdSample = Buffer.from("KLUv/WTMCuUAAKh7ImlkIjogInEiLCAieCI6ICJhIn0BAGnngzByzkJe", "base64");

/** A frame of blocks that each say one byte many times over: a few bytes that unpack to gigabytes. */
function zstdBomb(blocks: number): Buffer {
  const block = (isLast: boolean) => {
    const size = 128 << 10;
    return Buffer.concat([
      Buffer.from([((size << 3) | 2 | Number(isLast)) & 0xff, (size >> 5) & 0xff, size >> 13]),
      Buffer.from("a"),
    ]);
  };
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
  return Buffer.concat([head, ...Array.from({ length: blocks }, (_, at) => block(at === blocks - 1))]);
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const stored = (name: string, bytes: Buffer): Packed => ({ name, method: 0, bytes, size: bytes.length });

describe("a log of inspect_ai", () => {
  it("is read where its entries are packed with zstd", async () => {
    const packed = { name: "samples/q_epoch_1.json", method: 93, bytes: zstdSample, size: 3020 };
    const read = await foreignRecords(written("log.eval", archive([packed])));
    expect(read).toMatchObject({ kind: "records", damaged: 0, records: [{ id: "q" }] });
  });

  it("is read where its numbers stand as those of archives above 4 GB do", async () => {
    const header = json({ eval: { model: "openai/gpt-4o" } });
    const entries = [stored("header.json", header), stored("samples/q_epoch_1.json", json({ id: "q" }))];
    const read = await foreignRecords(written("log.eval", archive(entries, true)));
    expect(read).toMatchObject({ kind: "records", model: "openai/gpt-4o", records: [{ id: "q" }] });
  });

  it("keeps of each sample what is needed, and nothing of what was shown and logged", async () => {
    const events = ["x".repeat(100_000)];
    const attachments = { a: "Answer: B", p: `data:image/png;base64,${"x".repeat(100_000)}` };
    const messages = [{ role: "user", content: [{ type: "image", image: "attachment://p" }] }];
    const output = { choices: [{ message: { content: "attachment://a" }, stop_reason: "stop" }] };
    const sample = json({ id: "q", epoch: 1, input: "Which?", output, messages, attachments, events });
    const read = await foreignRecords(written("log.eval", archive([stored("samples/q_epoch_1.json", sample)])));
    if (read.kind !== "records") throw new Error(read.code);
    expect(JSON.stringify(read.records).length).toBeLessThan(500);
    expect(read.records[0]).toMatchObject({ output: { choices: [{ message: { content: "Answer: B" } }] } });
  });

  it("loses the samples that are damaged, torn or too large, with their number, and keeps the others", async () => {
    const good = stored("samples/a_epoch_1.json", json({ id: "a" }));
    const torn = stored("samples/b_epoch_1.json", Buffer.from('{"id": "b'));
    const broken = { name: "samples/c_epoch_1.json", method: 8, bytes: Buffer.from("no deflate"), size: 100 };
    const lying = { name: "samples/d_epoch_1.json", method: 0, bytes: Buffer.from("{}"), size: 0xfffffff0 };
    const unpacked = { name: "samples/e_epoch_1.json", method: 93, bytes: zstdSample.subarray(0, 20), size: 3020 };
    const read = await foreignRecords(written("log.eval", archive([good, torn, broken, lying, unpacked])));
    expect(read).toMatchObject({ kind: "records", damaged: 4, records: [{ id: "a" }] });
  });

  it.each([
    ["as it says", 3020],
    ["much smaller than it says it is not", 10],
  ])("of zstd that unpacks to gigabytes takes no more memory than the entry is large, %s", async (_, size) => {
    const bomb = { name: "samples/q_epoch_1.json", method: 93, bytes: zstdBomb(16_384), size };
    const read = await foreignRecords(written("log.eval", archive([bomb])));
    expect(read).toMatchObject({ kind: "records", damaged: 1, records: [] });
  });

  it("of deflate that unpacks to more than it says is not unpacked", async () => {
    const zip = new JSZip().file("samples/q_epoch_1.json", Buffer.alloc(2 << 20, 0x20));
    const bytes = await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
    const opened = await ZipFile.open(written("log.eval", bytes));
    if (typeof opened === "string") throw new Error(opened);
    const entry = opened.entries.at(-1);
    const read = entry && (await opened.read({ ...entry, size: 1 << 10 }, 1 << 20));
    await opened.close();
    expect(read).toEqual({ kind: "fault", code: "too-large" });
  });

  it.each([
    ["cut in the middle", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      "whose directory lies elsewhere",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -6), Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0])]),
    ],
    ["of four bytes", (bytes: Buffer) => bytes.subarray(0, 4)],
  ])("%s is refused", async (_, cut) => {
    const whole = archive([stored("samples/q_epoch_1.json", json({ id: "q" }))]);
    expect(await foreignRecords(written("log.eval", cut(whole)))).toMatchObject({ kind: "fault" });
  });
});

describe("a spreadsheet", () => {
  const sheet = async (rows: string, name = "xl/worksheets/sheet1.xml"): Promise<string> => {
    const zip = new JSZip().file(name, `<worksheet><sheetData>${rows}</sheetData></worksheet>`);
    return written("a.xlsx", await zip.generateAsync({ type: "nodebuffer" }));
  };
  const head = (...names: readonly string[]): string =>
    `<row>${names.map(name => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join("")}</row>`;

  it("gives a reply back that was taken for a formula, with a value, without one, and with an error for one", async () => {
    const cells = '<c><f>5 apples</f></c><c t="e"><f>NAME?</f><v>#NAME?</v></c><c t="str"><f>1+1</f><v>2</v></c>';
    expect(await xlsxRows(await sheet(`${head("a", "b", "c")}<row>${cells}</row>`))).toEqual({
      kind: "rows",
      rows: [{ a: "=5 apples", b: "=NAME?", c: "2" }],
    });
  });

  it("with two columns of one name is refused, since one of them would be lost", async () => {
    const file = await sheet(`${head("index", "prediction", "prediction")}<row><c><v>1</v></c></row>`);
    expect(await foreignRecords(file)).toEqual({ kind: "fault", code: "repeated-columns" });
    const table = written("a.tsv", "index\tprediction\tprediction\n1\ta\tb\n");
    expect(await foreignRecords(table)).toEqual({ kind: "fault", code: "repeated-columns" });
  });

  it("is read whatever its first sheet's file is called, and refused where that is no XML", async () => {
    const named = await sheet(`${head("a")}<row><c><v>1</v></c></row>`, "xl/worksheets/results.xml");
    expect(await xlsxRows(named)).toEqual({ kind: "rows", rows: [{ a: 1 }] });
    expect(await xlsxRows(await sheet("<row><c>"))).toEqual({ kind: "fault", code: "not-xml" });
    expect(await xlsxRows(await sheet("<row>&boom;</row>"))).toEqual({ kind: "fault", code: "not-xml" });
  });
});

describe("lines", () => {
  it("of a million characters are read, those of no record counted", async () => {
    const long = JSON.stringify({ index: 0, prediction: "x".repeat(1_000_000) });
    const read = await foreignRecords(written("a.jsonl", `${long}\n[1]\nnull\n{"index":\n{"index": 1, "index": 2}\n`));
    expect(read).toMatchObject({ kind: "records", damaged: 3 });
    expect(read.kind === "records" && read.records.map(one => one["index"])).toEqual([0, 2]);
  });

  it("of a folder that is none are told by the disk", async () => {
    const folder = makeFolder();
    expect(existsSync(folder)).toBe(true);
    await expect(foreignRecords(join(folder, "nothing.jsonl"))).rejects.toThrow("ENOENT");
  });
});

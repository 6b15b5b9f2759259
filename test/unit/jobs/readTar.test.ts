import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTar } from "../../../src/node/jobs/readTar.js";
import { temporaryFolder } from "./temporaryFolder.js";

function tarOf(files: Readonly<Record<string, Buffer>>, ...options: readonly string[]): Buffer {
  const folder = temporaryFolder();
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  symlinkSync("/etc/passwd", join(folder, "link"));
  const paths = [...Object.keys(files), "link"].map(path => `./${path}`);
  return execFileSync("tar", ["-cf", "-", ...options, "-C", folder, ...paths], { maxBuffer: 1e8 });
}

const read = (archive: Buffer) =>
  Object.fromEntries(readTar(archive).map(({ path, bytes }) => [path.replace(/^\.\//, ""), bytes.toString("latin1")]));

const long = `${"a long name of a folder/".repeat(8)}${"ü".repeat(40)}.jsonl`;

describe("an archive", () => {
  it.each(["--format=gnu", "--format=ustar", "--format=pax"])(
    "of %s is read as tar wrote it, and no link of it",
    format => {
      const files = { log: Buffer.from("one\n"), "out/empty": Buffer.alloc(0), "out/x": Buffer.alloc(1500, 7) };
      const more = format === "--format=ustar" ? {} : { [long]: Buffer.from("long") };
      const expected = Object.entries({ ...files, ...more }).map(([path, bytes]) => [path, bytes.toString("latin1")]);
      expect(read(tarOf({ ...files, ...more }, format))).toEqual(Object.fromEntries(expected));
    },
  );

  it("that is cut gives the files before the cut", () => {
    const archive = tarOf({ a: Buffer.alloc(600, 1), b: Buffer.alloc(600, 2) });
    expect(Object.keys(read(archive.subarray(0, 512 * 4)))).toEqual(["a"]);
  });

  it("that is none, or a damaged one, gives what is whole and never fails", () => {
    const archive = tarOf({ a: Buffer.alloc(600, 1), b: Buffer.from("b"), [long]: Buffer.from("c") });
    const damage = fc.record({ at: fc.nat(archive.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 30 }), damages => {
        const damaged = Buffer.from(archive);
        for (const { at, byte } of damages) damaged[at] = byte;
        for (const { bytes } of readTar(damaged)) expect(bytes.length).toBeLessThanOrEqual(archive.length);
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => readTar(Buffer.from(bytes)).length === 0));
  });
});

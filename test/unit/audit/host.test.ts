import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditEntries, type AuditEntry } from "../../../src/host/audit/auditEntries.js";
import { covers } from "../../../src/host/audit/auditScope.js";
import { linesAtOffsets } from "../../../src/host/linesAtOffsets.js";
import type { AuditedRow } from "../../../src/protocol/reward/auditApi.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

const row = (file: string, number: number): AuditedRow => ({
  ref: { file, row: number },
  ...{ step: 1, question: "q", number: 1, strategy: "rarl", parts: [], firstDifference: "total", cause: null },
  byteOffset: number * 10,
});
const rows = (file: string, count: number) => Array.from({ length: count }, (_, i) => row(file, i));
const all = (entries: ReadonlyMap<string, readonly AuditEntry[]>) => [...entries.values()].flat();

describe("entries for Problems", () => {
  test("are the rows themselves where there is room for all", () => {
    const entries = auditEntries([{ rows: rows("a", 20), total: 20 }]);
    expect(all(entries)).toHaveLength(20);
    expect(all(entries).some(({ kind }) => kind === "rest")).toBe(false);
  });

  test("count the rest in one entry, at the first row, and stay within the limits with it", () => {
    const entries = auditEntries([{ rows: rows("a", 20), total: 300 }]);
    expect(entries.get("a")).toHaveLength(20);
    expect(entries.get("a")?.at(-1)).toMatchObject({
      kind: "rest",
      rollouts: 281,
      row: { ref: { file: "a", row: 0 } },
    });
  });

  test("stay within both limits and lose no count, whatever was found", () => {
    const found = fc.array(fc.record({ file: fc.constantFrom("a", "b", "c"), rows: fc.nat(12), more: fc.nat(9) }));
    fc.assert(
      fc.property(found, fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 15 }), (audits, perFile, inAll) => {
        const listed = audits.map(({ file, rows: count, more }) => ({
          rows: rows(file, count),
          // Only an audit that lists some rows can have more of them.
          total: count + (count === 0 ? 0 : more),
        }));
        const entries = auditEntries(listed, { perFile, inAll });
        const total = listed.reduce((sum, audit) => sum + audit.total, 0);
        const counted = all(entries).reduce((sum, entry) => sum + (entry.kind === "rest" ? entry.rollouts : 1), 0);
        expect(counted).toBe(total);
        expect(all(entries).length).toBeLessThanOrEqual(inAll);
        for (const ofFile of entries.values()) expect(ofFile.length).toBeLessThanOrEqual(perFile);
        expect(all(entries).filter(({ kind }) => kind === "rest").length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("lines of byte offsets", () => {
  test("are counted in one reading, in whatever order they are asked for", async () => {
    const file = join(makeFolder(), "a.jsonl");
    const words = fc.array(fc.string({ maxLength: 12, unit: "grapheme" }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(words, fc.array(fc.nat(30)), async (texts, asked) => {
        const lines = texts.map(text => text.replaceAll("\n", " "));
        writeFileSync(file, lines.map(line => `${line}\n`).join(""));
        const starts = lines.map((_, i) =>
          Buffer.byteLength(
            lines
              .slice(0, i)
              .map(line => `${line}\n`)
              .join(""),
          ),
        );
        const wanted = asked.filter(line => line < lines.length);
        const found = await linesAtOffsets(
          file,
          wanted.map(line => starts[line] ?? 0),
        );
        expect(found).toEqual(wanted);
      }),
    );
  });

  test("go over the borders of what is read at a time, and stop at the end of a file that became shorter", async () => {
    const file = join(makeFolder(), "a.jsonl");
    const line = `${"x".repeat(999)}\n`;
    writeFileSync(file, line.repeat(300));
    expect(await linesAtOffsets(file, [299_000, 0, 65_000, 66_000])).toEqual([299, 0, 65, 66]);
    expect(await linesAtOffsets(file, [900_000, 1000])).toEqual([300, 1]);
  });
});

test("a run covers its steps, a step not its run, and no set those of another phase or folder", () => {
  const run: RolloutSet = { run: "/r", phase: "training", folder: null, from: null, to: null };
  const step = { ...run, from: 3, to: 3 };
  expect(covers(run, step)).toBe(true);
  expect(covers(step, step)).toBe(true);
  expect(covers(step, run)).toBe(false);
  expect(covers(run, { ...step, phase: "validation" })).toBe(false);
  expect(covers({ ...run, folder: "/r/a" }, { ...step, folder: "/r/b" })).toBe(false);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { judgeHostTests } from "../../../scripts/judgeHostTests.mjs";
import { vitestCounts } from "../../../scripts/vitestCounts.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-counts-"));
  vi.spyOn(console, "error").mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const written = (content: unknown) => {
  const file = join(folder, "counts.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe("tests inside VS Code", () => {
  it("passed when the host ended well and wrote its counts", () => {
    const counts = { passed: 3, failed: 0, skipped: 1 };
    expect(judgeHostTests(written(counts), 0)).toEqual(counts);
  });

  it("failed once when the host died, whatever its exit code", () => {
    expect(judgeHostTests(join(folder, "none"), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("failed when none ran, or the host ended with an error", () => {
    expect(judgeHostTests(written({ passed: 0, failed: 0, skipped: 2 }), 0).failed).toBe(1);
    expect(judgeHostTests(written({ passed: 3, failed: 0, skipped: 0 }), 1).failed).toBe(1);
  });

  it("keep their own number of failures", () => {
    expect(judgeHostTests(written({ passed: 3, failed: 2, skipped: 0 }), 1).failed).toBe(2);
  });
});

describe("a report of vitest", () => {
  const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, success: true };

  it("counts what passed, failed and was skipped", () => {
    expect(vitestCounts(written(report))).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });

  it("has a failure when a file could not be loaded, though no test failed", () => {
    expect(vitestCounts(written({ ...report, success: false })).failed).toBe(1);
  });

  it("that was never written is a failure", () => {
    expect(vitestCounts(join(folder, "none"))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

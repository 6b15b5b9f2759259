import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../../src/core/rollout/formats.js";
import { ByteScan } from "../../../src/node/index/byteScan.js";
import { openFile } from "../../../src/node/index/openFile.js";
import { readTable } from "../../../src/node/index/readTable.js";
import { newCounters } from "../../../src/node/index/scanCounters.js";
import type { TableReader } from "../../../src/node/index/tableReader.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
/** Empty values of what TRL logs of completions. */
const skeleton = { step: 0, prompt: "", completion: "", advantage: 0 };

/** The rows of a table whose groups hold these texts. */
function rowsOf(texts: readonly string[]) {
  const groups = texts.map((_, at) => ({ offset: 4 + at, length: 10, rows: 1 }));
  const reader: TableReader = {
    open: () => ({ kind: "table", skeleton, groups }),
    unit: (_fd, _size, offset) => Buffer.from(texts[offset - 4] ?? ""),
  };
  const path = join(makeFolder(), "1.parquet");
  writeFileSync(path, "PAR1".repeat(10));
  const opened = openFile(path);
  if (opened.kind !== "open") throw new Error("not opened");
  try {
    const { table, groups: steps } = readTable(
      opened,
      formats,
      { scan: new ByteScan(), counters: newCounters() },
      reader,
    );
    Array.from(steps);
    return { count: table.count, malformed: table.malformed };
  } finally {
    opened.close();
  }
}

describe("A table's row groups", () => {
  it("that are no JSON are told as a row that cannot be read, and take none of the others with them", () => {
    const good = JSON.stringify([{ step: 1, prompt: "Which?", completion: "A", advantage: 0 }]);
    const { count, malformed } = rowsOf([good, "[{", good]);
    expect(count).toBe(3);
    expect(malformed).toMatchObject([{ reason: { code: "not-json" } }]);
  });
});

import { expect, test } from "vitest";
import type { IndexedFile, RowColumns } from "../../../src/node/index/indexedFile.js";
import { dumpFolder } from "../../../src/node/runs/dumpFolder.js";
import { fileSteps } from "../../../src/node/runs/fileSteps.js";

/** A file whose rows carry these steps; null is a malformed line, NaN a row without a step. */
function file(steps: readonly (number | null)[], over: Partial<IndexedFile> = {}): IndexedFile {
  const columns: RowColumns = {
    count: steps.length,
    groupCount: 1,
    numbers: new Map(),
    offsetOf: row => row * 100,
    lengthOf: () => 99,
    itemOf: () => 0,
    isMalformed: row => steps[row] === null,
    stepOf: row => steps[row] ?? NaN,
    scoreOf: () => 0,
    scoreKindOf: () => "number",
    groupOf: () => 0,
    groupHashOf: () => "0",
    responseLengthOf: () => 1,
    callOpeningsOf: () => 0,
  };
  return {
    path: "/run/1.jsonl",
    root: "/run",
    size: 1,
    mtimeMs: 0,
    format: "verl-rollouts",
    unread: null,
    columns,
    malformed: [],
    pending: false,
    version: 1,
    generation: 1,
    ...over,
  };
}

test("a resumed board repeats steps: both are kept, the earlier one is superseded", () => {
  const { steps } = fileSteps(file([1, 1, 2, 3, 2, 3, 4]));
  expect(steps.map(({ step, segment, isSuperseded }) => [step, segment, isSuperseded])).toEqual([
    [1, 0, false],
    [2, 0, true],
    [3, 0, true],
    [2, 1, false],
    [3, 1, false],
    [4, 1, false],
  ]);
});

test("a malformed line belongs to the step it stands in, the first one to the first step", () => {
  const { steps, stepless } = fileSteps(file([null, 7, null, 7]));
  expect(steps).toEqual([{ step: 7, segment: 0, isSuperseded: false, rows: null }]);
  expect([...stepless]).toEqual([]);
});

test("rows without a step are not lost", () => {
  expect([...fileSteps(file([NaN, NaN])).stepless]).toEqual([0, 1]);
});

test("a step whose file is older than that of a lower step is stale", () => {
  const at = (step: number, mtimeMs: number) => file([step], { path: `/run/${step}.jsonl`, mtimeMs });
  const { steps } = dumpFolder("/run", "training", [at(1, 10_000), at(2, 90_000), at(3, 30_000), at(10, 95_000)]);
  expect(steps.map(({ step, staleBy }) => [step, staleBy])).toEqual([
    [10, null],
    [3, "older-file"],
    [2, null],
    [1, null],
  ]);
});

test("files copied in the order of their names are not taken for stale ones", () => {
  const at = (step: number, mtimeMs: number) => file([step], { path: `/run/${step}.jsonl`, mtimeMs });
  const { steps } = dumpFolder("/run", "training", [
    at(1, 1000),
    at(10, 5000),
    at(11, 9000),
    at(2, 13_000),
    at(3, 17_000),
  ]);
  expect(steps.every(({ staleBy }) => staleBy === null)).toBe(true);
});

import { copyFileSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../../src/core/rollout/formats.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import type { RolloutResponse } from "../../../src/core/rollout/rollout.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import type { IndexedFile } from "../../../src/node/index/indexedFile.js";
import { isPlainPath } from "../../../src/node/pages/isPlainPath.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { dumpLine, indexFolder } from "../index/indexFolder.js";
import { fixtureRollouts, pitfallPath, readFile, readFixture, rolloutsOf } from "./pitfallRows.js";

/**
 * The pitfalls of formats.md 6, each with the fixture it is tried on (null: made while the test runs, because it is a
 * matter of size or of time) and the tests beside this file that try it on the part it concerns.
 */
const pitfalls: readonly (readonly [number: number, what: string, fixtures: readonly string[], elsewhere: string[]])[] =
  [
    [1, "NaN and Infinity tokens", ["01-non-finite.jsonl"], ["formats/parseTolerant"]],
    [2, "a torn last line", ["02-torn-last-line.jsonl", "02-torn-line-inside.jsonl", "02-empty.jsonl"], ["index/"]],
    [3, "rewrite and append", ["03-rewritten-before.jsonl", "03-rewritten-after.jsonl"], ["index/"]],
    [4, "a resumed run", ["04-resumed-log.jsonl"], ["runs/fileSteps"]],
    [5, "line separators inside strings", ["05-line-separators.jsonl"], ["index/", "dataset/readDataset"]],
    [6, "encodings", ["06-encodings.jsonl"], ["dataset/readDataset"]],
    [7, "huge lines", [], ["index/", "dataset/readDataset"]],
    [8, "numbers as strings", ["08-numbers-as-strings.jsonl"], ["formats/readLoggedNumber", "index/"]],
    [9, "kinds of accuracy", ["09-kinds-of-accuracy.jsonl"], ["formats/readLoggedNumber", "index/"]],
    [10, "columns that differ", ["10-differing-columns.jsonl"], ["index/"]],
    [11, "JSON inside gts", ["11-ground-truth-in-json.jsonl"], ["formats/formats"]],
    [12, "odd JSON", ["12-odd-json.jsonl"], ["formats/parseTolerant", "index/"]],
    [13, "markers in text", ["13-markers-in-text.jsonl"], ["trajectory/"]],
    [14, "bad calls", ["14-bad-calls.jsonl"], ["trajectory/"]],
    [15, "directory noise", ["15-directory-noise"], ["index/"]],
    [16, "hostile text and paths", ["16-hostile-text.jsonl"], ["pages/pageResolver"]],
    [17, "no events", [], ["watch/"]],
  ];

const textOf = (response: RolloutResponse): string => (response.kind === "text" ? response.text : "");
const folder = temporaryFolder();

/** What the index alone says of the scores of a file. */
const indexedScores = ({ columns }: IndexedFile) =>
  Array.from({ length: columns.count }, (_, row) => {
    const kind = columns.scoreKindOf(row);
    return kind === "number" ? columns.scoreOf(row) : kind;
  });

describe("the pitfalls of the formats", () => {
  it("are all in the table, with their fixtures", () => {
    expect(pitfalls.map(([number]) => number)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    const named = pitfalls.flatMap(([, , fixtures]) => fixtures);
    expect(named.toSorted()).toEqual(readdirSync(pitfallPath(".")).toSorted());
  });

  it.each(pitfalls)("%i (%s) has the tests that the table names", (_number, _what, _fixtures, elsewhere) => {
    const unit = join(import.meta.dirname, "..");
    const files = readdirSync(unit, { recursive: true }).map(name => String(name).replaceAll("\\", "/"));
    const tests = files.filter(name => name.endsWith(".test.ts"));
    for (const place of elsewhere) expect([place, tests.some(name => name.startsWith(place))]).toEqual([place, true]);
  });

  it("1: NaN and the infinities are read outside of strings, apart from null and absent", async () => {
    const fixture = await readFixture("01-non-finite.jsonl");
    const rollouts = rolloutsOf(fixture);
    expect(indexedScores(fixture.file)).toEqual(["nan", "infinity", "infinity", "null", "absent", 0]);
    expect(rollouts.map(({ score }) => score)).toEqual([
      { kind: "nan" },
      { kind: "infinity", sign: 1 },
      { kind: "infinity", sign: -1 },
      { kind: "null" },
      { kind: "absent" },
      { kind: "number", value: 0 },
    ]);
    expect(textOf(rollouts[0]!.response)).toBe('The answer is NaN, not Infinity. "NaN" <answer>NaN</answer>');
  });

  it("2: a torn last line is no row, a torn line elsewhere is a malformed one, and its neighbours stay", async () => {
    const last = await readFixture("02-torn-last-line.jsonl");
    expect([last.rows.length, last.file.pending]).toEqual([2, true]);
    const inside = await readFixture("02-torn-line-inside.jsonl");
    expect([inside.rows.map(({ kind }) => kind), inside.file.pending]).toEqual([
      ["rollout", "malformed", "rollout"],
      false,
    ]);
    const offset = inside.file.columns.offsetOf(1);
    expect(inside.file.malformed).toEqual([{ row: 1, byteOffset: offset, reason: { code: "not-json", at: 70 } }]);
  });

  it("3: formats know how they grow, and a file rewritten at the same size and time is read again", async () => {
    const growth = Object.fromEntries(formats.map(format => [format.id, format.growth]));
    expect(growth).toMatchObject({
      "verl-rollouts": "rewritten",
      "deepeyes-evaluation": "rewritten",
      "llamafactory-predictions": "rewritten",
      "trainer-state": "rewritten",
      "reward-lines": "appended",
      "deepeyes-board": "appended",
      "llamafactory-log": "appended",
      "verl-metrics": "appended",
    });
    const path = join(folder(), "7.jsonl");
    copyFileSync(pitfallPath("03-rewritten-before.jsonl"), path);
    const { size, atime, mtime } = statSync(path);
    const indexer = await indexFolder(path);
    const before = await readFile(indexer, path);
    copyFileSync(pitfallPath("03-rewritten-after.jsonl"), path);
    utimesSync(path, atime, mtime);
    await indexer.refresh(path);
    const after = await readFile(indexer, path);
    await indexer.dispose();
    expect([before, after].map(({ file }) => [file.size, indexedScores(file)])).toEqual([
      [size, [0, 0]],
      [size, [1, 1]],
    ]);
    expect(rolloutsOf(after).map(({ score }) => score)).toMatchObject([{ value: 1 }, { value: 1 }]);
    expect(after.file.generation).toBeGreaterThan(before.file.generation);
  });

  it("4: repeated steps of a resumed run are all kept, in the order of the file", async () => {
    const { rows } = await readFixture("04-resumed-log.jsonl");
    const points = rows.map(read => (read.kind === "metrics" ? read.metrics : null));
    expect(points.map(point => point?.step)).toEqual([5, 10, 15, 10, 15, 20]);
    const loss = points.map(point => point?.values.find(({ name }) => name === "loss")?.value);
    expect(loss.map(value => value?.kind === "number" && value.value)).toEqual([2, 1.5, 1.2, 1.4, 1.1, 1]);
  });

  it("5: lines end at 0x0A alone, and a carriage return before it is no part of them", async () => {
    const rollouts = await fixtureRollouts("05-line-separators.jsonl");
    expect(rollouts.map(({ response }) => textOf(response).length)).toEqual([
      "one\u2028two\u2029three\u0085four <answer>B</answer>".length,
      "<think>I look.</think>\n<answer>B</answer>".length,
    ]);
  });

  it("6: bytes that are no UTF-8 become U+FFFD and are reported, a cut token's own U+FFFD is not", async () => {
    const { rows } = await readFixture("06-encodings.jsonl");
    expect(rows.map(({ isUtf8 }) => isUtf8)).toEqual([true, false, true]);
    const texts = rows.map(read => (read.kind === "rollout" ? textOf(read.rollout.response) : read.kind));
    expect(texts.slice(0, 2)).toEqual(["café \uFFFD <answer>B</answer>", "caf\uFFFD <answer>B</answer>"]);
    expect(rows[2]?.kind).toBe("rollout");
  });

  it("7: a line of any length is passed over without being held", async () => {
    const path = join(folder(), "1.jsonl");
    const [first, huge, last] = [dumpLine(), dumpLine({ output: "x".repeat(96 * 2 ** 20) }), dumpLine({ score: 1 })];
    writeFileSync(path, first + huge + last);
    const indexer = await indexFolder(path);
    const file = indexer.file(path);
    expect([file?.columns.count, file?.columns.lengthOf(1)]).toEqual([3, huge.length - 1]);
    expect(file === undefined ? [] : indexedScores(file)).toEqual([0.5, 0.5, 1]);
    // Neither read twice nor made a string.
    expect(indexer.counters.bytesRead).toBeLessThan(huge.length * 1.01);
    expect(indexer.counters.bytesDecoded).toBeLessThan(2 ** 16);
    expect(rolloutsOf(await readFile(indexer, path)).map(({ response }) => textOf(response).length)).toEqual([
      1,
      96 * 2 ** 20,
      1,
    ]);
    await indexer.dispose();
  });

  it("8: numbers that were written as strings are numbers, and keep what was written", async () => {
    const fixture = await readFixture("08-numbers-as-strings.jsonl");
    const rollouts = rolloutsOf(fixture);
    expect(indexedScores(fixture.file)).toEqual([0.5, 0.25, "text"]);
    expect(rollouts.map(({ score, acc, step }) => [score, acc, step])).toEqual([
      [{ kind: "number", value: 0.5, text: "0.5" }, { kind: "number", value: 1, text: "True" }, 7],
      [{ kind: "number", value: 0.25, text: "np.float64(0.25)" }, { kind: "number", value: 0, text: "False" }, 7],
      [{ kind: "text", text: "n/a" }, { kind: "text", text: "" }, 7],
    ]);
    expect(rollouts[0]?.extras.find(({ name }) => name === "labels")?.value).toBe("['a' 'b']");
  });

  it("9: accuracy may be a boolean, 0 or 1, minus zero, null or a list", async () => {
    const rollouts = await fixtureRollouts("09-kinds-of-accuracy.jsonl");
    const shown = rollouts.map(({ acc }) => (acc.kind === "number" ? acc.value : acc.kind));
    expect(shown).toEqual([1, 0, 1, 0, 1, -0, "null", "text", "absent"]);
    expect(rollouts.at(-1)?.score).toEqual({ kind: "text", text: "[0, 0, 1]" });
  });

  it("10: columns differ between rows, and extras may shadow base names", async () => {
    const rollouts = await fixtureRollouts("10-differing-columns.jsonl");
    expect(rollouts.map(({ extras }) => extras.map(({ name }) => name))).toEqual([
      ["reward", "format_reward"],
      ["iou_mean"],
      [],
    ]);
    expect(rollouts[2]).toMatchObject({
      step: 8,
      prompt: '["shadowed", "by", "an extra"]',
      response: { kind: "text", text: "12" },
      groundTruth: { value: { answer: "B" } },
    });
  });

  it("11: gts that hold JSON are parsed once, and both are kept", async () => {
    const rollouts = await fixtureRollouts("11-ground-truth-in-json.jsonl");
    expect(rollouts.map(({ groundTruth }) => [groundTruth?.text, groundTruth?.value])).toEqual([
      ['"B"', "B"],
      ['{"answer": "B", "boxes": [[1, 2, 3, 4]]}', { answer: "B", boxes: [[1, 2, 3, 4]] }],
      ['"\\"B\\""', '"B"'],
      ['["B", "b"]', ["B", "b"]],
      ["3", 3],
      ["3", "3"],
      ["{broken", "{broken"],
      ["null", null],
    ]);
  });

  it("12: duplicate keys, lone surrogates, control characters and deep nesting keep going", async () => {
    const [first, second] = await fixtureRollouts("12-odd-json.jsonl");
    expect(first).toMatchObject({ prompt: "user\nWhich panel shows rain?\nassistant\n", score: { value: 1 } });
    expect(textOf(first!.response)).toBe("lone \ud83d and \u0000 \u001b[31m <answer>B</answer>");
    expect(first?.extras.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(second?.extras.map(({ name }) => name)).toEqual(["nested"]);
  });

  it("13: calls and tags that a prompt or the model only quotes are not counted", async () => {
    const [row] = await fixtureRollouts("13-markers-in-text.jsonl");
    const { calls, answer, turns } = trajectoryOf(row!);
    expect(calls.map(({ requested }) => requested)).toEqual([[1, 2, 300, 400]]);
    expect(answer).toBe("B");
    expect(turns.filter(({ role }) => role === "user")).toEqual([]);
  });

  it("14: bad calls are kept with the reason that the tool would give, and good boxes are found in odd bodies", async () => {
    const rollouts = await fixtureRollouts("14-bad-calls.jsonl");
    const calls = rollouts.map(row => trajectoryOf(row).calls);
    expect(calls.map(({ length }) => length)).toEqual(rollouts.map(() => 1));
    for (const [call] of calls) expect(call!.requested !== null || call!.problem !== null).toBe(true);
    const all = calls.map(([call]) => call!);
    const [, , , , , five, negative, inverted, , , noJson, unclosed, extraClose] = all;
    expect(five?.problem?.code).toBe("box-not-four-numbers");
    expect(negative?.requested).toEqual([-3.5, 2.25, 300, 400]);
    expect(inverted?.requested).toEqual([300, 400, 1, 2]);
    expect([noJson?.problem?.code, noJson?.requested]).toEqual(["not-json", null]);
    expect(unclosed?.closed).toBe(false);
    expect(extraClose?.requested).toEqual([1, 2, 300, 400]);
  });

  it("15: what editors, file managers and network file systems leave behind is no dump", async () => {
    const indexer = await indexFolder(pitfallPath("15-directory-noise"));
    const dumps = [...indexer.files().values()].map(({ path, format }) => [basename(path), format]);
    await indexer.dispose();
    expect(readdirSync(pitfallPath("15-directory-noise"))).toHaveLength(6);
    expect(dumps).toEqual([["1.jsonl", "verl-rollouts"]]);
  });

  it("16: markup stays the text it is, and hostile paths are never tried", async () => {
    const rollouts = await fixtureRollouts("16-hostile-text.jsonl");
    expect(textOf(rollouts[0]!.response)).toContain("</script> <answer><b>B</b></answer>");
    const images = rollouts.map(({ fields }) => fields.image);
    expect(images).toEqual([
      "file:///etc/passwd",
      "\\\\host\\share\\page.png",
      null,
      "../../../etc/passwd",
      "javascript:alert(1)",
    ]);
    // The relative one may be tried, and is then judged by where it leads: see the tests of the pages.
    expect(images.map(image => image !== null && isPlainPath(image))).toEqual([false, false, false, true, false]);
  });

  it("keeps a row that JSON.parse alone would refuse", () => {
    expect(() => void JSON.parse('{"score": NaN}')).toThrow();
    expect(parseTolerant('{"score": NaN}').ok).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { readLoggedNumber } from "../../../src/core/rollout/readLoggedNumber.js";
import { groupOfUid } from "../../../src/core/rollout/groupOfUid.js";
import type { DumpFormat } from "../../../src/core/rollout/dumpFormat.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { deepeyesEvaluation } from "../../../src/core/rollout/formats/deepeyesEvaluation.js";
import { scanPieces, scanText, type Scanned } from "./scanText.js";

const row = (extra: Record<string, unknown> = {}) => ({ input: "p", output: "o", score: 0.5, step: 3, ...extra });
const line = (value: unknown) => `${JSON.stringify(value)}\n`;

function numbersOf({ columns }: Scanned, key: string): (number | string)[] {
  const column = columns.numbers.get(key);
  return Array.from({ length: columns.count }, (_, k) => {
    const kind = column?.kindOf(k) ?? "absent";
    return kind === "number" || kind === "infinity" ? (column?.valueOf(k) ?? NaN) : kind;
  });
}
const rowsOf = ({ columns }: Scanned) => Array.from({ length: columns.count }, (_, k) => k);

describe("a scanned row", () => {
  it("has its place, step, score, response length and call openings", () => {
    const first = line(row({ output: "<tool_call>{}</tool_call><tool_response>é<grounding><tool_calls>" }));
    const { columns } = scanText(first + line(row({ step: 4, score: 1 })));
    expect(columns.count).toBe(2);
    expect(columns.offsetOf(1)).toBe(Buffer.byteLength(first));
    expect(columns.lengthOf(0)).toBe(Buffer.byteLength(first) - 1);
    expect([columns.stepOf(0), columns.stepOf(1)]).toEqual([3, 4]);
    expect([columns.scoreOf(0), columns.scoreOf(1)]).toEqual([0.5, 1]);
    expect(columns.callOpeningsOf(0)).toBe(2);
    expect(columns.responseLengthOf(0)).toBe(
      Buffer.byteLength("<tool_call>{}</tool_call><tool_response>é<grounding><tool_calls>"),
    );
  });

  it("keeps the exact double of its score", () => {
    const scores = ["0.30000000000000004", "1e-7", "-0.0", "123456789.123456789", "5e-324", "9007199254740993", "0.1"];
    const text = scores.map(score => `{"input": "", "output": "", "score": ${score}, "step": 1}\n`).join("");
    const { columns } = scanText(text);
    scores.forEach((score, k) => expect(Object.is(columns.scoreOf(k), Number(score)), score).toBe(true));
  });

  it("tells NaN, null, absent and text apart, and infinity from all of them", () => {
    const tail = [
      ', "score": NaN',
      ', "score": null',
      "",
      ', "score": "n/a"',
      ', "score": -Infinity',
      ', "score": [1]',
    ];
    const { columns } = scanText(tail.map(score => `{"input": "p", "output": "o", "step": 1${score}}\n`).join(""));
    expect(rowsOf({ columns } as Scanned).map(k => columns.scoreKindOf(k))).toEqual([
      "nan",
      "null",
      "absent",
      "text",
      "infinity",
      "text",
    ]);
    expect(columns.scoreOf(4)).toBe(-Infinity);
  });

  it("reads numbers written as strings, and booleans", () => {
    const scanned = scanText(
      line(row({ score: "0.25", step: "7", acc: "True", x: true })) +
        line(row({ score: "np.float64(1.5)", step: "8", acc: "False", x: false })),
    );
    expect([scanned.columns.scoreOf(0), scanned.columns.scoreOf(1)]).toEqual([0.25, 1.5]);
    expect([scanned.columns.stepOf(0), scanned.columns.stepOf(1)]).toEqual([7, 8]);
    expect(numbersOf(scanned, "acc")).toEqual([1, 0]);
    expect(numbersOf(scanned, "x")).toEqual([1, 0]);
  });

  it("takes the last of equal keys", () => {
    const { columns } = scanText(
      '{"input":"a","score":1,"output":"b","score":"x","step":1,"step":2,"output":"longer"}\n',
    );
    expect([columns.scoreKindOf(0), columns.stepOf(0), columns.responseLengthOf(0)]).toEqual(["text", 2, 6]);
  });

  it("finds its keys written with escapes", () => {
    expect(scanText('{"\\u0069nput":"a","output":"b","sc\\u006fre":2,"step":1}\n').columns.scoreOf(0)).toBe(2);
  });

  it("does not take nested keys for its own", () => {
    const { columns } = scanText(line({ extra: { score: 9, input: "x" }, ...row(), info: [{ step: 8 }] }));
    expect([columns.scoreOf(0), columns.stepOf(0)]).toEqual([0.5, 3]);
  });
});

describe("further numbers", () => {
  it("appear in any row, in any order, and say in the others why they are missing", () => {
    const scanned = scanText(
      line(row()) +
        line({ iou: 0.5, ...row() }) +
        line(row({ iou: null })) +
        line(row({ iou: "?" })) +
        line(row({ iou: 1 })),
    );
    expect(numbersOf(scanned, "iou")).toEqual(["absent", 0.5, "null", "text", 1]);
  });

  it("are absent where the key was not there before its first text, nested or not", () => {
    const rows = [row(), row({ q: "0.5" }), row(), row({ q: {} }), row({ q: 2 })];
    expect(numbersOf(scanText(rows.map(line).join("")), "q")).toEqual(["absent", "text", "absent", "text", 2]);
    const many = Array.from({ length: 90 }, (_, k) => (k % 2 === 0 ? row() : row({ q: "0.5" })));
    const known = numbersOf(scanText([...many, row({ q: "A" }), row({ q: 2 })].map(line).join("")), "q");
    expect(known).toEqual([...many.map((_, k) => (k % 2 === 0 ? "absent" : "text")), "text", 2]);
  });

  it("are not made of answers that happen to be digits", () => {
    const scanned = scanText(line(row({ gts: "12" })) + line(row({ gts: "B" })) + line(row({ gts: "7" })));
    expect([...scanned.columns.numbers.keys()]).toEqual([]);
  });

  it("are kept as 32-bit floats", () => {
    expect(numbersOf(scanText(line(row({ iou: 0.1 }))), "iou")).toEqual([Math.fround(0.1)]);
  });
});

describe("groups", () => {
  it("are equal prompts, dense in order of first appearance, whatever lies between", () => {
    const { columns } = scanText(["a", "b", "a", "c", "b"].map(input => line(row({ input }))).join(""));
    expect(rowsOf({ columns } as Scanned).map(k => columns.groupOf(k))).toEqual([0, 1, 0, 2, 1]);
    expect(columns.groupCount).toBe(3);
  });

  it("of the same prompt have the same hash in another file", () => {
    const one = scanText(line(row({ input: "a" })) + line(row({ input: "b".repeat(100) }))).columns;
    const other = scanText(line(row({ input: "b".repeat(100), step: 9 }))).columns;
    expect(other.groupHashOf(0)).toBe(one.groupHashOf(1));
    expect(one.groupHashOf(0)).not.toBe(one.groupHashOf(1));
  });

  it("follow the uid where a row has one, cut as the format cuts it", () => {
    const uids = ["q1_0_0", "q1_1_0", "q2_0_0", "x_y_z_0_0", "x_y_z_1_1", "plain", "a_b", "_0_1"];
    const { columns } = scanText(uids.map(uid => line(row({ uid }))).join(""));
    const keys = [...new Set(uids.map(groupOfUid))];
    expect(rowsOf({ columns } as Scanned).map(k => columns.groupOf(k))).toEqual(
      uids.map(uid => keys.indexOf(groupOfUid(uid))),
    );
    expect(columns.groupHashOf(0)).not.toBe(columns.groupHashOf(1));
  });

  it("are told apart by the question's id where the prompts are equal, and not by a cut one", () => {
    const names = [{ question_id: "a_0_1" }, { question_id: "a_0_2" }, { sample_id: 7 }, { question_id: "7" }];
    const { columns } = scanText(names.map(name => line(row(name))).join(""));
    expect(rowsOf({ columns } as Scanned).map(k => columns.groupOf(k))).toEqual([0, 1, 2, 2]);
    expect(columns.groupHashOf(0)).not.toBe(columns.groupHashOf(1));
  });

  it("go by uid before question id before prompt, in whatever order the row has them", () => {
    const values = [
      '{"uid": "u_0_0", "question_id": 1, "input": "p", "output": ""}',
      '{"output": "", "input": "q", "question_id": 2, "uid": "u_1_0"}',
      '{"question_id": 1, "input": "p", "output": "", "uid": ""}',
      '{"input": "q", "output": "", "question_id": 1, "uid": null}',
      '{"input": "q", "output": "", "question_id": null}',
      '{"question_id": "", "sample_id": true, "input": "q", "output": ""}',
    ];
    const { columns } = scanText(values.map(value => `${value}\n`).join(""));
    expect(rowsOf({ columns } as Scanned).map(k => columns.groupOf(k))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("and numbers written as texts are whole where the end of a window or of what is written cuts them", () => {
    const value = line(row({ input: "p".repeat(90), uid: "ab-cd_3_4", score: "0.25", acc: "1.0" }));
    const named = line(row({ input: "p".repeat(90), question_id: "ef-gh", score: "0.25", acc: "1.0" }));
    const bytes = Buffer.from((value + named).repeat(6000));
    const { columns } = scanText(bytes);
    expect(columns.groupCount).toBe(2);
    const acc = columns.numbers.get("acc");
    const isWhole = (k: number) => columns.scoreOf(k) === 0.25 && acc?.valueOf(k) === 1;
    expect(rowsOf({ columns } as Scanned).every(isWhole)).toBe(true);
    const text = Buffer.from(value + named);
    for (let cut = 1; cut < text.length; cut++) {
      const pieces = scanPieces([text.subarray(0, cut), text.subarray(cut)]).columns;
      expect([pieces.groupHashOf(0), pieces.groupHashOf(1), pieces.scoreOf(0), pieces.scoreOf(1)]).toEqual([
        columns.groupHashOf(0),
        columns.groupHashOf(1),
        0.25,
        0.25,
      ]);
    }
  });
});

describe("a malformed line", () => {
  it.each([
    ["text", "Traceback (most recent call last):", "not-json"],
    ["a cut row", '{"input": "p", "output": "o', "not-json"],
    [
      "a row torn by a resumed writer",
      '{"input": "p", "outp{"input": "p", "output": "o", "score": 1, "step": 1}',
      "not-json",
    ],
    ["a stray quote", '{"input": "p", "output": "o"x", "score": 1, "step": 1}', "not-json"],
    ["a control character", '{"input": "p\u0001", "output": "o", "score": 1, "step": 1}', "not-json"],
    ["a trailing comma", '{"input": "p", "output": "o",}', "not-json"],
    ["a wrong bracket", '{"input": "p", "output": "o", "x": [1}}', "not-json"],
    ["a leading zero", '{"input": "p", "output": "o", "score": 01}', "not-json"],
    ["two values", '{"input": "p", "output": "o"} {}', "not-json"],
    ["a list", "[1, 2]", "not-an-object"],
    ["a string", '"row"', "not-an-object"],
    ["a number", "12", "not-an-object"],
    ["an object without its keys", '{"score": 1}', "missing-keys"],
  ])("is a row that says so: %s", (_, bad, code) => {
    const { columns, dump } = scanText(line(row()) + `${bad}\n` + line(row({ score: 1 })));
    expect(columns.count).toBe(3);
    expect(rowsOf({ columns } as Scanned).map(k => columns.isMalformed(k))).toEqual([false, true, false]);
    expect(dump.table.malformed).toMatchObject([{ row: 1, byteOffset: line(row()).length, reason: { code } }]);
    expect([columns.scoreKindOf(1), columns.groupOf(1), columns.stepOf(1)]).toEqual(["absent", -1, NaN]);
    expect(columns.scoreOf(2)).toBe(1);
  });
});

describe("lines", () => {
  it("end at LF only; CRLF, blank lines and a byte order mark are no part of a row", () => {
    const text = `\uFEFF${JSON.stringify(row())}\r\n\n  \r\n${JSON.stringify(row({ output: "a\u2028b\u0085c" }))}\r\n`;
    const { columns } = scanText(text);
    const bytes = Buffer.from(text);
    expect(columns.count).toBe(2);
    for (const k of [0, 1]) {
      const slice = bytes.subarray(columns.offsetOf(k), columns.offsetOf(k) + columns.lengthOf(k)).toString();
      expect(JSON.parse(slice)).toMatchObject({ score: 0.5 });
    }
  });

  it("wait while the last one is torn, and come whole wherever they were torn", () => {
    const bytes = Buffer.from(
      line(row({ input: 'q"\\\\é漫\\', output: "<tool_call>x".repeat(3), acc: 1, z: [{ a: '"' }] })),
    );
    const whole = scanText(bytes);
    for (let cut = 1; cut < bytes.length; cut++) {
      const first = scanPieces([bytes.subarray(0, cut)]);
      const isOpenRow = cut === bytes.length - 1;
      expect([first.columns.count, first.dump.pending], String(cut)).toEqual(isOpenRow ? [1, false] : [0, true]);
      const { columns, dump } = scanPieces([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect([columns.count, dump.pending]).toEqual([1, false]);
      expect(columns.groupHashOf(0)).toBe(whole.columns.groupHashOf(0));
      expect([columns.callOpeningsOf(0), columns.responseLengthOf(0)]).toEqual([3, whole.columns.responseLengthOf(0)]);
      expect(columns.isMalformed(0)).toBe(false);
    }
  });

  it("that lack only their end count where files are written whole, and wait where they are appended", () => {
    const text = line(row()) + JSON.stringify(row());
    const appended: DumpFormat = { ...verlRollouts, growth: "appended" };
    expect([scanText(text).columns.count, scanText(text).dump.pending]).toEqual([2, false]);
    expect([scanText(text, appended).columns.count, scanText(text, appended).dump.pending]).toEqual([1, true]);
    const grown = scanPieces([text, `\n${line(row({ score: 2 }))}`]);
    expect(rowsOf(grown).map(k => grown.columns.scoreOf(k))).toEqual([0.5, 0.5, 2]);
  });
});

describe("evaluation results", () => {
  it("have the bytes of their message list as the response's length, and its openings", () => {
    const output = [{ role: "assistant", content: "<tool_call>{}" }];
    const { columns } = scanText(
      line({ image: "a.jpg", question: "q", answer: "A", pred_ans: "B", pred_output: output }),
      deepeyesEvaluation,
    );
    expect(columns.responseLengthOf(0)).toBe(JSON.stringify(output).length);
    expect([columns.callOpeningsOf(0), columns.scoreKindOf(0), columns.stepOf(0)]).toEqual([1, "absent", NaN]);
  });
});

// What Python's json.dumps writes, with hostile content: escapes at every place, quotes, brackets, tags, lone surrogates.
const hostile = fc.array(
  fc.constantFrom(
    '"',
    "\\",
    "\n",
    "<tool_call>",
    "<tool_",
    "}",
    "{",
    '", "',
    "é",
    "漫",
    "\ud83d",
    "a",
    " ",
    "\u2028",
    "]",
    "x".repeat(40),
  ),
  { maxLength: 60 },
);
const text = hostile.map(parts => parts.join(""));
const scalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("0.5", "True", "nan", "-1e3", "n/a", "", "12"),
);
const anything = fc.oneof(scalar, text, fc.jsonValue());
const pythonRow = fc
  .tuple(
    fc.record(
      { input: text, output: fc.oneof(text, fc.jsonValue()), score: scalar, step: scalar },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.constantFrom("acc", "iou", "uid", "gts", "é", 'q"', "n"), anything),
  )
  .chain(([base, extra]) => fc.shuffledSubarray(Object.entries({ ...base, ...extra }), { minLength: 0 }));

function dumps(value: unknown, [comma, colon]: readonly [string, string]): string {
  if (Array.isArray(value)) return `[${value.map(item => dumps(item, [comma, colon])).join(comma)}]`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => JSON.stringify(key) + colon + dumps(item, [comma, colon]))
    .join(comma)}}`;
}

describe("agreement with a tolerant parse", () => {
  const separators = fc.constantFrom([", ", ": "] as const, [",", ":"] as const, [" ,\t", " : "] as const);
  const lines = fc.array(fc.tuple(pythonRow, separators), { maxLength: 8 });

  it("holds field by field for what a Python trainer may write, in any pieces", () => {
    fc.assert(
      fc.property(lines, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }), (rows, cuts) => {
        const texts = rows.map(([entries, separator]) => dumps(Object.fromEntries(entries), separator));
        const bytes = Buffer.from(texts.map(item => `${item}\n`).join(""));
        const ends = [...cuts.map(cut => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
        const scanned = scanPieces(ends.map((end, k) => bytes.subarray(ends[k - 1] ?? 0, end)));
        expect(scanned.columns.count).toBe(texts.length);
        texts.forEach((item, k) => expectAgreement(scanned, k, item));
      }),
      { numRuns: 250 },
    );
  });

  it("holds on whether a line is JSON at all, when bytes are lost, doubled or changed", () => {
    const damage = fc.tuple(fc.nat(), fc.constantFrom("drop", "double", "quote", "brace", "cut"));
    fc.assert(
      fc.property(pythonRow, separators, damage, (entries, separator, [where, how]) => {
        const item = Buffer.from(dumps(Object.fromEntries(entries), separator));
        const at = where % Math.max(1, item.length);
        const middle = { drop: "", double: item.subarray(at, at + 2), quote: '"', brace: "}", cut: "" }[how];
        const rest = how === "cut" ? "" : item.subarray(at + 1);
        const bad = Buffer.concat([item.subarray(0, at), Buffer.from(middle), Buffer.from(rest)]);
        fc.pre(!bad.includes(10) && bad.toString().trim() !== "" && !hasBadEscape(bad.toString()));
        const { columns } = scanText(Buffer.concat([bad, Buffer.from("\n")]));
        const parsed = parseTolerant(bad.toString());
        const isRow = parsed.ok && isRecord(parsed.value) && "input" in parsed.value && "output" in parsed.value;
        expect(columns.isMalformed(0), bad.toString()).toBe(!isRow);
      }),
      { numRuns: 1200 },
    );
  });
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** The scan does not look into escapes. */
const hasBadEscape = (item: string): boolean => /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(item.replaceAll("\\\\", ""));

function expectAgreement({ columns, dump }: Scanned, k: number, item: string): void {
  const parsed = parseTolerant(item);
  const value = parsed.ok && isRecord(parsed.value) ? parsed.value : {};
  const missing = ["input", "output"].filter(key => !Object.hasOwn(value, key));
  expect(columns.isMalformed(k)).toBe(missing.length > 0);
  if (missing.length > 0) {
    expect(dump.table.malformed.find(({ row: at }) => at === k)?.reason).toEqual({
      code: "missing-keys",
      keys: missing,
    });
    return;
  }
  const score = readLoggedNumber(value["score"]);
  expect(columns.scoreKindOf(k), item).toBe(score.kind);
  if (score.kind === "number") expect(Object.is(columns.scoreOf(k), score.value)).toBe(true);
  const step = readLoggedNumber(value["step"]);
  const isStep = step.kind === "number" && Number.isInteger(step.value) && Math.abs(step.value) < 2 ** 31;
  expect(columns.stepOf(k)).toBe(isStep ? step.value + 0 : NaN);
  for (const [key, column] of columns.numbers) {
    const known = readLoggedNumber(value[key]);
    const kind = column.kindOf(k);
    if (typeof value[key] === "string" && kind === "text") continue;
    // 32-bit floats end sooner than doubles.
    const isBeyond = known.kind === "number" && !Number.isFinite(Math.fround(known.value));
    expect(kind, `${key} of ${item}`).toBe(isBeyond ? "infinity" : known.kind);
    if (known.kind === "number") expect(column.valueOf(k)).toBe(Math.fround(known.value));
  }
}

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditOutput, type AuditOutput } from "../../../src/node/cli/auditOutput.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

type Box = readonly [number, number, number, number];
interface Row {
  readonly box?: Box;
  readonly targets?: readonly Box[];
  readonly question?: string;
  readonly isRight?: boolean;
  readonly score: number | string;
  readonly more?: Readonly<Record<string, unknown>>;
}

const target: Box = [112, 112, 336, 336];
/** As verl dumps it; the page's sides are multiples of 28, so that model and page pixels are the same. */
function line(
  step: number,
  { box, targets = [target], question = "q1", isRight = true, score, more = {} }: Row,
): string {
  const call = { name: "image_zoom_in_tool", arguments: { bbox_2d: box, label: "panel" } };
  const zoom = `<tool_call>\n${JSON.stringify(call)}\n</tool_call>\nuser\n<tool_response>\n<|vision_start|><|image_pad|><|vision_end|></tool_response>\nassistant\n`;
  const output = `<think>I look.</think>${box === undefined ? "" : zoom}<think>So.</think><answer>${isRight ? "A" : "B"}</answer>`;
  const own = { question_id: question, width: 1120, height: 1680, targets, expected_zooms: targets.length };
  const row = {
    input: `user\nWhich, ${question}?\n(A) red\n(B) blue\nassistant\n`,
    output,
    gts: "A",
    score: 0,
    step,
    ...own,
    ...more,
  };
  return `${JSON.stringify(row).replace('"score":0', `"score":${score}`)}\n`;
}

function write(folder: string, step: number, rows: readonly Row[]): string {
  const file = join(folder, "rollouts", `${step}.jsonl`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(folder, "loupe.json"), "{}");
  writeFileSync(file, rows.map(row => line(step, row)).join(""));
  return file;
}

async function audit(...args: readonly string[]): Promise<AuditOutput & { readonly code: number }> {
  const { code, out, err } = await loupe("audit", ...args, "--json");
  expect(err).toBe("");
  return { code, ...auditOutput.parse(JSON.parse(out)) };
}

/** Right with a perfect zoom, right without a zoom, wrong with a perfect zoom: 6, 2 and 3 by the paper's rule. */
const followed: readonly Row[] = [
  { box: target, score: 6 },
  { score: 2 },
  { box: target, isRight: false, score: 3 },
  { box: target, question: "q2", score: 6 },
];

describe("loupe audit --json", () => {
  test("ends with 0 when every reward is as the rule says", async () => {
    const folder = makeFolder();
    write(folder, 1, followed);
    const { code, rollouts, differing, sets, rows } = await audit(folder);
    expect({ code, rollouts, differing, rows }).toEqual({ code: 0, rollouts: 4, differing: 0, rows: [] });
    expect(sets).toMatchObject([{ phase: "training", spans: [{ from: 1, to: 1, strategy: "rarl", agreeing: 4 }] }]);
  });

  test("ends with 3 when one is not, and says which part of which row, and by which rule", async () => {
    const folder = makeFolder();
    const file = write(folder, 1, followed);
    appendFileSync(file, line(1, { box: target, score: 5.5, more: { iou: 0.75, count: 1 } }));
    const { code, differing, rows, sets } = await audit(folder);
    expect({ code, differing }).toEqual({ code: 3, differing: 1 });
    expect(sets[0]?.firstDifferences.toolAccuracy).toBe(1);
    const text = readFileSync(file, "utf8");
    expect(rows).toMatchObject([
      {
        file,
        row: 4,
        byteOffset: Buffer.byteLength(text.split("\n").slice(0, 4).join("\n")) + 1,
        step: 1,
        strategy: "rarl",
        firstDifference: "toolAccuracy",
        parts: {
          format: { verdict: "absent", logged: null, recomputed: 1 },
          toolCount: { verdict: "match", logged: 1, recomputed: 1 },
          toolAccuracy: { verdict: "differs", logged: 0.75, recomputed: 1 },
          total: { verdict: "differs", logged: 5.5, recomputed: 6 },
        },
      },
    ]);
  });

  test("finds the step at which the log begins to follow another strategy", async () => {
    const folder = makeFolder();
    const warm = [1, 0, 1, 1].map((score, i) => ({ ...followed[i], score }));
    for (const step of [15, 16]) write(folder, step, warm);
    for (const step of [17, 18]) write(folder, step, followed);
    const { code, sets } = await audit(folder);
    expect(code).toBe(0);
    expect(sets[0]?.spans.map(({ from, to, strategy }) => [from, to, strategy])).toEqual([
      [15, 16, "rarl-warm-start"],
      [17, 18, "rarl"],
    ]);
  });

  test("takes one strategy, with options, and a tolerance", async () => {
    const folder = makeFolder();
    write(folder, 1, followed);
    expect(await audit(folder, "--strategy", "vanilla")).toMatchObject({ code: 3, differing: 3, strategy: "vanilla" });
    expect(await audit(folder, "--strategy", "two-phase")).toMatchObject({ code: 3, differing: 4 });
    expect(await audit(folder, "--strategy", "rarl@formatValues=2/0")).toMatchObject({ code: 3, differing: 4 });
    expect(await audit(folder, "--strategy", "rarl@formatValues=2/0", "--tolerance", "1.01")).toMatchObject({
      code: 0,
    });
    const limited = await audit(folder, "--strategy", "vanilla", "--rows", "2");
    expect([limited.differing, limited.rows.length]).toEqual([3, 2]);
  });

  test("keeps NaN, null and missing scores apart", async () => {
    const folder = makeFolder();
    write(folder, 1, [...followed, { score: "NaN" }, { score: "null" }, { score: '"oops"' }]);
    const { code, sets, rows } = await audit(folder);
    expect(code).toBe(3);
    expect(sets[0]?.counts.total).toEqual({ match: 4, differs: 1, "not-recomputable": 0, absent: 2 });
    expect(sets[0]?.loggedKinds.total).toEqual({ number: 4, nan: 1, infinity: 0, null: 1, absent: 0, text: 1 });
    expect(sets[0]?.loggedKinds.toolAccuracy).toMatchObject({ number: 0, absent: 7 });
    expect(sets[0]?.spans).toMatchObject([{ agreeing: 4, compared: 4, byLoggedParts: 0, notFinite: 1 }]);
    const { out } = await loupe("audit", folder);
    expect(out).toContain("(4 of 4 totals agree; 1 NaN or infinite, not compared)");
    expect(out).toContain("logged total that is no number: 1 NaN, 1 null, 1 text that is no number");
    expect(rows).toMatchObject([{ row: 4, parts: { total: { logged: "NaN", recomputed: 2 } } }]);
  });

  test("says of how many rollouts only the logged parts add up", async () => {
    const folder = makeFolder();
    // Nobody knows the targets: what was logged is all there is.
    const unknown = { targets: undefined, expected_zooms: undefined, width: undefined, height: undefined };
    const parts = { format: 1, acc: 1, count: 1, iou: 1, ...unknown };
    write(
      folder,
      1,
      [1, 2, 3].map(() => ({ box: target, score: 6, more: parts })),
    );
    const { sets } = await audit(folder);
    expect(sets[0]?.counts.total["not-recomputable"]).toBe(3);
    expect(sets[0]?.spans).toMatchObject([{ strategy: "rarl", agreeing: 3, byLoggedParts: 3, notFinite: 0 }]);
    expect((await loupe("audit", folder)).out).toContain("3 of 3 totals agree, 3 of them by the logged parts alone");
  });

  test("takes a folder of a run as a part of it, with the run's loupe.json", async () => {
    const folder = makeFolder();
    write(folder, 1, followed);
    const strategies = [{ id: "own", segments: [{ terms: [{ part: "accuracy", weight: 9 }] }] }];
    writeFileSync(join(folder, "loupe.json"), JSON.stringify({ strategies }));
    for (const path of [folder, join(folder, "rollouts")])
      expect(await audit(path, "--strategy", "own")).toMatchObject({
        rollouts: 4,
        strategy: "own",
        sets: [{ run: folder }],
      });
  });

  test("lists a question whose rollouts agree with each other and not with the target", async () => {
    const folder = makeFolder();
    const wrong: Row = { box: [560, 560, 840, 840], question: "q7", score: 3 };
    write(folder, 1, [...followed, wrong, wrong, wrong, wrong, wrong]);
    const [set] = (await audit(folder)).sets;
    expect(set?.suspects).toMatchObject([{ question: "q7", kind: "box", agreement: 1, withTarget: 0 }]);
    expect(set?.suspects[0]?.rollouts.map(({ row }) => row)).toEqual([4, 5, 6, 7, 8]);
  });

  test("takes the numbers of boxes for what the log takes them for", async () => {
    const folder = makeFolder();
    // On such a page model pixels are others; the format's own tool counts in them.
    const size = { width: 1000, height: 1500 };
    const half: Box = [112, 112, 224, 336];
    const rows = [target, half, target].map((box): Row => ({ box, score: box === half ? 5 : 6, more: size }));
    write(folder, 1, rows);
    expect(await audit(folder)).toMatchObject({ code: 0, differing: 0 });
  });
});

describe("loupe audit", () => {
  test("says in lines what it found", async () => {
    const folder = makeFolder();
    write(folder, 1, [...followed, { score: 9 }]);
    const { code, out } = await loupe("audit", folder);
    expect(code).toBe(3);
    expect(out).toContain("1 of 5 rollouts differ");
    expect(out).toContain("step 1: the log follows rarl (4 of 5 totals agree)");
    expect(out).toMatch(/1\.jsonl row 4: total logged 9, recomputed 2 by rarl\n/);
  });

  test("does not stumble over rows that hold no reward at all", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "generated_predictions.jsonl"), '{"prompt": "Which?", "predict": "A", "label": "A"}\n');
    const { sets, code } = await audit(folder);
    expect(code).toBe(0);
    expect(sets[0]).toMatchObject({ rollouts: 1, spans: [{ strategy: null, compared: 0 }] });
  });

  test.each([
    ["no path", []],
    ["a tolerance of nothing", ["x", "--tolerance", "0"]],
    ["a tolerance that is a word", ["x", "--tolerance", "some"]],
  ])("refuses %s as wrong usage", async (_, args) => {
    expect((await loupe("audit", ...args)).code).toBe(2);
  });

  test("refuses strategies that are not there, and several", async () => {
    const folder = makeFolder();
    write(folder, 1, followed);
    expect((await loupe("audit", folder, "--strategy", "nonsense")).code).toBe(2);
    expect((await loupe("audit", folder, "--strategy", "rarl,vanilla")).code).toBe(2);
  });

  test("ends with 1 where there are no rollouts", async () => {
    expect(await loupe("audit", makeFolder())).toMatchObject({ code: 1, out: "" });
  });
});

import { describe, expect, it } from "vitest";
import { redrawPaperTable } from "../../../src/core/evaluation/paper/redrawTable.js";
import type { EvaluatedRun } from "../../../src/core/evaluation/tables/evaluatedRun.js";
import { numberedTables } from "../../../src/core/evaluation/tables/numberedTables.js";
import type { TableNumber } from "../../../src/core/evaluation/tables/tableNumber.js";
import { drawTable } from "../../../src/protocol/evaluation/drawTable.js";
import { englishResults } from "../../../src/protocol/evaluation/resultSay.js";
import { gradesOf, madeGrade, madeRun } from "../evaluation/madeRecords.js";

const right = (count: number, of: number) => Array.from({ length: of }, (_, at) => at < count);

function drawn(number: TableNumber, runs: readonly EvaluatedRun[], setName: (set: string) => string = String) {
  const own = numberedTables(runs, { numbers: [number], base: null, familyOf: () => "gemini" })[0] ?? null;
  return drawTable({ number, own, paper: redrawPaperTable(number), setName, say: englishResults });
}

describe("a drawn table", () => {
  it("has the standard error of clusters, and a mark where the family itself wrote questions", () => {
    // Four issues of three questions that are all right or all wrong: √(4 × 1.5²) / 12 × √(4 / 3) is 28.87 points.
    const grades = right(6, 12).map((isRight, at) =>
      madeGrade({
        ...{ questionId: `q${at}`, outcome: isRight ? "correct" : "wrong", issueId: `i${Math.floor(at / 3)}` },
        writer: at === 0 ? "gemini-2.5-pro" : null,
      }),
    );
    const text = (family: "gemini" | "qwen2.5-vl") =>
      drawn("3", [madeRun("a", grades, { family })]).rows.find(({ origin }) => origin === "own")?.cells[1]?.text;
    expect(text("gemini")).toMatch(/^50\.00† ± 28\.87 \[[\d., ]+\] 6\/12$/);
    expect(text("qwen2.5-vl")).toMatch(/^50\.00 ± 28\.87 \[/);
  });

  it("of sets has own ones in the paper's columns where they are called so", () => {
    const names = new Map([
      ["bm-1", "MangaVQA-test"],
      ["bm-2", "comics"],
    ]);
    const runs = [...names.keys()].map(set => madeRun(set, gradesOf(right(6, 12)), { set, model: "m" }));
    const { head, rows } = drawn("8", runs, set => names.get(set) ?? set);
    expect(head).toEqual(["Model", "MangaVQA-test", "comics", "MMLU-val"]);
    expect(rows.map(({ label, cells }) => [label, cells.map(cell => cell !== null)])).toEqual([
      ["m", [true, true, false]],
      ["Original (paper)", [true, false, true]],
      ["SFT-R (paper)", [true, false, true]],
      ["RL (paper)", [true, false, true]],
    ]);
  });

  it("of zooms has calls and IoU beside the paper's", () => {
    const grades = [madeGrade({ zooms: 2, ious: [0.8, 0.6] }), madeGrade({ questionId: "q2", zooms: 1, ious: [0.4] })];
    const { head, rows } = drawn("6", [madeRun("a", grades, { input: "zoom" })]);
    const column = (name: string) =>
      rows.map(({ cells }) => cells[head.indexOf(`Action Recognition: ${name}`) - 1]?.text);
    expect(column("calls")).toEqual([expect.stringMatching(/^1\.50/), "1.10"]);
    expect(column("IoU")).toEqual([expect.stringMatching(/^0\.600.*\(0\.600; 0\.600\)$/), "0.862"]);
  });
});

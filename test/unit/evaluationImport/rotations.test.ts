import { describe, expect, it } from "vitest";
import { vlmChoiceRows, vlmColumns } from "../../../src/core/benchmark/export/vlmRows.js";
import type { JsonObject } from "../../../src/core/dataset/jsonObject.js";
import { questionOf, taken } from "./importing.js";

const question = questionOf("action_recognition");
const columns = vlmColumns(4, "image", true);

/** Rows as the export for circular evaluation writes them, each answered. */
function answered(text: (row: JsonObject, rotation: number) => string): readonly JsonObject[] {
  const exported = { question } as Parameters<typeof vlmChoiceRows>[0];
  const rows = vlmChoiceRows(exported, { index: 7, image: "x", again: "7" }, 4, true);
  return rows.map((cells, rotation) => {
    const row = Object.fromEntries(columns.map((name, at) => [name, cells[at]]));
    return { ...row, prediction: text(row, rotation) };
  });
}

const right = (row: JsonObject): string => `Answer: ${String(row["answer"])}`;

describe("a question that was asked in every rotation of its options", () => {
  it("is read by the letters of each rotation, and is one item of the tables", () => {
    const { grades, joined, rotations, incomplete, asked } = taken(answered(right));
    expect([rotations, incomplete]).toEqual([3, 0]);
    expect(grades.map(({ outcome }) => outcome)).toEqual(["correct", "correct", "correct", "correct"]);
    expect(new Set(grades.map(({ item }) => item))).toEqual(new Set([`${question.id}-rotations`]));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(4);
    expect(new Set(joined.map(one => one.question.content_sha)).size).toBe(4);
  });

  it("is not right for a model that says the same letter each time", () => {
    const { grades } = taken(answered(() => String(question.answer)));
    expect(grades.filter(({ outcome }) => outcome === "correct")).toHaveLength(1);
    expect(grades.filter(({ outcome }) => outcome === "wrong")).toHaveLength(3);
  });

  it("is found by its number where our id was not carried along", () => {
    const bare = answered(right).map(row => ({ ...row, our_id: "", index: Number(row["index"]) - 6 }));
    const { joined, grades } = taken(bare);
    expect(joined.every(({ row }) => row.flags.includes("joined-by-index"))).toBe(true);
    expect(grades.every(({ outcome }) => outcome === "correct")).toBe(true);
  });

  it("has no grade where a rotation is missing, as in results, which keep the first one only", () => {
    const three = taken(answered(right).slice(0, 3));
    expect([three.incomplete, three.grades.map(({ outcome }) => outcome)]).toEqual([1, ["stale", "stale", "stale"]]);
    const [first] = answered(right);
    const results = taken([{ ...first, hit: 0 }]);
    expect(results.incomplete).toBe(1);
    expect(results.joined[0]?.row.flags).toEqual(["verdict-of-rotations", "rotation-missing"]);
  });

  it("counts once as the first rotation has it, where that is wished", () => {
    const wrongLater = answered((row, rotation) => (rotation === 0 ? right(row) : "Answer: A"));
    const { grades, rotations, asked } = taken(wrongLater, "first");
    expect(rotations).toBe(3);
    expect(grades).toMatchObject([{ outcome: "correct", item: question.id, questionSha: question.content_sha }]);
    expect(asked.map(({ id }) => id)).toEqual([question.id]);
  });

  it("with other options than ours has no grade", () => {
    const other = answered(right).map(row => ({ ...row, D: "something else" }));
    const { grades, joined } = taken(other);
    expect(new Set(grades.map(({ outcome }) => outcome))).toEqual(new Set(["stale"]));
    expect(joined.every(({ row }) => row.flags.includes("options-differ"))).toBe(true);
  });
});

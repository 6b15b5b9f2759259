import { describe, expect, it } from "vitest";
import { faceOf } from "../../../src/host/tree/faceOf.js";
import { formatDecimal } from "../../../src/host/tree/formatDecimal.js";
import { problemSentence } from "../../../src/host/tree/problemSentence.js";
import { malformedProblem } from "../../../src/node/runs/malformedProblem.js";
import { unreadProblem } from "../../../src/node/runs/unreadProblem.js";
import type { FileProblem } from "../../../src/protocol/fileProblem.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { english } from "./english.js";
import { treeNodes } from "./treeNodes.js";

const face = (node: TreeNode) => faceOf(node, english);
const description = (node: TreeNode) => face(node).description;

describe("a step's item", () => {
  it("carries mean score, accuracy, zooms per rollout and groups without spread", () => {
    expect(face(treeNodes.step()).label).toBe("Step 120");
    expect(description(treeNodes.step())).toBe("3.67 · 63% · 3 flat · 1.4 zooms");
  });

  it("leaves out what is not known yet, and never says 0 for it", () => {
    const unknown = treeNodes.step({
      meanScore: { value: null, n: 0, left: 128 },
      accuracy: null,
      callsPerRollout: { value: null, n: 0, left: 128 },
      flatGroups: 0,
    });
    expect(description(unknown)).toBe("");
    expect(face(unknown).tooltip).toEqual(["128 rollouts in 16 groups"]);
  });

  it("names the denominator of a mean that leaves values out", () => {
    const partial = treeNodes.step({
      meanScore: { value: 1, n: 120, left: 8 },
      accuracy: { right: 30, known: 60, unknown: 68 },
      flatGroups: 0,
    });
    expect(description(partial)).toBe("1.00 (120 of 128) · 50% of 60 · 1.4 zooms");
  });

  it("says that it is being written, with the sync icon and no warning", () => {
    const written = face(treeNodes.step({ isBeingWritten: true }));
    expect(written.icon).toEqual({ id: "sync", color: null });
    expect(written.description).toMatch(/being written$/);
  });

  it("shows how many of its rollouts pass the filters before anything else", () => {
    expect(description(treeNodes.step({ passing: 12 }))).toMatch(/^12 of 128 · /);
  });

  it("counts malformed rows and tells a step left over from before a resume", () => {
    expect(description(treeNodes.step({ malformed: 2, staleBy: "older-file" }))).toMatch(
      /2 malformed · before the resume$/,
    );
  });
});

describe("a group's item", () => {
  it("names its question, its spread and how many are right", () => {
    expect(face(treeNodes.group())).toMatchObject({ label: "charid-0187", description: "σ 2.32 · 4/8" });
  });

  it("says why it has no spread, in words", () => {
    const flat = treeNodes.group({ flat: "all-wrong", spread: 0, right: 0 });
    expect(description(flat)).toBe("all wrong · 0/8");
  });

  it("shows the question's first line where it has no id", () => {
    const long = `Who holds\nthe kite? ${"x".repeat(200)}`;
    const { label } = face(treeNodes.group({ questionId: null, question: long }));
    expect(label).toMatch(/^Who holds the kite\? x+…$/);
    expect(Array.from(label)).toHaveLength(60);
  });

  it("leaves out the right ones while no outcome is known", () => {
    expect(description(treeNodes.group({ right: null, known: 0 }))).toBe("σ 2.32");
  });
});

describe("a rollout's item", () => {
  it("tells the outcome by three different shapes", () => {
    const icons = (["correct", "wrong", "unparsed"] as const).map(
      outcome => face(treeNodes.rollout({ outcome })).icon.id,
    );
    expect(icons).toEqual(["pass-filled", "error", "question"]);
  });

  it("carries the score as logged and the mean IoU", () => {
    expect(face(treeNodes.rollout())).toMatchObject({ label: "Rollout 4", description: "6.07 · IoU 0.73" });
  });

  it("tells NaN, infinity, null, absent and text apart", () => {
    const scores = [
      { kind: "nan" },
      { kind: "infinity", sign: -1 },
      { kind: "null" },
      { kind: "absent" },
      { kind: "text", text: "n/a" },
    ] as const;
    const words = scores.map(score => description(treeNodes.rollout({ score, meanIou: null })));
    expect(words).toEqual(["NaN", "−∞", "score null", "no score logged", "score “n/a”"]);
  });

  it("keeps what is unknown blank: no IoU, no count of zooms", () => {
    const fresh = face(treeNodes.rollout({ outcome: null, meanIou: null, calls: null }));
    expect(fresh.description).toBe("6.07");
    expect(fresh.spoken).toBe("Rollout 4, score 6.07");
  });

  it("says that it was cut off, and by which sign that was inferred", () => {
    const cut = face(treeNodes.rollout({ cut: "call-without-reply", meanIou: null }));
    expect(cut.description).toBe("6.07 · cut off");
    expect(cut.tooltip).toContain("cut off: its last call has no reply");
  });

  it("is read out with its outcome in words", () => {
    expect(face(treeNodes.rollout({ outcome: "wrong" })).spoken).toMatch(/^Rollout 4, wrong, score 6\.07/);
  });
});

describe("a zoom call's item", () => {
  it("carries the model's label and the IoU", () => {
    expect(face(treeNodes.zoomCall())).toMatchObject({ label: "Zoom 1", description: "panel 2 · IoU 0.83" });
  });

  it("names the rule that refused it, with a shape of its own", () => {
    const refused = face(treeNodes.zoomCall({ refusedBy: "aspect-ratio", iou: 0 }));
    expect(refused.description).toBe("panel 2 · refused: aspect ratio too extreme");
    expect(refused.icon.id).toBe("circle-slash");
  });

  it("says that nobody ran it, which is no refusal", () => {
    const idle = face(treeNodes.zoomCall({ refusedBy: "last-runs", iou: null }));
    expect(idle.description).toBe("panel 2 · not run: only the last call of a turn runs");
    expect(idle.icon.id).toBe("debug-step-over");
  });

  it("puts a label of many lines and control characters on one short line", () => {
    const hostile = `a\n\u202eb\u0000${"c".repeat(9999)}`;
    const { description: shown } = face(treeNodes.zoomCall({ label: hostile, iou: null }));
    expect(shown).toMatch(/^a b c+…$/);
    expect(shown.length).toBeLessThanOrEqual(40);
  });
});

describe("files and rows that cannot be read", () => {
  it("say why, in words", () => {
    const unread = treeNodes.file({ format: null, rows: 0, problem: { code: "unknown-format", values: ["a, b"] } });
    expect(description(unread)).toBe("of no known format; its keys: a, b");
    expect(face(unread).tooltip).toContain("Propose a Column Mapping… in its menu says how to read it");
  });

  it("are said to be cut off as likely as being written, where only the end is missing", () => {
    const torn = { format: null, rows: 0, isBeingWritten: true, problem: { code: "no-footer", values: [] } } as const;
    expect(description(treeNodes.file(torn))).toBe("ends without its footer: being written, or cut off");
  });

  it("show a code that nobody gave words to, rather than hiding it", () => {
    const odd = treeNodes.file({ format: null, problem: { code: "toString", values: ["x"] } });
    expect(description(odd)).toBe("toString x");
  });

  it("name a malformed row's byte and reason", () => {
    const ref = { file: "/runs/a/40.jsonl", row: 17 };
    const reason = { code: "not-json", values: ["12"] };
    const malformed = {
      id: "m",
      parent: null,
      hasChildren: false,
      kind: "malformed",
      ref,
      byteOffset: 123456,
      reason,
    } as const;
    expect(face(malformed)).toMatchObject({
      label: "Row 17",
      description: "malformed · not JSON from byte 12 of the row on · byte 123,456",
      icon: { id: "warning" },
    });
  });
});

describe("every code of the readers", () => {
  const words = ({ code, values }: FileProblem) => problemSentence({ code, values }, english);
  const codeItself = /^[a-z]+(-[a-z]+)+$/;

  it("for a file that is not read has words", () => {
    const codes = [
      "empty",
      "being-written",
      "no-footer",
      "not-json-lines",
      "lfs-pointer",
      "zip",
      "pickle",
      "gone",
      "denied",
    ] as const;
    const reasons = [
      ...codes.map(code => ({ code })),
      { code: "unreadable", message: "EIO" } as const,
      { code: "parquet", keys: ["a"] } as const,
    ];
    const sentences = [...reasons, { code: "unknown-format", keys: [] } as const].map(reason =>
      words(unreadProblem(reason)),
    );
    expect(sentences.filter(sentence => codeItself.test(sentence) || sentence === "")).toEqual([]);
    expect(sentences.at(-1)).toBe("of no known format");
  });

  it("for a malformed row has words", () => {
    const reasons = [
      { code: "not-json" },
      { code: "not-an-object" },
      { code: "missing-keys", keys: ["input", "output"] },
      { code: "wrong-type", key: "score" },
    ] as const;
    expect(reasons.map(reason => words(malformedProblem(reason)))).toEqual([
      "not JSON",
      "JSON, but not an object",
      "keys are missing: input, output",
      "the value of score has the wrong type",
    ]);
  });
});

describe("a run's item", () => {
  it("tells that a dataset is missing and phases are mixed where it is seen, and which in the tooltip", () => {
    const run = face(treeNodes.run({ problems: [{ code: "dataset-gone", values: ["q.jsonl"] }], mixedPhases: true }));
    expect(run.description).toBe("1 problem · phases mixed · step 40");
    expect(run.tooltip).toContain("the dataset q.jsonl is not there");
    expect(run.icon.id).toBe("warning");
  });
});

describe("formatDecimal", () => {
  it("writes a true minus, and none before a nought", () => {
    expect([-1.234, -0.001, 0, 2].map(value => formatDecimal(value))).toEqual(["−1.23", "0.00", "0.00", "2.00"]);
  });
});

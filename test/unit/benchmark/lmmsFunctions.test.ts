import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { trainerFolder } from "../trainer/trainer.js";

const program = `
import json, sys
import lmms_functions as utils
for line in sys.stdin:
    doc, reply = json.loads(line)
    print(json.dumps(utils.process(doc, [reply])["fg_acc"]))
print(utils.mean([{"score": 1}, {"score": 0}, {}]), utils.mean([{}]))
`;

const doc = (more: object) => ({
  ...{ our_id: "q", issue_id: "i", answer: "B", answer_type: "choice" },
  ...{
    options: JSON.stringify([
      { label: "A", text: "sits" },
      { label: "B", text: "runs" },
    ]),
  },
  ...more,
});

it("judges replies beside lmms-eval as we do: never at random, and open answers not at all", () => {
  const cases = [
    [doc({}), "<think>A?</think><answer>B</answer>", { status: "correct", score: 1, rule: "answer-tag" }],
    [doc({}), "(B) runs", { status: "correct", score: 1, rule: "whole-reply" }],
    [doc({}), "<answer>A</answer>", { status: "wrong", score: 0 }],
    [doc({}), "CORRECT", { status: "unparsed", score: 0 }],
    [doc({}), "", { status: "unparsed", score: 0 }],
    [
      doc({ answer: "3", answer_type: "integer", options: "[]" }),
      "<answer>three</answer>",
      { status: "correct", score: 1 },
    ],
    [doc({ answer: "Ada.", answer_type: "open", options: "[]" }), "<answer>Ada</answer>", { parsed: "Ada" }],
  ] as const;
  const env = { ...process.env, PYTHONPATH: trainerFolder };
  const input = cases.map(([one, reply]) => JSON.stringify([one, reply])).join("\n");
  const ran = spawnSync("python3", ["-B", "-c", program], { env, input, encoding: "utf8" });
  const lines = ran.stdout.trimEnd().split("\n");
  expect(
    lines.slice(0, -1).map((line): unknown => JSON.parse(line)),
    ran.stderr,
  ).toMatchObject(cases.map(([, , found]) => ({ our_id: "q", issue_id: "i", ...found })));
  expect(lines.at(-2)).not.toContain("score");
  expect(lines.at(-1)).toBe("0.5 nan");
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import { textOf } from "./planned.js";

const trainerFolder = join(import.meta.dirname, "../../../src/trainer");

/** Prints the chat that the trainer's side makes of a row, with the options of a planned stage. */
const program = `
import json, sys
import zoom_rows
row, options = json.loads(sys.argv[1]), zoom_rows.dataset_options(json.loads(sys.argv[2]))
made = zoom_rows.trainer_row(row, 0, options, False, lambda image, marks, part: ({"image": image}, (100, 100)))
print(json.dumps(made["prompt"]))
`;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "loupe-prompt-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function planFor(rows: readonly object[]) {
  writeFileSync(join(folder, "train.jsonl"), rows.map(row => `${JSON.stringify(row)}\n`).join(""));
  const text = JSON.stringify({
    ...{ name: "first", method: "RARL", engine: "verl-current", host: "gpu", model: { path: "m" } },
    data: { train: "train.jsonl", tasks: ["depth_comparison"] },
  });
  const options = { text, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
  const read = await prepareLaunch(join(folder, "a.loupe-run.json"), options);
  if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
  return read.draft.plan;
}

const options = [
  { label: "A", text: "the man" },
  { label: "B", text: "the dog" },
];
const base = { id: "q", task: "depth_comparison", image: "page.png", answer: "A", targets: [[1, 1, 50, 50]] };

describe("the first prompt of a plan", () => {
  it.each<[string, object]>([
    ["a question with its options", { ...base, question: "Who is closer?", options }],
    ["a question that names its options", { ...base, question: "Who is closer, the man or the dog?", options }],
    ["a question without options", { ...base, question: "Who is closer?" }],
    [
      "verl's own row, whose system message gives way to ours",
      {
        ...{ data_source: "ai4va", images: ["page.png"], reward_model: { style: "rule", ground_truth: "A" } },
        prompt: [
          { role: "system", content: "Another system message." },
          { role: "user", content: "<image>Who is closer?" },
        ],
        extra_info: { task: "depth_comparison", targets: "[[1, 1, 50, 50]]" },
      },
    ],
  ])("is what the trainer's side makes of the first row: %s", async (_, row) => {
    const other = { ...base, id: "other", task: "action_recognition", question: "Not this one?" };
    const plan = await planFor([other, row, { ...base, id: "later", question: "Nor this one?" }]);
    const args = ["-c", program, JSON.stringify(row), textOf(plan, "options/main/dataset.json")];
    const ran = spawnSync("python3", args, { env: { ...process.env, PYTHONPATH: trainerFolder }, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    const chat = JSON.parse(ran.stdout) as readonly { role: string; content: string }[];
    const image = "<|vision_start|><|image_pad|><|vision_end|>";
    const turns = chat.map(
      ({ role, content }) => `<|im_start|>${role}\n${content.replace("<image>", image)}<|im_end|>\n`,
    );
    expect(plan.prompts?.first).toBe(`${turns.join("")}<|im_start|>assistant\n`);
  });
});

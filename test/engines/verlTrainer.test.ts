import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { python, pythonPackages } from "../../scripts/pythonPackages.mjs";
import { rewardLineSchema } from "../../src/core/rollout/rewardLine.js";
import { temporaryFolder } from "../fixtures/temporaryFolder.js";
import { planOf } from "../unit/launch/planned.js";
import { trainerFolder } from "../unit/trainer/trainer.js";

const makeFolder = temporaryFolder();

const trainerFiles = Object.fromEntries(
  readdirSync(trainerFolder)
    .filter(name => name.endsWith(".py"))
    .map(name => [name, readFileSync(join(trainerFolder, name), "utf8")]),
);

const question = (id: string, task: string, image: string, size: readonly [number, number]) => ({
  ...{ id, task, image, width: size[0], height: size[1], question: "Who runs?", answer: "A", answer_type: "choice" },
  ...{
    options: [
      { label: "A", text: "the hero" },
      { label: "B", text: "a dog" },
    ],
    split: "train",
  },
  ...{ targets: [{ box: [0, 0, 1000, 1000] }], expected_zooms: 1 },
});
const pages = { "small.png": [2000, 1000], "long.png": [100, 30_000] } as const;
const rows = [
  question("q1", "action_recognition", "pages/small.png", pages["small.png"]),
  {
    ...question("q2", "panel_reordering", "pages/small.png", pages["small.png"]),
    marks: [{ kind: "box", box: [100, 200, 400, 500], label: "A", color: "blue" }],
  },
  // smart_resize refuses such a page, so that no prompt of it fits.
  question("q3", "action_recognition", "pages/long.png", pages["long.png"]),
];

/** A run folder as a launch would make it, with data in it. */
function plannedRun(): string {
  const run = makeFolder();
  const data = { train: "data/train.jsonl", validation: "data/val.jsonl", images: null, shape: null };
  const plan = planOf({ strategy: "single-phase" }, { trainer: trainerFiles, data });
  const text = rows.map(row => `${JSON.stringify(row)}\n`).join("");
  const files = [...plan.files, ...["train", "val"].map(name => ({ path: `data/${name}.jsonl`, text }))];
  for (const file of files) {
    mkdirSync(dirname(join(run, file.path)), { recursive: true });
    writeFileSync(join(run, file.path), file.text);
  }
  return run;
}

const call = `<think>a</think>\n<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [0, 0, 994, 1008]}}\n</tool_call>`;

describe("the trainer's side in verl itself", () => {
  let packages: readonly string[];
  beforeAll(async () => {
    packages = [
      await pythonPackages("verlTrainer"),
      await pythonPackages("verl"),
      await pythonPackages("llama-factory"),
      await pythonPackages("ray"),
    ];
  }, 3_600_000);

  it("loads data, answers calls and is paid by verl's own classes", { timeout: 600_000 }, () => {
    const run = plannedRun();
    const job = {
      pages,
      turns: [call],
      said: "<think>b</think><answer>A</answer>",
      phase: "main",
      truth: "A",
      marked: [100, 350],
    };
    const ran = spawnSync(python, ["-B", join(import.meta.dirname, "lib", "verlTrainer.py"), run], {
      input: JSON.stringify(job),
      env: { ...process.env, PYTHONPATH: packages.join(delimiter), LOUPE_RUN_DIR: run, LOUPE_REWARD_DIR: "" },
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    expect(ran.status, ran.stderr.slice(-4000)).toBe(0);
    const answer: unknown = JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(answer).toMatchObject({
      // Reordering is not trained on, and a page that is too long is left out; validation keeps every kind.
      rows: [1, 2],
      ids: [["q1"], ["q1", "q2"]],
      splits: ["train", "val"],
      marked: [pages["small.png"], [0, 0, 255]],
      seen: [[1988, 1008]],
      prompt: [
        ["system", [expect.stringContaining("image_zoom_in_tool") as unknown]],
        ["user", ["image", "Who runs?\nA. the hero\nB. a dog"]],
      ],
      replies: [{ text: "This is the part [0, 0, 994, 1008] of the page.", images: [[1008, 1008]] }],
      reward: {
        reward_score: 6,
        reward_extra_info: { question_id: "q1", evidence: "loop", crops: 1, iou_reward: 1, problem: "" },
      },
    });
    expect(ran.stdout).toContain("1 questions of action_recognition have a prompt above 10280 tokens");
    const [name = ""] = readdirSync(join(run, "reward"));
    const line = rewardLineSchema.parse(JSON.parse(readFileSync(join(run, "reward", name), "utf8")));
    expect(line).toMatchObject({ question_id: "q1", evidence: "loop", score: 6, split: "train", stage: "main" });
  });
});

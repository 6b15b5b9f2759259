import { describe, expect, it } from "vitest";
import { datasetOptionsSchema } from "../../../src/core/launch/trainerOptions.js";
import { parseReplies } from "../../../src/core/rollout/parseReplies.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { callTrainer, reward, runPython, trainerFolder } from "./trainer.js";

const makeFolder = temporaryFolder();

const record = {
  ...{ id: "q1", task: "action_recognition", image: "pages/1.png", width: 1000, height: 800, question: "Who runs?" },
  ...{
    options: [
      { label: "A", text: "the hero" },
      { label: "B", text: "a dog" },
    ],
    answer: "B",
    answer_type: "choice",
  },
  ...{ targets: [{ box: [10, 20, 400, 300], role: "panel" }], expected_zooms: 1, split: "test" },
};
const verlRow = {
  data_source: "comics",
  prompt: [
    { role: "system", content: "old" },
    { role: "user", content: "<image>Who runs?\nA. the hero\nB. a dog" },
  ],
  images: [{ bytes: null, path: "pages/1.png" }],
  reward_model: { style: "rule", ground_truth: "B" },
  extra_info: { question_id: "q1", targets: "[[10, 20, 400, 300]]", split: "train", index: 4 },
};
const options = { systemPrompt: "Zoom in.", taskKinds: ["action_recognition"], tool: "image_zoom_in_tool" };

/** The rows as the trainer takes them. Pages are not opened: the loader's part stands beside it. */
function rowsOf(rows: readonly unknown[], given: Readonly<Record<string, unknown>>, isValidation = false) {
  const lines = rows.map(row => JSON.stringify({ row, options: given, isValidation })).join("\n");
  return runPython("makeRows.py", [trainerFolder], lines)
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe("a row of the data", () => {
  it("becomes verl's: our system message, a place for the page, the answer, and what the reward reads", () => {
    const [row] = rowsOf([record], options);
    expect(row).toMatchObject({
      data_source: "action_recognition",
      prompt: [
        { role: "system", content: "Zoom in." },
        { role: "user", content: "<image>Who runs?\nA. the hero\nB. a dog" },
      ],
      images: [{ image: "/opened/pages/1.png" }],
      reward_model: { ground_truth: "B" },
      agent_name: "tool_agent",
      extra_info: {
        question_id: "q1",
        image: "pages/1.png",
        width: 1000,
        height: 800,
        expected_zooms: 1,
        split: "test",
      },
    });
    expect(row).toMatchObject({
      extra_info: { tools_kwargs: { image_zoom_in_tool: { create_kwargs: { page: "/opened/pages/1.png" } } } },
    });
  });

  it("has its marks drawn on its page, and on no other image", () => {
    const marks = [{ kind: "box", box: [1, 2, 30, 40], label: "A", color: "#0000ff" }, { box: "nowhere" }];
    const [row] = rowsOf([{ ...record, image: undefined, images: ["a.png", "b.png"], marks }], options);
    expect(row).toMatchObject({ images: [{ marks: [["box", [1, 2, 30, 40], "A", "#0000ff"]] }, { marks: [] }] });
  });

  it("has the part that it shows aside for a second image, cut from the clean page", () => {
    const marks = JSON.stringify([{ kind: "blank", box: [1, 2, 30, 40], label: "A", color: "#0000ff" }]);
    const [row] = rowsOf([{ ...record, targets: null, marks, shown: [1, 2, 30, 40] }], options);
    expect(row).toMatchObject({
      prompt: [{ role: "system" }, { content: "<image><image>Who runs?\nA. the hero\nB. a dog" }],
      images: [
        { marks: [["blank", [1, 2, 30, 40], "A", "#0000ff"]], part: null },
        { marks: [], part: [1, 2, 30, 40] },
      ],
    });
  });

  it("has the same keys whether it was verl's own or a flat record, and our system message in either", () => {
    const [flat, own] = rowsOf([record, verlRow], options);
    expect(Object.keys(own as object).toSorted()).toEqual(Object.keys(flat as object).toSorted());
    expect(own).toMatchObject({
      data_source: "comics",
      prompt: [{ role: "system", content: "Zoom in." }, { role: "user" }],
      extra_info: {
        question_id: "q1",
        question: "Who runs?\nA. the hero\nB. a dog",
        width: 640,
        height: 480,
        index: 4,
      },
    });
  });

  it("is scored by what stands in it, however it was written", () => {
    const text = "<think>a</think><answer>a dog</answer>";
    for (const row of rowsOf([record, verlRow], options)) {
      const { extra_info: info } = row as { extra_info: Record<string, unknown> };
      expect(reward(text, "B", { ...info, num_turns: 2 })).toMatchObject({ score: 2, acc: 1, problem: "" });
    }
  });

  it("names no tool to a run without one", () => {
    const [row] = rowsOf([record], { ...options, tool: null });
    expect(row).toMatchObject({ agent_name: "single_turn_agent" });
    expect(JSON.stringify(row)).not.toMatch(/tools_kwargs|env_name|image_zoom_in_tool/);
    const [fork] = rowsOf([record], { ...options, tool: null, profile: "verl-deepeyes" });
    expect(JSON.stringify(fork)).not.toMatch(/env_name|image_zoom_in_tool/);
  });

  it("names the tool in the column that the fork's loop reads", () => {
    const [row] = rowsOf([record], { ...options, profile: "verl-deepeyes" });
    expect(row).toMatchObject({ env_name: "image_zoom_in_tool" });
    expect(row).not.toHaveProperty("agent_name");
  });

  it("of the validation file is of split val, whatever it calls itself", () => {
    expect(rowsOf([record, verlRow], options, true)).toMatchObject([
      { extra_info: { split: "val" } },
      { extra_info: { split: "val" } },
    ]);
  });

  it.each([
    [{ ...record, image: undefined }, "no image"],
    [{ ...record, question: "" }, "no question"],
    [{ ...verlRow, prompt: [{ role: "user", content: "<image><image>?" }] }, "more places"],
  ])("without what a trainer needs is said, not trained on: %#", (row, word) => {
    expect(() => rowsOf([row], options)).toThrow(word);
  });

  it("of a kind without targets stays one for the reward", () => {
    const reordering = { ...record, task: "panel_reordering", targets: null, expected_zooms: null };
    const [row] = rowsOf([reordering], options);
    const { extra_info: info } = row as { extra_info: Record<string, unknown> };
    const given = reward("<think>a</think><answer>B</answer>", "B", info);
    expect(given).toMatchObject({ score: 2, count_reward: 0, problem: "" });
  });

  it.each([
    [["/run/data/val.jsonl"], "data/val.jsonl", true],
    [["/data/val.jsonl"], "/data/val.jsonl", true],
    [["/run/data/other-val.jsonl"], "val.jsonl", false],
    [["/run/data/train.jsonl"], "data/val.jsonl", false],
    [["/run/data/train.jsonl"], null, false],
  ])("is told apart by its file: %j against %j", (files, validationFile, expected) => {
    const given = datasetOptionsSchema.partial().parse({ validationFile });
    const [made] = callTrainer([{ module: "zoom_rows", function: "dataset_options", args: [given] }]);
    expect(callTrainer([{ module: "zoom_rows", function: "is_validation", args: [files, made] }])).toEqual([expected]);
  });

  it("counts a page's tokens as the model does", () => {
    const limits = { factor: 28, minPixels: 3136, maxPixels: 16384 * 784 };
    expect(callTrainer([{ module: "zoom_rows", function: "visual_tokens", args: [[3000, 4200], limits] }])).toEqual([
      16_050,
    ]);
  });
});

describe("the zoom tool's answer", () => {
  const answer = (args: unknown) => {
    const given = { name: "image_zoom_in_tool", rule: "verl", maxPixels: 3136 * 100, minPixels: 3136, factor: 28 };
    const [made] = callTrainer([{ module: "zoom_replies", function: "tool_options", args: [given] }]);
    return callTrainer([{ module: "zoom_replies", function: "answer", args: [args, [1120, 1120], made] }])[0];
  };

  it("maps a box from the model's grid to the page, and says the box that it executed", () => {
    expect(answer({ bbox_2d: [-10, 28, 280, "140"] })).toEqual({
      requested: [-10, 28, 280, 140],
      page: [-20, 56, 560, 280],
      executed: [0, 56, 560, 280],
      refused_by: null,
      changed_by: ["clamped"],
      text: "This is the part [0, 28, 280, 140] of the page. Your box was clamped.",
    });
  });

  it.each([
    [{ bbox_2d: [300, 28, 20, 140] }, "inverted"],
    [{ bbox_2d: [900, 28, 920, 140] }, "outside-page"],
    [{ bbox_2d: [1, 1, 2, 500] }, "aspect-ratio"],
    [{ bbox_2d: [1, 1, 2] }, "bad-call"],
    [{ bbox_2d: [0, 0, 100, 100], target_image: 2 }, "unknown-source"],
    ["[0, 0, 1, 1]", "bad-call"],
    [null, "bad-call"],
  ])("names the rule that refused %j, in words that readers of dumps know for an error", (args, rule) => {
    const given = answer(args) as { text: string };
    expect(given).toMatchObject({ executed: null, refused_by: rule });
    expect(given.text).toContain(rule);
    const [part] = parseReplies(given.text, []);
    expect(part).toMatchObject({ kind: "reply", isError: true });
  });

  it("reads its options from the run folder where a loop hands none over", () => {
    const run = makeFolder();
    const wrote = runPython("toolOptions.py", [trainerFolder, run]);
    expect(JSON.parse(wrote)).toMatchObject({ rule: "deepeyes", limits: { maxPixels: 1000 } });
  });
});

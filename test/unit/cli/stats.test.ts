import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";
import { statsShape } from "./shapes.js";

const makeFolder = temporaryFolder();

async function stats(path: string, ...options: readonly string[]) {
  const { code, out, err } = await loupe("stats", path, "--json", ...options);
  expect([code, err]).toEqual([0, ""]);
  return statsShape.parse(JSON.parse(out));
}

const answered = (letter: string) => `<think>x</think><answer>${letter}</answer>`;

describe("loupe stats", () => {
  test("gives means over what is known, and how much was not", async () => {
    const folder = makeFolder();
    const line = (score: string, answer: string) =>
      dumpLine({ question: "Which?", response: answer }).replace('"score":1', `"score":${score}`);
    const lines = [line("1", answered("A")), line("NaN", answered("B")), line("3", "<think>cut off")];
    writeFileSync(join(folder, "1.jsonl"), lines.join("\n") + "\n");
    const { steps } = await stats(folder);
    expect(steps).toMatchObject([
      {
        step: 1,
        phase: "training",
        rollouts: 3,
        meanScore: 2,
        accuracy: { right: 1, wrong: 1, unknown: 1 },
        callsPerRollout: 0,
        executedPerRollout: 0,
        cut: 1,
        groups: 1,
        flatGroups: 0,
      },
    ]);
  });

  test("what is unknown is null and never 0", async () => {
    const folder = makeFolder();
    const line = '{"input": "user\\nDescribe it.\\nassistant\\n", "output": "A fox.", "score": null, "step": 1}\n';
    writeFileSync(join(folder, "1.jsonl"), line);
    const [step] = (await stats(folder)).steps;
    expect(step?.meanScore).toBeNull();
    expect(step?.accuracy).toEqual({ right: 0, wrong: 0, unknown: 1 });
    expect(step?.meanIou).toEqual({ all: null, first: null, second: null, n: 0 });
  });

  test("IoU of all, first and second calls: refused and surplus ones are 0, unparsed bodies are no k-th call", async () => {
    const folder = makeFolder();
    await writePicture(join(folder, "p.png"), 560, 840);
    const broken = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2}\n</tool_call>\n';
    const error = "user\n<tool_response>\nError: The specified bounding box is invalid.\n</tool_response>\nassistant\n";
    const more = { image: "p.png", targets: [[0, 0, 100, 100]] };
    writeDump(folder, "1.jsonl", [
      { response: zoom([0, 0, 100, 50]) + answered("A"), more },
      { response: zoom([0, 0, 100, 100]) + zoom([300, 300, 400, 400]) + answered("A"), more },
      { response: broken + zoom([0, 0, 100, 100]) + answered("A"), more },
      { response: zoom([100, 0, 0, 50]).replace(/user\n[^]*assistant\n/, error) + answered("A"), more },
      { response: answered("A"), more },
    ]);
    const [step] = (await stats(folder)).steps;
    expect(step).toMatchObject({
      callsPerRollout: 5 / 5,
      executedPerRollout: 4 / 5,
      meanIou: { all: (0.5 + 1 + 0 + 1 + 0) / 5, first: (0.5 + 1 + 1 + 0) / 4, second: 0, n: 5 },
    });
  });

  test("more than 255 calls in one rollout are counted", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: zoom([1, 2, 300, 400]).repeat(300) + answered("A") }]);
    expect((await stats(folder)).steps[0]).toMatchObject({ callsPerRollout: 300, executedPerRollout: 300 });
  });

  test("whether a tool executed a call is known from its reply also without a page, and not without either", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: zoom([1, 2, 300, 400]) + answered("A") }]);
    const predict = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}\n</tool_call>';
    const prediction = { prompt: "Which?", predict, label: "A" };
    writeFileSync(join(folder, "generated_predictions.jsonl"), `${JSON.stringify(prediction)}\n`);
    const { steps } = await stats(folder);
    expect(steps.map(({ step, executedPerRollout }) => [step, executedPerRollout])).toEqual([
      [1, 1],
      [null, null],
    ]);
  });

  test("steps come oldest first, training and validation apart", async () => {
    const folder = makeFolder();
    for (const step of [10, 9, 2]) writeDump(folder, `rollouts/${step}.jsonl`, [{ step }]);
    for (const step of [0, 10]) writeDump(folder, `validation/${step}.jsonl`, [{ step }]);
    expect((await stats(folder)).steps.map(({ step, phase }) => [phase, step])).toEqual([
      ["training", 2],
      ["training", 9],
      ["training", 10],
      ["validation", 0],
      ["validation", 10],
    ]);
  });

  test("evaluation results and predictions are one entry a file, without a step", async () => {
    const folder = makeFolder();
    const row = (answer: string) => ({
      image: "a.jpg",
      question: "Which?",
      answer: "A",
      pred_ans: answer,
      pred_output: [
        { role: "user", content: "Which?\n(A) red\n(B) blue" },
        { role: "assistant", content: `<answer>${answer}</answer>` },
      ],
      status: "success",
    });
    const path = join(folder, "result_made_up.jsonl");
    writeFileSync(path, ["A", "B", "A"].map(answer => `${JSON.stringify(row(answer))}\n`).join(""));
    for (const named of [path, folder])
      expect((await stats(named)).steps).toMatchObject([
        {
          step: null,
          phase: null,
          file: "result_made_up.jsonl",
          rollouts: 3,
          meanScore: null,
          accuracy: { right: 2, wrong: 1, unknown: 0 },
        },
      ]);
  });

  test("malformed lines are counted beside the rollouts and enter no mean", async () => {
    const folder = makeFolder();
    appendFileSync(writeDump(folder, "1.jsonl", [{ score: 4 }]), `{"input": 3\n[]\n${dumpLine({ score: 6 })}\n`);
    expect((await stats(folder)).steps[0]).toMatchObject({
      rollouts: 2,
      malformed: 2,
      meanScore: 5,
      accuracy: { right: 2, wrong: 0, unknown: 0 },
    });
  });

  test("rows without a step stand in the step of their neighbours", async () => {
    const folder = makeFolder();
    const bare = dumpLine({ score: 5 }).replace('"step":1', '"step":null');
    writeFileSync(join(folder, "7.jsonl"), `${bare}\n${dumpLine({ step: 7 })}\n${bare}\n`);
    expect((await stats(folder)).steps).toMatchObject([{ step: 7, rollouts: 3, meanScore: 11 / 3 }]);
  });

  test("of a step that a resumed board repeats the latest counts, and the earlier one is listed apart", async () => {
    const folder = makeFolder();
    const row = (step: number, reward: number) =>
      JSON.stringify({
        step,
        prompt: "<|im_start|>user\nWhich?<|im_end|>\n<|im_start|>assistant\n",
        response: "<answer>A</answer><|im_end|>",
        response_tokens: ["<answer>"],
        token_rewards: [0],
        logprobs: [0],
        reward,
      });
    const rows = [row(1, 1), row(2, 2), row(3, 3), row(2, 20), row(4, 4)];
    mkdirSync(join(folder, "board"));
    writeFileSync(join(folder, "board", "rollout_data_rank0.jsonl"), rows.map(line => `${line}\n`).join(""));
    const { steps, superseded } = await stats(folder);
    expect(steps.map(({ step, meanScore, stale }) => [step, meanScore, stale])).toEqual([
      [1, 1, false],
      [2, 20, false],
      [3, 3, true],
      [4, 4, false],
    ]);
    expect(superseded.map(({ step, meanScore }) => [step, meanScore])).toEqual([[2, 2]]);
  });

  test("is readable without --json, and says when there is nothing", async () => {
    const folder = makeFolder();
    writeDump(folder, "3.jsonl", [{ step: 3 }, { step: 3 }]);
    expect((await loupe("stats", folder)).out).toBe(
      "training 3 · 2 rollouts in 1 groups (1 without spread) · mean score 1.000 of 2 · right 2, wrong 0, unknown 0" +
        " · zooms 0.000 (0.000 executed) · IoU – of 0 calls\n",
    );
    const refused = makeFolder();
    writeFileSync(join(refused, "1.jsonl"), `${dumpLine({ question: "Which?", response: "I cannot say." })}\n`);
    expect((await loupe("stats", refused)).out).toContain(" · 1 without an answer\n");
    expect(await loupe("stats", makeFolder())).toEqual({ code: 0, out: "", err: "loupe: no rollouts found\n" });
  });
});

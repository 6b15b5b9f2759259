import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { normalisedResponse } from "../../../src/core/rollout/normalisedResponse.js";
import { type RewardLine, rewardLineSchema } from "../../../src/core/rollout/rewardLine.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { callTrainer, reward, rewardCall, trainerFolder, tryPython } from "./trainer.js";

const makeFolder = temporaryFolder();
const script = resolve(import.meta.dirname, "../../fixtures/trainer/writeLines.py");

/** Every file of a folder as text, by name. */
const filesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), "utf8")]));

const linesOf = (text: string): readonly RewardLine[] =>
  text
    .slice(0, -1)
    .split("\n")
    .map(line => rewardLineSchema.parse(JSON.parse(line)));

async function run(args: readonly string[]): Promise<number | null> {
  const child = spawn("python3", ["-B", script, ...args], { stdio: "ignore" });
  return new Promise(done => child.on("close", done));
}

describe("the trainer's own lines", () => {
  it("are whole, whichever processes and threads write at once", { timeout: 120_000 }, async () => {
    const folder = makeFolder();
    const count = 400;
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => run([trainerFolder, folder, "append", String(count)])),
    );
    expect(codes).toEqual(Array.from({ length: 8 }, () => 0));
    const files = filesIn(folder);
    // Each process has a file, and so has each of their forked children.
    expect(files.size).toBe(16);
    for (const [name, text] of files) {
      expect(text.endsWith("\n"), name).toBe(true);
      const lines = linesOf(text);
      expect(lines).toHaveLength(count);
      expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index));
      expect(new Set(lines.map(({ writer }) => `${writer}.jsonl`))).toEqual(new Set([name]));
    }
  });

  it("say what the reward was made of", () => {
    const folder = makeFolder();
    const text =
      '<think>é</think><tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [-5, 100, 300, 300]}}</tool_call>\nuser\n<tool_response>x</tool_response>\nassistant\n<answer>B</answer>  ';
    const info = {
      question_id: 7,
      image: "pages/1.png",
      task: "action_recognition",
      split: "train",
      width: 1008,
      height: 1008,
      targets: "[[0, 100, 300, 300]]",
      num_turns: 4,
      global_steps: 12,
    };
    const options = {
      stage: "main",
      phase: "warm",
      rule: { strategy: "rarl-warm-start", terms: [{ part: "toolCount" }] },
    };
    const before = Date.now() / 1000;
    const given = reward(text, "A", info, { folder, options: JSON.stringify(options) });
    const [line] = linesOf([...filesIn(folder).values()].join(""));
    expect(line).toMatchObject({
      ...{
        question_id: "7",
        image: "pages/1.png",
        task: "action_recognition",
        split: "train",
        width: 1008,
        targets: [[0, 100, 300, 300]],
        step: null,
        weights_step: 12,
      },
      ...{ stage: "main", phase: "warm", strategy: "rarl-warm-start", strategy_hash: given.strategy_hash },
      ...{ score: 1, acc: 0, evidence: "rule", replies: 1, problem: "", n: 0 },
      parts: { format: 1, accuracy: 0, tool_count: 1, tool_accuracy: 1 },
      calls: [
        { requested: [-5, 100, 300, 300], executed: [0, 100, 300, 300], refused_by: null, changed_by: ["clamped"] },
      ],
      sha256: createHash("sha256").update(normalisedResponse(text)).digest("hex"),
    });
    expect(line?.time).toBeGreaterThanOrEqual(before - 1);
    // Whatever current verl dumps, it dumps the response itself.
    expect(line).not.toHaveProperty("output");
  });

  it("are the validation dump where the loop has none", () => {
    const folder = makeFolder();
    const options = { profile: "verl-deepeyes" };
    const text = `<|vision_start|>${"<|image_pad|>".repeat(2000)}<|vision_end|><answer>A</answer><|im_end|>`;
    callTrainer([
      rewardCall(text, "A", { question_id: "q", split: "val" }, { folder, options }),
      rewardCall(text, ["A"], { question_id: "q", split: "train" }, { folder, options }),
    ]);
    const lines = linesOf([...filesIn(folder).values()].join(""));
    const output = "<|vision_start|><|image_pad|><|vision_end|><answer>A</answer><|im_end|>";
    expect(lines.map(line => [line.split, line.output, line.gts])).toEqual([
      ["val", output, "A"],
      ["train", undefined, undefined],
    ]);
  });

  it("have the hash of the response with and without its special tokens", () => {
    const folder = makeFolder();
    const plain = "<think>a</think>\nuser\n<tool_response>x</tool_response>\nassistant\n<answer>é😀</answer>";
    const kept = `<think>a</think><|im_end|>\nuser\n<tool_response><|vision_start|><|image_pad|><|image_pad|><|vision_end|>x</tool_response>\nassistant\n<answer>é😀</answer><|im_end|>\n<|endoftext|>`;
    callTrainer([plain, kept, "\ud800"].map(text => rewardCall(text, "A", {}, { folder })));
    const hashes = linesOf([...filesIn(folder).values()].join("")).map(({ sha256 }) => sha256);
    const hash = (text: string) => createHash("sha256").update(normalisedResponse(text)).digest("hex");
    expect(hashes).toEqual([hash(plain), hash(plain), hash("\ud800")]);
    expect(hash(plain)).toBe(hash(kept));
  });

  it("leave no torn line on a full disk, go on when there is room, and are told of once", () => {
    const folder = makeFolder();
    const ran = tryPython("writeLines.py", [trainerFolder, folder, "full", "3"]);
    expect(JSON.parse(ran.stdout)).toEqual({
      first: [true, true, true],
      during: [false, false, false],
      after: [true, true, true],
      score: 2,
    });
    expect(ran.stderr.match(/loupe: cannot write/g)).toHaveLength(1);
    const text = [...filesIn(folder).values()].join("");
    const whole = text
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line) as { readonly n: number });
    expect(whole.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("cost no reward where nothing can be written", () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "file"), "");
    expect(reward("<think>a</think><answer>A</answer>", "A", {}, { folder: join(folder, "file", "below") }).score).toBe(
      2,
    );
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(reward("<think>a</think><answer>A</answer>", "A", {}, { folder: join(locked, "lines") }).score).toBe(2);
  });

  it("go where the environment says when the trainer hands no folder over", () => {
    const folder = join(makeFolder(), "made", "when needed");
    reward("x", "A", {}, {}, { LOUPE_REWARD_DIR: folder });
    expect(existsSync(folder) && readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(folder)[0]).toMatch(/^[A-Za-z0-9_.]+-\d+-\d{13}\.jsonl$/);
  });
});

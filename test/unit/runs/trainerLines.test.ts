import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { callTrainer, rewardCall, rewardResultSchema } from "../trainer/trainer.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

/** As the loop hands it to the reward function, and as a dump has it: image pads and chat tokens only in the first. */
function written(answer: string) {
  const call = '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [100, 100, 300, 300]}}';
  const open = `<think>é 人</think>\n<tool_call>\n${call}\n</tool_call>`;
  const pads = `<|vision_start|>${"<|image_pad|>".repeat(300)}<|vision_end|>`;
  const kept = `${open}<|im_end|>\n<|im_start|>tool\nThis is the part.${pads}<|im_end|>\n<|im_start|>assistant\n<answer>${answer}</answer><|im_end|>`;
  const dropped = `${open}\ntool\nThis is the part.\nassistant\n<answer>${answer}</answer>`;
  return { kept, dropped };
}

const zooms = [
  { requested: [100, 100, 300, 300], page: [100, 100, 300, 300], executed: [98, 98, 306, 306], refused_by: null },
];
const info = {
  question_id: "q7",
  image: "pages/one.png",
  width: 1008,
  height: 1008,
  targets: [[100, 100, 300, 300]],
  task: "action_recognition",
  split: "train",
  num_turns: 4,
  loupe_zooms: JSON.stringify({ page: [1008, 1008], zooms }),
};

/** What a row is shown as, but for where it lies and the text of its tokens. */
async function shown(runs: Runs, file: string, row: number) {
  const view = await runs.open({ ref: { file, row } });
  if (view.kind !== "rollout") throw new Error(view.code);
  const { placed, reward, question, outcome, extras, lineFile } = view;
  const boxes = placed.map(({ executed, refusedBy }) => [executed, refusedBy]);
  const parts = reward.filter(({ role }) => role !== "total");
  const kept = ["phase", "strategy", "strategy_hash", "split", "task", "evidence", "crops"];
  // Python's dump has an empty text for what is not known, since trainers want every key in every row.
  const known = extras.filter(({ name, text }) => kept.includes(name) && text !== "");
  const said = known.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { boxes, parts, id: question.id, taskKind: question.taskKind, outcome, said, isJoined: lineFile !== null };
}

describe("what the trainer's own Python writes beside a dump", () => {
  test("makes a bare row of it what the row would be with everything in it", async () => {
    const root = makeFolder();
    const variables = { LOUPE_REWARD_DIR: join(root, "bare/out/reward") };
    const answers = ["A", "B"].map(written);
    // Twice, so that the lines of equal responses have their order too.
    const calls = [...answers, ...answers].map(({ kept }) => rewardCall(kept, "A", info));
    const results = callTrainer(calls, variables).map(value => rewardResultSchema.parse(value));
    const rows = [...answers, ...answers].map(({ dropped }) => ({ response: dropped }));
    const whole = rows.map((row, at) => ({ ...row, more: { ...results[at] } }));
    const bareFile = writeDump(root, "bare/out/rollouts/1.jsonl", rows);
    const wholeFile = writeDump(root, "whole/rollouts/1.jsonl", whole);
    const { runs } = await openRuns({ roots: [root] });
    for (const row of [0, 1, 2, 3]) {
      const [bare, own] = [await shown(runs, bareFile, row), await shown(runs, wholeFile, row)];
      expect({ ...bare, isJoined: false }).toEqual(own);
      expect(bare).toMatchObject({ isJoined: true, id: "q7", boxes: [[[98, 98, 306, 306], null]] });
    }
  });

  test("is found from a dump that keeps the tokens as from one that drops them", async () => {
    const root = makeFolder();
    const { kept, dropped } = written("A");
    callTrainer([rewardCall(dropped, "A", info)], { LOUPE_REWARD_DIR: join(root, "out/reward") });
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response: kept }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await shown(runs, file, 0)).toMatchObject({ isJoined: true, id: "q7" });
  });
});

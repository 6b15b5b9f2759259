import { describe, expect, it } from "vitest";
import { faceOf } from "../../../src/host/tree/faceOf.js";
import type { CheckpointNode, LaunchLook, StageNode, StaleReason } from "../../../src/protocol/treeNode.js";
import { english } from "./english.js";
import { treeNodes } from "./treeNodes.js";

const launch: LaunchLook = { arm: "RARL", strategy: "two-phase", host: "gpu1", stage: null, resumedFrom: null };
const base = { parent: null, hasChildren: true } as const;
const stage: StageNode = {
  ...{ ...base, kind: "stage", id: "stage", name: "action", number: 1, of: 3 },
  ...{ latestStep: 12, plannedSteps: 200 },
};
const checkpoint: CheckpointNode = {
  ...{
    ...base,
    kind: "checkpoint",
    id: "c",
    name: "global_step_40",
    step: 40,
    path: "/runs/a/out/ckpt/global_step_40",
  },
  ...{ isHere: true, bytesHere: 1200, bytesOnHost: 15_200_000_000, host: "gpu1" },
};

describe("the item of a launched run", () => {
  it("says its row in the tables and the stage that it has come to", () => {
    const look = { ...launch, stage: { name: "depth", number: 2, of: 3 } };
    expect(faceOf(treeNodes.run({ launch: look }), english).description).toBe("RARL · stage 2 of 3 · step 40");
  });

  it("says in its tooltip how it was launched, what it went on from, and its notes", () => {
    const notes = [{ code: "reward-lines-unjoined", values: ["2", "300"] }];
    const face = faceOf(treeNodes.run({ launch: { ...launch, resumedFrom: "rarl-0001" }, notes }), english);
    expect(face.description).toBe("1 note · RARL · step 40");
    expect(face.tooltip.slice(2)).toEqual([
      "Row in the tables: RARL",
      "Strategy: two-phase",
      "Launched on gpu1",
      "Went on from the checkpoint of rarl-0001",
      "2 of 300 lines of the reward function fit no rollout: their rollouts were lost, or sampled again after a resume",
    ]);
  });
});

describe("the item of a stage", () => {
  it("says how far it is of what was planned", () => {
    expect(faceOf(stage, english)).toMatchObject({ label: "action", description: "stage 1 of 3 · step 12 of 200" });
    expect(faceOf({ ...stage, latestStep: null }, english).description).toBe("stage 1 of 3 · not begun");
    expect(faceOf({ ...stage, plannedSteps: null }, english).description).toBe("stage 1 of 3 · step 12");
  });
});

describe("the item of a checkpoint", () => {
  it("says what of it is here and what on its host", () => {
    expect(faceOf(checkpoint, english).description).toBe("1.2 kB here · 15.2 GB on gpu1");
    expect(faceOf({ ...checkpoint, isHere: false, bytesHere: 0, host: null }, english).description).toBe(
      "15.2 GB on its host",
    );
    expect(faceOf({ ...checkpoint, bytesOnHost: 0 }, english)).toMatchObject({
      description: "1.2 kB here",
      icon: { id: "save" },
    });
  });
});

describe("the item of a step of a dead branch", () => {
  it("says why in words, and that its rollouts are no part of any figure", () => {
    const reasons: readonly (readonly [StaleReason, RegExp])[] = [
      ["older-file", /before the resume$/],
      ["repeated", /before the resume$/],
      ["replaced", /replaced on the host$/],
      ["other-run", /not gone on from$/],
    ];
    for (const [staleBy, short] of reasons) {
      const face = faceOf(treeNodes.step({ staleBy }), english);
      expect(face.description).toMatch(short);
      expect(face.tooltip.at(-1)).toMatch(/\. Its rollouts are kept and are no part of any figure\.$/);
      expect(face.icon).toEqual({ id: "history", color: "disabledForeground" });
    }
  });
});

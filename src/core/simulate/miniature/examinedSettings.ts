import type { MiniatureOptions } from "./miniatureOptions.js";

export interface ExaminedSetting {
  readonly name: string;
  /** What differs from the defaults. */
  readonly options: Partial<MiniatureOptions>;
}

type Outcome = MiniatureOptions["outcomeCall"];
const harmless: Outcome = [0.8, 0.17, 0.03];
const clumsy: Outcome = [0.3, 0.2, 0.5];

/** Numbers of training questions of the paper's dataset (Table 1). */
const withCounting: MiniatureOptions["mix"] = {
  panel_understanding: 0,
  action_recognition: 1669,
  depth_comparison: 1125,
  character_identification: 2368,
  character_counting: 444,
};

const twoTasks: MiniatureOptions["mix"] = {
  panel_understanding: 0,
  action_recognition: 1,
  depth_comparison: 1,
  character_identification: 0,
  character_counting: 0,
};

const setting = (name: string, options: Partial<MiniatureOptions>): ExaminedSetting => ({ name, options });

/** The settings that orderings were examined under (facts: miniature 4 and 5), each with 20 seeds of 200 steps. */
export const examinedSettings: readonly ExaminedSetting[] = [
  setting("default", {}),
  setting("first call 2 %", { firstCall: 0.02 }),
  setting("first call 10 %", { firstCall: 0.1 }),
  setting("first call 70 %", { firstCall: 0.7 }),
  setting("calls do no harm", { outcomeCall: harmless }),
  setting("calls often lose the answer", { outcomeCall: clumsy }),
  setting("calls often lose the answer, first call 70 %", { outcomeCall: clumsy, firstCall: 0.7 }),
  setting("calls often lose the answer, first call 10 %", { outcomeCall: clumsy, firstCall: 0.1 }),
  setting("zooming is useless", { slope: 0 }),
  setting("zooming is worth three times as much", { slope: 3 }),
  setting("initial IoU lower", { characterPull: 2.5, evidence: 0.35 }),
  setting("initial IoU higher", { characterPull: 0, evidence: 0.9 }),
  setting("no character lure", { characterPull: -3 }),
  setting("coupling 2", { coupling: 2 }),
  setting("coupling 2, first call 10 %", { coupling: 2, firstCall: 0.1 }),
  setting("shared second moment", { secondMoment: "shared" }),
  setting("learning rate halved", { learningRate: 0.025 }),
  setting("learning rate doubled", { learningRate: 0.1 }),
  setting("no KL", { klCoefficient: 0 }),
  setting("KL five times", { klCoefficient: 0.2 }),
  setting("advantages without the standard deviation", { estimator: "dr-grpo" }),
  setting("batch of 64 questions", { prompts: 64, miniBatch: 64 }),
  setting("action and depth only", { mix: twoTasks }),
  setting("with counting", { mix: withCounting }),
  setting("two updates a step", { epochs: 2 }),
];

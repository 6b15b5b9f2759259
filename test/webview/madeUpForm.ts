import { planRun } from "../../src/core/launch/planRun.js";
import {
  runConfigSchema,
  trainerConfigSchema,
  type RunConfig,
  type TrainerConfig,
} from "../../src/core/launch/runConfig.js";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import { rewardStrings } from "../../src/protocol/reward/rewardStrings.js";
import { strategyName } from "../../src/protocol/reward/strategyName.js";
import { noData } from "../../src/core/launch/runPlan.js";
import { filledSentence } from "../../src/protocol/jobs/filledSentence.js";
import { findingStrings } from "../../src/protocol/jobs/findingStrings.js";
import type { LaunchForm, ShownGpu, ShownPreflight } from "../../src/protocol/jobs/launchViewApi.js";

const config: TrainerConfig = trainerConfigSchema.parse({
  name: "charid-two-phase-kl",
  arm: "RARL",
  method: "RARL",
  engine: "verl-deepeyes",
  host: "h800-a",
  gpus: { perNode: 8 },
  model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
  data: { train: "ai4va-fg/train.parquet", validation: "ai4va-fg/test.parquet", images: "ai4va-fg/pages" },
  hyper: { klCoefficient: 0.02 },
  strategy: "two-phase",
  environment: { activate: { kind: "none" }, variables: {}, secrets: ["WANDB_API_KEY", "HF_TOKEN"] },
});

const setting = (key: string, value: string, paper: string | null, override: string) => ({
  ...{ key, value, paper, override },
  isPaper: paper === value,
});

const settings = [
  setting("hyper.learningRate", "1e-6", "1e-6", "actor_rollout_ref.actor.optim.lr"),
  setting("hyper.steps", "200", "200", "trainer.total_training_steps"),
  setting("hyper.rolloutBatch", "16", "16", "data.train_batch_size"),
  setting("hyper.miniBatch", "16", "16", "actor_rollout_ref.actor.ppo_mini_batch_size"),
  setting("hyper.responses", "8", "8", "actor_rollout_ref.rollout.n"),
  setting("hyper.promptTokens", "10280", "10280", "data.max_prompt_length"),
  setting("hyper.responseTokens", "4096", "4096", "data.max_response_length"),
  setting("hyper.klCoefficient", "0.02", "0.04", "actor_rollout_ref.actor.kl_loss_coef"),
  setting("hyper.warmupRatio", "0", "0", "actor_rollout_ref.actor.optim.lr_warmup_steps"),
  setting("checkpoints.every", "8", null, "trainer.save_freq"),
];

const busy = 6;
const gpus: readonly ShownGpu[] = Array.from({ length: 8 }, (_, index) => ({
  ...{ index, name: "H800", totalMegabytes: 81_920 },
  usedMegabytes: index === busy ? 11_469 : 410,
  utilisation: index === busy ? 37 : 0,
  isFree: index !== busy,
  holder: index === busy ? "pid 40213, vllm" : null,
}));

const command = `# phase warm: count reward only; skipped if step 16 is saved
run_phase() {
  python3 -m verl.trainer.main_ppo \\
    algorithm.adv_estimator=grpo \\
    data.train_files="$DATA/train.parquet" \\
    data.train_batch_size=16 \\
    actor_rollout_ref.actor.kl_loss_coef=0.02 \\
    trainer.resume_mode=auto
}
run_phase warm 16 && run_phase main 200
`;

const preflight: ShownPreflight = {
  ...{ host: "h800-a", isRunning: false, at: Date.now(), gpus, failure: null },
  findings: [
    { level: "warning", text: "7 of 8 GPUs are free; the run asks for 8: GPU 6 is in use by pid 40213.", key: null },
    { level: "good", text: "Disk: run folder 3.1 TB, temporary 410 GB, shared memory 960 GB.", key: null },
    { level: "good", text: "verl 0.2.0.dev0, vllm 0.8.2, torch 2.6.0", key: null },
  ],
};

const asked: LaunchForm = {
  ...{ name: "charid-two-phase-kl", isTrusted: true, isDirty: true, issues: [], config, settings, preflight },
  ...{ hosts: ["local", "h800-a", "h800-b"], secrets: ["WANDB_API_KEY"], questions: 6901, isCounting: false },
  strategies: builtInStrategies.map(({ id }) => ({ id, name: strategyName(id, [], key => rewardStrings[key]).name })),
  stages: [{ name: "main", folder: "out", steps: 200, warmSteps: 16 }],
  findings: [
    {
      level: "warning",
      text: "412 of 1,230 questions of Dialog Reordering have a prompt above 10,280 tokens.",
      key: "pixels.max",
    },
    {
      level: "note",
      text: "Steps count the 16 of the warm start; the paper does not say.",
      key: "stepsIncludeWarmStart",
    },
    { level: "note", text: "20480 is 4096 × 5 turns, the default of this engine.", key: null },
  ],
  files: [
    { path: "command.sh", text: command, isCut: false, changedLines: [6] },
    { path: "env.sh", text: "export MODEL='Qwen/Qwen2.5-VL-7B-Instruct'\n", isCut: false, changedLines: [] },
    { path: "zoom_reward.py", text: "def compute_score():\n    ...\n", isCut: true, changedLines: [] },
  ],
  prompts: {
    first: "system\nYou are a helpful assistant.\nuser\n<image>Who speaks?",
    second: "assistant\n<tool_call>",
  },
  hasLast: true,
};

const stages: RunConfig["stages"] = [
  { name: "action", tasks: ["action_recognition"], steps: 60, klReference: "stage" },
  { name: "merged", klReference: "base" },
];

/** As the plan of the example has it. */
const miniature = planRun(
  runConfigSchema.parse({
    name: "miniature",
    method: "RARL",
    engine: "miniature",
    host: "local",
    strategy: "two-phase",
  }),
  { runId: "miniature-1a2b3c4d", strategies: [], trainer: {}, resumeFrom: null, data: noData },
);
const miniatureForm: LaunchForm = {
  ...asked,
  ...{ name: "miniature", isDirty: false, config: miniature.config, settings: miniature.settings, questions: null },
  ...{ stages: miniature.stages, prompts: null, hasLast: false },
  findings: miniature.findings.map(({ level, code, values, key }) => ({
    ...{ level, key, text: filledSentence(findingStrings[code], values) },
  })),
  files: miniature.files.map(({ path, text }) => ({ path, text, isCut: false, changedLines: [] })),
  preflight: {
    ...{ host: "local", isRunning: false, at: Date.now(), gpus: null, failure: null },
    findings: [{ level: "good", text: "Node is 22.4.1.", key: null }],
  },
};

/** The states that the form can be in. Throws for a name that is none. */
export function madeUpForm(state: string): LaunchForm {
  const unasked = { ...asked, preflight: null, hasLast: false, isDirty: false };
  switch (state) {
    case "asked":
      return asked;
    case "unasked":
      return { ...unasked, questions: null, isCounting: true, findings: [] };
    case "restricted":
      return { ...unasked, isTrusted: false };
    case "issues":
      return { ...unasked, config: null, issues: ["method: it is SFT-S, SFT-R, RL or RARL", "hots: unknown key"] };
    case "unreachable":
      return {
        ...asked,
        preflight: {
          ...{ host: "h800-a", isRunning: false, at: Date.now(), gpus: null, findings: [] },
          failure: { text: "h800-a asks for a password: answer it once in a terminal.", needsPerson: true },
        },
      };
    case "forbidden":
      return {
        ...asked,
        findings: [{ level: "error", text: "Dialog Reordering has no target boxes.", key: "data.tasks" }],
      };
    case "staged":
      return { ...asked, config: { ...config, stages } };
    case "sft":
      return { ...asked, config: { ...config, method: "SFT-R", engine: "llama-factory" }, prompts: null };
    case "miniature":
      return miniatureForm;
    default:
      throw new Error(`no form is called ${state}`);
  }
}

import type { PlanCode } from "../../core/launch/planCodes.js";

/** What is found in a run configuration, in English, each with the way out; the host translates the table. */
export const planStrings: Readonly<Record<PlanCode, string>> = {
  "batch-not-divisible":
    "{0} prompts × {1} responses cannot be shared evenly by {2} GPUs: change the batch or the number of GPUs.",
  "mini-batch-too-large": "A mini batch of {0} prompts is larger than the rollout batch of {1}: lower hyper.miniBatch.",
  "mini-batch-not-divisible":
    "A mini batch of {0} prompts × {1} responses cannot be shared evenly by {2} GPUs: change hyper.miniBatch.",
  "tensor-parallel-not-divisible":
    "{0} GPUs cannot be split into vLLM engines of {1}: change hyper.tensorParallel or gpus.perNode.",
  "context-too-short":
    "Prompt and response need {0} tokens and the model has {1}: shorten one of them or name a model with a longer context.",
  "needs-targets": "Region-aware RL needs target boxes, and {0} has none: leave it out of data.tasks.",
  "engine-method": "{0} does not train {1}: choose {2}.",
  "unknown-strategy": "There is no strategy {0}; the nearest is {1}.",
  "strategy-option": "The strategy cannot be read at {0}: see the options of reward strategies in docs/cli.md.",
  "strategy-starts-late": "The strategy {0} says nothing before step {1}: let its first segment begin at step 1.",
  "strategy-ends-early":
    "The strategy {0} ends with step {1} and the run has {2}: leave the last segment open or lower the steps.",
  "phase-unreached": "A segment of {0} begins at step {1}, after the last of {2}: it will never be paid.",
  "tool-strategy-without-tool":
    "Vanilla RL has no zoom tool, and the strategy {0} pays for it: choose vanilla, or the method RARL.",
  "no-tool-reward": "The strategy {0} pays nothing for zooming: the model will hardly learn to call the tool.",
  "random-reward": "The strategy {0} pays by chance: this is the control, from which nothing is to be learned.",
  "prompt-lacks-tool":
    "The rendered prompt does not name {0}, so that the model cannot call it: put {1} into prompt.system, or leave that out.",
  "prompt-names-tool": "Vanilla RL has no zoom tool, and the rendered prompt names {0}: take it out of prompt.system.",
  "kl-base-unsupported":
    "Stage {0} cannot be compared with the base model: this verl loads the reference from the weights that a stage starts from. Set klReference to stage.",
  "kl-reference": "The KL term of stage {0} compares with the weights of {1}; the paper does not say with what.",
  "lora-unsupported": "LoRA is planned for LLaMA-Factory alone: set model.finetuning to full.",
  "nodes-need-launcher": "{0} nodes need a launcher that starts them: set launcher.kind to ray or slurm.",
  "one-stage-name": "Two stages have the name {0}: give each its own.",
  "schedule-unsupported": "verl knows no learning rate schedule {0}: choose constant or cosine.",
  "schedule-by-phase": "Each phase plans the schedule {0} to its own last step: with a warm start choose constant.",
  "no-validation": "Without data.validation there is nothing to compare checkpoints on: name a validation file.",
  "checkpoint-without-validation":
    "Checkpoints every {0} steps and validation every {1}: some checkpoints will have no validation to be compared by.",
  "save-unreached": "Checkpoints every {0} steps, and stage {1} has {2}: only its last step is saved.",
  "validation-unreached": "Validation every {0} steps, and stage {1} has {2}: only its last step is validated.",
  "text-reference": "{0} holds ${, which verl would read as a reference: write it otherwise.",
  "extra-replaces": "extra sets {0} in place of what the run would have: {1}.",
  "unused-key": "{0} means nothing for {1}: take it out.",
  "differs-from-paper": "{0} is {1}; the paper has {2}.",
  resumes: "Goes on from step {1} of {0}; metrics and rollouts of this start have files of their own.",
  "resumes-from-last":
    "Goes on from the last checkpoint of {0}; metrics and rollouts of this start have files of their own.",
  "assumes-warm-steps": "{0} steps {1} the {2} of the warm start; the paper does not say.",
  "assumes-warm-reward": "The warm start pays for {0}; the paper says “only basic tool usage rewards”.",
  "assumes-turn-tokens": "{0} response tokens are {1} × {2} turns, the default of the DeepEyes fork.",
  "assumes-deepeyes": "verl 0.2.0.dev0 with a zoom tool on vLLM 0.8.2 is read as the DeepEyes fork.",
  "assumes-max-pixels":
    "Pages are shown with at most {0} pixels ({1} visual tokens) to training, tool and reward; the paper does not say.",
  "assumes-stage-steps": "Every stage has {0} steps; the paper does not say how they are shared.",
  "assumes-warm-first-stage": "Only the first stage has a warm start; the paper does not say.",
  "assumes-open-apart":
    "Panel Understanding is trained together with the other kinds; the paper trained it apart (appendix F.2).",
  "no-turn-limit":
    "Current verl limits a rollout to {0} tokens and a single turn to no less; the paper's {1} of a turn are not enforced.",
  "older-trainer": "verl's older trainer is used: its newer one leaves the parts of the reward out of training dumps.",
};

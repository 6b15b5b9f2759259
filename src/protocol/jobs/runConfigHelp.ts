import { defaultMiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { miniatureParameters } from "../../core/simulate/miniature/miniatureParameters.js";
import { rangeText } from "../../core/simulate/miniature/parameterRange.js";

/** The miniature's assumptions: what each stands for, what it may be, and what it is where nothing is said. */
function parameterHelp(): Readonly<Record<string, string>> {
  const defaults: Readonly<Record<string, unknown>> = defaultMiniatureOptions;
  const entries = Object.entries(miniatureParameters).map(([name, { note, range }]) => {
    const help = `${note[0]?.toUpperCase() ?? ""}${note.slice(1)}. Range: ${rangeText(range)}; left out: ${JSON.stringify(defaults[name])}.`;
    return [`simulate.${name}`, help] as const;
  });
  const weights = Object.keys(defaultMiniatureOptions.mix).map(
    kind => [`simulate.mix.${kind}`, "Weight of this task kind."] as const,
  );
  return Object.fromEntries([...entries, ...weights]);
}

/**
 * What each key of a run configuration means, by its path; shown by editors through the JSON schema. English only, since
 * the schema is a file. A key that a union has in one kind only is named without the kind.
 */
export const runConfigHelp: Readonly<Record<string, string>> = {
  $schema: "For editors only.",
  $comment: "A remark for people; nothing reads it.",
  name: "Name of the run: small letters, digits, dots, hyphens and underscores.",
  arm: "The row in Tables 5 to 8 that this run fills; left out: the method.",
  method: "How the run trains: supervised on answers (SFT-S) or on reasoning (SFT-R), vanilla RL, or region-aware RL.",
  engine:
    "What trains: verl 0.9 and later, the fork Visual-Agent/DeepEyes of verl 0.2.0.dev, LLaMA-Factory from 0.9.4, or its layout 0.9.3; miniature: a small simulated policy, which needs neither GPU nor model nor data.",
  launcher: "Where the process runs.",
  "launcher.kind": "host: on the host itself; ray: on a Ray cluster through its Jobs API; slurm: in an allocation.",
  "launcher.dashboardPort": "Port of Ray's dashboard on the host.",
  "launcher.partition": "Partition of Slurm.",
  "launcher.account": "Account of Slurm.",
  "launcher.qos": "Quality of service of Slurm.",
  "launcher.time": "Time limit as Slurm writes it, e.g. 24:00:00.",
  "launcher.memory": "Memory of a node as Slurm writes it, e.g. 900G; left out: the whole node.",
  "launcher.cpusPerNode": "CPUs of a node.",
  "launcher.constraint": "Features that a node must have, as Slurm writes them.",
  "launcher.sharedRoot": "A folder that every node sees; run folders are made in it.",
  "launcher.arraySize": "Number of elements of an array job; for evaluation shards.",
  "launcher.requeue": "Start again after a failed or preempted node.",
  host: "A host as ~/.ssh/config names it, or local for this machine.",
  gpus: "Which GPUs of a node.",
  "gpus.perNode": "Number of GPUs of a node. Paper: 4 for SFT, 8 for RL.",
  "gpus.devices": "Indexes of the GPUs that may be used; left out: the scheduler's or all.",
  nodes: "Number of nodes; more than one needs the launcher ray or slurm.",
  model: "What is trained. The miniature needs none.",
  "model.path":
    "A folder on the host or an id of the Hugging Face hub. For RL on top of SFT-R: the checkpoint of that run.",
  "model.contextTokens": "Tokens that the model can attend to; prompt and response have to fit.",
  "model.finetuning": "All weights, or LoRA adapters (LLaMA-Factory only).",
  data: "What is trained and validated on. The miniature needs none.",
  "data.train": "Training questions: a file of this machine, relative to this file, or of the host (onHost).",
  "data.validation": "Validation questions, in the same way; checkpoints are compared on them.",
  "data.images": "The folder that paths of pages count from.",
  "data.onHost": "The files stand on the host and are not sent.",
  "data.tasks":
    "Task kinds to train on; left out: all that the method can train on. Region-aware RL needs target boxes, which the reordering kinds have not.",
  pixels: "One limit for training, tool, reward and evaluation: pages are resized to so many pixels (smart_resize).",
  "pixels.max": "At most so many pixels; 784 of them are one visual token.",
  "pixels.min": "At least so many pixels.",
  hyper: "Values in place of those of Table 9 (SFT) or 10 (RL).",
  "hyper.learningRate": "Paper: 1e-5 for SFT, 1e-6 for RL.",
  "hyper.warmupRatio": "Share of the steps in which the learning rate rises. Paper: 0.1 for SFT, 0 for RL.",
  "hyper.schedule": "Learning rate schedule. Paper: cosine for SFT; not stated for RL.",
  "hyper.steps": "Optimiser steps of RL, of each stage. Paper: 200.",
  "hyper.rolloutBatch": "Prompts of a step. Paper: 16.",
  "hyper.miniBatch": "Prompts of an update. Paper: 16.",
  "hyper.responses": "Responses sampled for a prompt. Paper: 8.",
  "hyper.promptTokens": "Longest prompt, the page's visual tokens included; longer ones are dropped. Paper: 10280.",
  "hyper.responseTokens": "Longest response of one turn. Paper: 4096.",
  "hyper.turns": "Turns of a region-aware rollout; one call less. Paper: 5.",
  "hyper.klCoefficient": "Weight of the KL term in the loss. Paper: 0.04.",
  "hyper.temperature": "Of sampling while training; validation is greedy.",
  "hyper.tensorParallel": "GPUs of one vLLM engine.",
  "hyper.gpuMemoryShare": "Share of a GPU's memory that vLLM takes.",
  "hyper.epochs": "Passes over the data of SFT. Paper: 3.",
  "hyper.batch": "Examples of an update of SFT, over all GPUs and accumulated steps. Paper: 16.",
  "hyper.batchPerGpu": "Examples that a GPU takes at once.",
  "hyper.cutoffTokens": "Longest example of SFT, the page's visual tokens included; the rest is cut off.",
  "hyper.seed": "Seed of shuffling.",
  strategy:
    "Reward strategy with options as on the command line, e.g. two-phase@match=in_order. Left out: two-phase for RARL, vanilla for RL.",
  prompt: "What the model is told, in place of ours.",
  "prompt.system": "The system message; {tools} stands for the description of the zoom tool.",
  stepsIncludeWarmStart: "Whether the steps include those of the warm start; the paper does not say.",
  stages:
    "Trained one after the other in one job, each from the merged weights of the one before, with a fresh optimiser and folders of its own.",
  "stages.name": "Name of the stage: it stands in the names of its folders.",
  "stages.tasks": "Task kinds of the stage; left out: data.tasks.",
  "stages.steps": "Steps of the stage; left out: hyper.steps.",
  "stages.klReference":
    "What the KL term compares with: the weights that the stage starts from, or those of the whole run. The paper does not say.",
  validation: "When the validation questions are answered, greedily.",
  "validation.before": "Also before training.",
  "validation.every": "Steps between two validations.",
  checkpoints: "When weights are saved.",
  "checkpoints.every": "Steps between two checkpoints.",
  "checkpoints.keep": "Checkpoints that stay; older ones are deleted. null: all.",
  environment: "Where the trainer's Python comes from and what it finds in its environment.",
  "environment.activate": "What makes the trainer's Python the one that runs.",
  "environment.activate.kind": "Nothing, a virtual environment, conda, uv, or a container image.",
  "environment.activate.path": "Folder of the virtual environment on the host.",
  "environment.activate.name": "Name of the conda environment.",
  "environment.activate.executable": "conda's own program, where it is not in the PATH of a shell without a login.",
  "environment.activate.project": "Folder of the uv project on the host.",
  "environment.activate.image": "Container image.",
  "environment.activate.mounts": "Folders that the container sees, as docker's -v writes them.",
  "environment.variables": "Variables of the run. No secrets: this file is no place for them.",
  "environment.secrets": "Names of secrets; their values come from this machine's secret storage or environment.",
  simulate: "Of the miniature: how fast it goes, its program, and its assumptions by name.",
  "simulate.pace": "live: a step every second or two, as a trainer that is watched; fast: as fast as the disk.",
  "simulate.node": "Node's program on the host, where the run's PATH does not know it as node; ~/ is the home folder.",
  ...parameterHelp(),
  extra: "Further overrides (verl: Hydra keys, a new one with +) or keys (LLaMA-Factory).",
  pull: "Limits of what is fetched from the host.",
  "pull.fileMegabytes":
    "Larger files stay on the host and are listed; of logs, metrics and rollouts so much is pulled, from the first line on.",
  "pull.totalMegabytes": "Of the whole run.",
};

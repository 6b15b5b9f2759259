import { isVerl, type TrainerId } from "./engineId.js";
import type { TrainerConfig } from "./runConfig.js";
import { isAtLeast } from "./versionParts.js";

/** A Python package that an engine needs; `fits` says which versions, `wanted` in words. */
export interface PackageNeed {
  readonly name: string;
  readonly wanted: string;
  readonly fits: (version: string) => boolean;
}

export interface EngineNeeds {
  /** The engine's name for a sentence. */
  readonly title: string;
  readonly python: string;
  readonly packages: readonly PackageNeed[];
}

const any = (name: string): PackageNeed => ({ name, wanted: "any", fits: () => true });
const atLeast = (name: string, least: string): PackageNeed => ({
  name,
  wanted: `${least} or later`,
  fits: version => isAtLeast(version, least),
});

const needs: Readonly<Record<TrainerId, EngineNeeds>> = {
  "verl-current": {
    title: "verl",
    python: "3.10",
    packages: [atLeast("verl", "0.9"), any("vllm"), any("ray"), any("torch"), any("transformers")],
  },
  "verl-deepeyes": {
    title: "DeepEyes",
    python: "3.8",
    packages: [
      // The fork calls itself 0.2.0.dev; the release of that number has neither its tool loop nor its reward function.
      { name: "verl", wanted: "0.2.0.dev0 (the fork)", fits: version => version.startsWith("0.2.0.dev") },
      { name: "vllm", wanted: "0.8.2", fits: version => /^0\.8\.2(?:$|[.+])/.test(version) },
      ...[any("ray"), any("torch"), any("transformers")],
    ],
  },
  "llama-factory": {
    title: "LLaMA-Factory",
    python: "3.9",
    packages: [atLeast("llamafactory", "0.9.4"), any("torch"), any("transformers")],
  },
  "llama-factory-0.9.3": {
    title: "LLaMA-Factory 0.9.3",
    python: "3.9",
    packages: [
      { name: "llamafactory", wanted: "0.9.3", fits: version => /^0\.9\.3(?:$|[.+])/.test(version) },
      ...[any("torch"), any("transformers")],
    ],
  },
};

/** What the trainer's Python needs for a configuration. A full supervised fine-tuning is shared out by DeepSpeed. */
export function engineNeeds({ engine, model, extra }: TrainerConfig): EngineNeeds {
  const own = needs[engine];
  const isSharded = !isVerl(engine) && model.finetuning === "full" && extra["deepspeed"] !== null;
  return isSharded ? { ...own, packages: [...own.packages, any("deepspeed")] } : own;
}

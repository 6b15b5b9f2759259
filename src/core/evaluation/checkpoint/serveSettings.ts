import { resolveConfig } from "../../launch/resolveConfig.js";
import type { Activation, TrainerConfig } from "../../launch/runConfig.js";
import { verlBudget } from "../../launch/verlBudget.js";
import type { EvaluationSettings } from "../evaluationSettings.js";
import type { HostCheckpoint } from "./hostCheckpoint.js";

/** Everything that the server of a checkpoint is started by. */
export interface ServeSettings {
  readonly checkpoint: Pick<HostCheckpoint, "form" | "path">;
  /** The model that an adapter belongs to: a path of the host or an id of a hub; null: it is not known. */
  readonly base: string | null;
  /** As requests name it. */
  readonly served: string;
  readonly activation: Activation;
  readonly devices: readonly number[] | null;
  readonly tensorParallel: number;
  /** Tokens of a conversation, prompt and answers; null: as many as the model can. */
  readonly mostTokens: number | null;
  /** Images of one request at most. */
  readonly images: number;
  /** Limits of the model's processor; null: its own. */
  readonly pixels: { readonly min: number; readonly max: number } | null;
  /** Without a sign of its client for so long, the server ends by itself and its folder is removed. */
  readonly leaseSeconds: number;
}

/** The probe sends up to four pictures; panels that a question is about are hardly ever more than these. */
const fewestImages = 16;

/** Tokens that a supervised model may answer with beyond its cutoff, which counts prompt and answer together. */
function mostTokensOf(config: TrainerConfig, { sampling }: EvaluationSettings): number {
  const { family, hyper } = resolveConfig(config);
  const needed = family === "sft" ? hyper.cutoffTokens.value + sampling.maxTokens : verlBudget(config, hyper).whole;
  return Math.min(config.model.contextTokens, needed);
}

/** How the checkpoint of a run is served so that it is what was trained; `config` null: nothing is known of the run. */
export function serveSettingsOf(
  checkpoint: HostCheckpoint,
  config: TrainerConfig | null,
  asked: EvaluationSettings,
  leaseSeconds: number,
): ServeSettings {
  const { maxPixels, minPixels } = asked.image;
  const turns = asked.tools?.maxTurns ?? 1;
  return {
    ...{ checkpoint, base: config?.model.path ?? null, served: asked.model },
    activation: config?.environment.activate ?? { kind: "none" },
    devices: config?.gpus.devices ?? null,
    tensorParallel: config === null ? 1 : resolveConfig(config).hyper.tensorParallel.value,
    mostTokens: config === null ? null : mostTokensOf(config, asked),
    images: Math.max(fewestImages, turns + 1),
    pixels: maxPixels === null || minPixels === null ? null : { min: minPixels, max: maxPixels },
    leaseSeconds,
  };
}

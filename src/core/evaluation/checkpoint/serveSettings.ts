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
  /** Null: what Slurm, Ray or docker gave it, or all. */
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
  /** Where it listens: on its host's own loopback, or for the host that its client comes by. */
  readonly listens: "loopback" | "network";
  /** Verl's shards alone: where they are merged to. */
  readonly merging: MergePlaces;
}

/** Absolute folders of the host. */
export interface MergePlaces {
  /** Where merged weights may lie already. */
  readonly known: readonly string[];
  /** Null: in the server's own folder, with which they go; else kept here. */
  readonly keptAt: string | null;
  /** In place of the server's own folder: of a container, whose files belong to somebody else. */
  readonly madeAt: string | null;
}

/** How a server is started this time, whatever its checkpoint. */
export type ServeWay = Pick<
  ServeSettings,
  "activation" | "devices" | "tensorParallel" | "leaseSeconds" | "listens" | "merging"
>;

/** The probe sends up to four pictures; panels that a question is about are hardly ever more than these. */
const fewestImages = 16;

/**
 * Tokens that a conversation may have. A supervised model may answer beyond its cutoff, which counts prompt and answer
 * together. In a loop of turns each asks for a whole turn's tokens, however many are left of the training's limit: a server
 * refuses what would not fit.
 */
function mostTokensOf(config: TrainerConfig, { sampling, tools }: EvaluationSettings): number {
  const { family, hyper } = resolveConfig(config);
  const trained = family === "sft" ? hyper.cutoffTokens.value : verlBudget(config, hyper).whole;
  const isMore = family === "sft" || tools !== null;
  return Math.min(config.model.contextTokens, trained + (isMore ? sampling.maxTokens : 0));
}

/** GPUs that one server of a configuration takes. */
export const gpusOfServer = (config: TrainerConfig | null): number =>
  config === null ? 1 : resolveConfig(config).hyper.tensorParallel.value;

/** How the checkpoint of a run is served so that it is what was trained; `config` null: nothing is known of the run. */
export function serveSettingsOf(
  checkpoint: HostCheckpoint,
  config: TrainerConfig | null,
  asked: EvaluationSettings,
  way: ServeWay,
): ServeSettings {
  const { maxPixels, minPixels } = asked.image;
  const turns = asked.tools?.maxTurns ?? 1;
  return {
    ...{ checkpoint, base: config?.model.path ?? null, served: asked.model },
    mostTokens: config === null ? null : mostTokensOf(config, asked),
    images: Math.max(fewestImages, turns + 1),
    pixels: maxPixels === null || minPixels === null ? null : { min: minPixels, max: maxPixels },
    ...way,
  };
}

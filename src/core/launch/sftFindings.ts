import type { Finding } from "./finding.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import { sftBatch } from "./sftBatch.js";

/** Keys that the run folder's layout, the pull and a relaunch rely on. */
const ownKeys = [
  ...["output_dir", "overwrite_output_dir", "resume_from_checkpoint", "stage", "do_train", "logging_steps"],
  ...["dataset", "dataset_dir", "media_dir", "eval_dataset"],
];

/** Pixels of one visual token of Qwen2.5-VL. */
const pixelsOfToken = 28 * 28;

/** What of a supervised run's configuration cannot work, or probably will not do what is wanted. */
export function sftFindings(resolved: ResolvedConfig): readonly Finding[] {
  return [
    ...batchFindings(resolved),
    ...extraFindings(resolved),
    ...layoutFindings(resolved),
    ...tokenFindings(resolved),
    ...trainedParts(resolved),
    ...homePaths(resolved),
  ];
}

function batchFindings(resolved: ResolvedConfig): readonly Finding[] {
  const { gpus, perGpu, accumulation, batch, isExact } = sftBatch(resolved);
  if (isExact) return [];
  const values = [batch, gpus, perGpu, gpus * perGpu * accumulation];
  return [{ level: "error", code: "sft-batch", values, key: "hyper.batch" }];
}

function extraFindings({ config, maxPixels }: ResolvedConfig): readonly Finding[] {
  const owned = ownKeys
    .filter(key => Object.hasOwn(config.extra, key))
    .map((key): Finding => ({ level: "error", code: "extra-owned", values: [key], key: `extra.${key}` }));
  const pixels = config.extra["image_max_pixels"];
  if (pixels === undefined || pixels === maxPixels.value) return owned;
  const values = [String(pixels), maxPixels.value];
  return [...owned, { level: "warning", code: "sft-pixels-differ", values, key: "extra.image_max_pixels" }];
}

function layoutFindings({ config }: ResolvedConfig): readonly Finding[] {
  const findings: Finding[] = [];
  if (config.nodes > 1) findings.push({ level: "error", code: "sft-one-node", values: [config.nodes], key: "nodes" });
  if (config.stages.length > 0) findings.push({ level: "error", code: "sft-no-stages", values: [], key: "stages" });
  if (config.strategy !== undefined)
    findings.push({ level: "warning", code: "sft-no-strategy", values: [config.strategy], key: "strategy" });
  return findings;
}

/** A page at the limit of pixels, with nothing said about it, has to fit; what the data really need is counted apart. */
function tokenFindings({ hyper, maxPixels, config }: ResolvedConfig): readonly Finding[] {
  const cutoff = hyper.cutoffTokens.value;
  const page = Math.floor(maxPixels.value / pixelsOfToken);
  const key = "hyper.cutoffTokens";
  if (cutoff > config.model.contextTokens)
    return [{ level: "error", code: "sft-cutoff-over-context", values: [cutoff, config.model.contextTokens], key }];
  return cutoff > page ? [] : [{ level: "warning", code: "sft-cutoff-under-page", values: [cutoff, page], key }];
}

function trainedParts({ config, hyper }: ResolvedConfig): readonly Finding[] {
  const findings: Finding[] = [];
  if ((config.extra["freeze_vision_tower"] ?? true) === true)
    findings.push({ level: "warning", code: "sft-vision-frozen", values: [], key: "extra.freeze_vision_tower" });
  if (config.model.finetuning === "lora" && hyper.learningRate.source !== "given")
    findings.push({
      level: "note",
      code: "sft-lora-rate",
      values: [hyper.learningRate.value],
      key: "hyper.learningRate",
    });
  return findings;
}

/** Neither LLaMA-Factory nor what it loads with knows `~`, and nothing but a shell would put the home folder there. */
function homePaths({ config }: ResolvedConfig): readonly Finding[] {
  const { model, data } = config;
  const paths = { "model.path": model.path, ...(data.onHost ? hostPaths(data) : {}) };
  return Object.entries(paths)
    .filter(([, path]) => path === "~" || path.startsWith("~/"))
    .map(([key, path]) => ({ level: "error", code: "sft-home-path", values: [path], key }));
}

const hostPaths = ({ train, validation, images }: ResolvedConfig["config"]["data"]): Record<string, string> => ({
  "data.train": train,
  "data.validation": validation ?? "",
  "data.images": images ?? "",
});

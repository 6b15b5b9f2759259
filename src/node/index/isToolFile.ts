import { basename, dirname } from "node:path";

/** What models, tokenizers, trainers and editors leave: JSON that nobody takes for a dump. */
const names = new Set([
  "added_tokens.json",
  "adapter_config.json",
  "chat_template.json",
  "checkpoint_tracker.json",
  "config.json",
  "dataset_info.json",
  "experiment_config.json",
  "fsdp_config.json",
  "generation_config.json",
  "jsconfig.json",
  "package-lock.json",
  "package.json",
  "preprocessor_config.json",
  "processor_config.json",
  "special_tokens_map.json",
  "tsconfig.json",
  "video_preprocessor_config.json",
  "vocab.json",
]);
const patterns = [/^tokenizer.*\.json$/, /\.index\.json$/];
/** Folders of weights: `global_step_100/actor/huggingface`, `checkpoint-500`. */
const checkpoint = /^(?:global_steps?_|checkpoint-)\d+$/;

function isInCheckpoint(folder: string): boolean {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (checkpoint.test(basename(at))) return true;
  return false;
}

/** Whether a JSON or Parquet file of no known format is none of a run's dumps, so that it is not worth listing. */
export function isToolFile(path: string): boolean {
  const name = basename(path);
  if (/\.jsonl$/i.test(name)) return false;
  return names.has(name) || patterns.some(pattern => pattern.test(name)) || isInCheckpoint(dirname(path));
}

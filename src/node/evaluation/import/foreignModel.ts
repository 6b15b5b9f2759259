import { basename, dirname } from "node:path";
import type { ForeignFormat } from "../../../core/evaluation/import/foreignRow.js";

/** VLMEvalKit: `<model>/<run>/<model>_<set>.xlsx`, or without the run's folder. */
function ofVlmEvalKit(path: string): string | null {
  const folders = [basename(dirname(path)), basename(dirname(dirname(path)))];
  return folders.find(name => name !== "" && basename(path).startsWith(`${name}_`)) ?? null;
}

/** lmms-eval and lm-evaluation-harness: `<owner>__<model>/<time>_samples_<task>.jsonl`. */
function ofHarness(path: string): string | null {
  const folder = basename(dirname(path));
  return /^[^_].*__.+/.test(folder) ? folder.replace("__", "/") : null;
}

/** DeepEyes: `<model>/result_<type>_<model>.jsonl`. */
function ofTalks(path: string): string | null {
  const folder = basename(dirname(path));
  return folder !== "" && /^result_.*/.test(basename(path)) && basename(path).includes(`_${folder}`) ? folder : null;
}

/** The model by which a program names its files and folders; null: the path says nothing that is sure. */
export function foreignModel(path: string, format: ForeignFormat): string | null {
  switch (format) {
    case "vlmevalkit":
      return ofVlmEvalKit(path);
    case "lmms-eval":
    case "lm-eval":
      return ofHarness(path);
    case "deepeyes":
    case "chain-of-focus":
      return ofTalks(path);
    case "inspect":
    case "openai-batch":
    case "mangavqa":
    case "mapped":
      return null;
    default: {
      const never: never = format;
      return never;
    }
  }
}

import { extname } from "node:path";
import { dataFindings } from "../../core/launch/dataFindings.js";
import type { Finding } from "../../core/launch/finding.js";
import { localHost } from "../../core/launch/hostName.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { sftDataFindings } from "../../core/launch/sftDataFindings.js";
import type { DataMeasured, MeasuredData } from "./measuredData.js";

/** Endings that LLaMA-Factory knows a file by (extras/constants.py). */
const sftEndings = [".json", ".jsonl", ".parquet", ".arrow", ".csv"];

/** What was counted in the training data, as findings. `train`: its absolute path, here. */
export function countedFindings(resolved: ResolvedConfig, train: string, measured: DataMeasured): readonly Finding[] {
  const key = "data.train";
  if (measured.kind === "unread") {
    // That it is not there is said with the paths.
    if (measured.reason.code === "gone") return [];
    return [{ level: "error", code: "data-unread", values: [train, measured.reason.code], key }];
  }
  const { data } = measured;
  const findings: Finding[] = [
    ...typeFindings(resolved, train),
    ...kindFindings(resolved, train, data),
    ...pageFindings(resolved, data),
  ];
  if (data.damaged > 0) findings.push({ level: "warning", code: "rows-unread", values: [data.damaged, train], key });
  if (data.isCut) findings.push({ level: "note", code: "data-cut", values: [train, data.measures.length], key });
  return findings;
}

function kindFindings(resolved: ResolvedConfig, train: string, data: MeasuredData): readonly Finding[] {
  const counted = dataFindings(resolved, data.measures);
  if (resolved.family === "rl") return counted;
  if (data.sft === null) return [{ level: "error", code: "sft-no-shape", values: [train], key: "data.train" }];
  return [...counted, ...sftDataFindings(resolved, data.sft.rows)];
}

function typeFindings({ family }: ResolvedConfig, train: string): readonly Finding[] {
  if (family === "rl" || sftEndings.includes(extname(train))) return [];
  return [{ level: "error", code: "sft-file-type", values: [train, sftEndings.join(" ")], key: "data.train" }];
}

/** Pages beside the data would stay here: only a folder that is named travels. */
function pageFindings({ config }: ResolvedConfig, { hasPageFiles }: MeasuredData): readonly Finding[] {
  if (!hasPageFiles || config.data.images !== undefined || config.host === localHost) return [];
  return [{ level: "error", code: "pages-stay-here", values: [config.data.train], key: "data.images" }];
}

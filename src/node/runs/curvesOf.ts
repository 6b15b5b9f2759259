import type { MetricsFile } from "../../protocol/metricsFile.js";
import type { Indexer } from "../index/indexer.js";
import { readMetrics } from "./readMetrics.js";
import type { RunState } from "./runState.js";

/** The curves that a metrics file is a part of, with those of the starts before and after it. */
export async function curvesOf(file: string, state: RunState, index: Indexer | null): Promise<MetricsFile> {
  const set = state.metricsOf(file);
  const alone = state.file(file)?.file;
  const files = set === undefined ? (alone === undefined ? [] : [alone]) : [...set.earlier, ...set.files];
  if (files.length > 0 && index !== null) return readMetrics(files, index);
  return { kind: "unreadable", problem: { code: "gone", values: [] } };
}

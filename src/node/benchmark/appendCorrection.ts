import { randomBytes } from "node:crypto";
import type { PageCorrection } from "../../core/benchmark/pageCorrection.js";
import { appendReviewLine } from "./appendReviewLine.js";
import { benchmarkPaths } from "./benchmarkPaths.js";

/**
 * Keeps what a person put right on a page: one line at the end of `corrections.jsonl`.
 *
 * @throws when the file cannot be written
 */
export async function appendCorrection(
  folder: string,
  page: string,
  by: string,
  correction: PageCorrection["correction"],
): Promise<void> {
  const line: PageCorrection = {
    ...{ v: 1, kind: "correction", id: `co-${randomBytes(8).toString("hex")}` },
    ...{ page_id: page, by, at: new Date().toISOString(), correction },
  };
  await appendReviewLine(benchmarkPaths(folder).corrections, line);
}

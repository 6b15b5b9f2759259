import { stat } from "node:fs/promises";
import { replyVersion } from "../../core/evaluation/parseReply.js";
import { evaluationPaths } from "./evaluationPaths.js";
import { readEvaluationRun } from "./readEvaluationRun.js";
import { reviewsOf } from "./reviewedSince.js";

/** Rises when grades are made in another way. */
const gradesVersion = 2;

/** Another text whenever a file has changed. */
export async function fileStamp(path: string): Promise<string> {
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true });
    return [size, mtimeNs, ctimeNs, ino].join(" ");
  } catch {
    return "missing";
  }
}

/** Another text whenever a file that grades are made of has changed, or the way in which they are made. */
export async function evaluationStamp(folder: string): Promise<string> {
  const { run, questions, predictions, verdicts } = evaluationPaths(folder);
  const read = await readEvaluationRun(folder);
  const reviews = read.kind === "run" ? [reviewsOf(folder, read.run)] : [];
  const files = await Promise.all([run, questions, predictions, verdicts, ...reviews].map(fileStamp));
  return [gradesVersion, replyVersion, ...files].join("\n");
}

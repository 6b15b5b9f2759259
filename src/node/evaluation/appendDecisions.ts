import { appendLines } from "../benchmark/appendLines.js";
import { unionMerge } from "../benchmark/unionMerge.js";
import { evaluationPaths } from "./evaluationPaths.js";

/**
 * Adds what persons decided to an evaluation: `verdicts` about answers, `traceReviews` about traces. In a git repository
 * the folder's `.gitattributes` then says that git may keep the lines of both sides, so that what two people decide on two
 * machines merges by itself: whoever reads the files orders the lines by time.
 *
 * @throws when the decisions cannot be written
 */
export async function appendDecisions(
  folder: string,
  file: "verdicts" | "traceReviews",
  records: readonly object[],
): Promise<void> {
  await appendLines(evaluationPaths(folder)[file], records);
  // A decision is kept even where that file cannot be written; git then asks a person.
  if (await unionMerge.isOffered(folder, "evaluation"))
    await unionMerge.add(folder, "evaluation").catch(() => undefined);
}

import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { Writing } from "../../../core/benchmark/writing.js";
import { appendLines } from "../appendLines.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { writingsProblem } from "./writingsProblem.js";

/**
 * Adds writings behind those of a benchmark. Gives what went wrong, or null: it comes last in an import, whose pages are
 * in their place by then; that is told beside the import's problems, too, as far as these can be written.
 */
export async function keepWritings(
  folder: string,
  writings: readonly Writing[],
  problemsFile: string,
): Promise<ImportProblem | null> {
  if (writings.length === 0) return null;
  try {
    await appendLines(benchmarkPaths(folder).writings, writings);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const told = writingsProblem("unwritable-writings", `${writings.length} writings: ${reason}`);
    await appendLines(problemsFile, [told]).catch(() => undefined); // the result has it
    return told;
  }
}

import type { RunsParts } from "../runs/runsParts.js";
import { createRemarks, type RunRemarks } from "./createRemarks.js";

/**
 * The remarks of runs that are listed already, read before this resolves: without it `note`, `tag` and `golden` match
 * nothing. Throws what nobody foresaw meanwhile; what happens later is handed to `onError`.
 */
export async function readRemarks(
  parts: RunsParts,
  onError: (error: unknown) => void = () => undefined,
): Promise<RunRemarks> {
  const failures: Error[] = [];
  let tell: (error: unknown) => void = error =>
    void failures.push(error instanceof Error ? error : new Error(String(error)));
  const remarks = createRemarks(parts, error => tell(error));
  await remarks.books.refresh();
  tell = onError;
  const [failure] = failures;
  if (failure === undefined) return remarks;
  remarks.books.dispose();
  throw failure;
}

import { readFile } from "node:fs/promises";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import { resolveConfig } from "../../core/launch/resolveConfig.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { configStrings } from "../../protocol/jobs/configStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";

type NextRun =
  | { readonly kind: "run"; readonly run: ResolvedConfig }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** It trains on no rows. */
  | { readonly kind: "miniature" };

/** Reads the configuration of the run that goes on from the rows. `file`: absolute. Never rejects. */
export async function readNextRun(file: string): Promise<NextRun> {
  const text = await readFile(file, "utf8").catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  if (text instanceof Error) return { kind: "unreadable", reason: text.message };
  const read = readRunConfig(text);
  if (read.kind === "issues") {
    const reasons = read.issues.map(({ code, values }) => filledSentence(configStrings[code], values));
    return { kind: "unreadable", reason: reasons.join(" ") };
  }
  return read.config.engine === "miniature" ? { kind: "miniature" } : { kind: "run", run: resolveConfig(read.config) };
}

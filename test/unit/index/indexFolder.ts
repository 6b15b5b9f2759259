import { formats } from "../../../src/core/rollout/formats.js";
import type { IndexLog } from "../../../src/node/index/indexLog.js";
import { Indexer, type IndexerOptions } from "../../../src/node/index/indexer.js";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";

/** A log that keeps what was said. */
export function keptLog(): IndexLog & { readonly said: string[] } {
  const said: string[] = [];
  return {
    said,
    info: event => void said.push(event),
    warn: event => void said.push(event),
    error: (event, error) => void said.push(`${event}: ${String(error)}`),
  };
}

export function newIndexer(roots: string | readonly string[], options: Partial<IndexerOptions> = {}): Indexer {
  return new Indexer({
    formats,
    roots: typeof roots === "string" ? [roots] : roots,
    limits: defaultIndexLimits,
    storageDir: null,
    watch: false,
    log: keptLog(),
    ...options,
  });
}

/** Indexes once and gives everything back. */
export async function indexFolder(
  roots: string | readonly string[],
  options: Partial<IndexerOptions> = {},
): Promise<Indexer> {
  const indexer = newIndexer(roots, options);
  await indexer.start();
  await indexer.whenIdle();
  return indexer;
}

export const dumpLine = (values: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ input: "p", output: "o", score: 0.5, step: 3, ...values })}\n`;

/** Lines of about `bytes` bytes together, each with its number as the score. */
export function dumpLines(count: number, bytes = 0): string {
  const output = "x".repeat(Math.ceil(bytes / count));
  return Array.from({ length: count }, (_, score) => dumpLine({ output, score })).join("");
}

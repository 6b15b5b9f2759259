import type { AuditedPart } from "./auditedPart.js";

/** A rollout that differs, as far as a short list of them goes by it. */
export interface DifferingRow {
  /** Names the file; rows of one file may stand anywhere. */
  readonly file: string;
  readonly part: AuditedPart;
}

export interface ListLimits {
  readonly perFile: number;
  readonly inAll: number;
}

/**
 * Which of many differing rollouts are listed, as indexes in ascending order: first the first one of each part in all files,
 * then the first one of each part in its file, then the others in order, up to the limits.
 */
export function problemRows(rows: readonly DifferingRow[], { perFile, inAll }: ListLimits): readonly number[] {
  const seen = new Set<string>();
  const isFirst = (key: string) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const ranks = rows.map(({ file, part }) => {
    const [ofAll, ofFile] = [isFirst(part), isFirst(`${part} ${file}`)];
    return ofAll ? 0 : ofFile ? 1 : 2;
  });
  const listed: number[] = [];
  const inFile = new Map<string, number>();
  for (const rank of [0, 1, 2]) {
    rows.forEach(({ file }, index) => {
      const count = inFile.get(file) ?? 0;
      if (ranks[index] !== rank || count >= perFile || listed.length >= inAll) return;
      inFile.set(file, count + 1);
      listed.push(index);
    });
  }
  return listed.sort((a, b) => a - b);
}

import type { AuditedRow } from "../../protocol/reward/auditApi.js";

/** What an audit found that is to be listed: some rows, of so many that differ. */
export interface ListedAudit {
  readonly rows: readonly AuditedRow[];
  readonly total: number;
}

/** An entry of Problems. `rest` counts the rollouts that have none, and stands at the line of the first row. */
export type AuditEntry =
  | { readonly kind: "row"; readonly row: AuditedRow }
  | { readonly kind: "rest"; readonly rollouts: number; readonly row: AuditedRow };

export interface EntryLimits {
  readonly perFile: number;
  readonly inAll: number;
}

/** VS Code drops what is over 1,000 entries, and others want to list theirs. */
export const entryLimits: EntryLimits = { perFile: 20, inAll: 500 };

/**
 * The entries of Problems, by file: rows up to the limits, and where some are left one entry that counts them. It counts
 * in the limits too, so a row makes room for it.
 */
export function auditEntries(
  audits: readonly ListedAudit[],
  { perFile, inAll }: EntryLimits = entryLimits,
): ReadonlyMap<string, readonly AuditEntry[]> {
  const listed: AuditedRow[] = [];
  const inFile = new Map<string, number>();
  for (const row of audits.flatMap(({ rows }) => rows)) {
    const count = inFile.get(row.ref.file) ?? 0;
    if (count >= perFile || listed.length >= inAll) continue;
    inFile.set(row.ref.file, count + 1);
    listed.push(row);
  }
  const total = audits.reduce((sum, audit) => sum + audit.total, 0);
  const [first] = listed;
  if (first === undefined || listed.length === total) return byFile(listed, null);
  const isFull = (inFile.get(first.ref.file) ?? 0) >= perFile;
  const shed = isFull ? listed.findLastIndex(({ ref }) => ref.file === first.ref.file) : listed.length - 1;
  const kept = isFull || listed.length >= inAll ? listed.filter((_, i) => i !== shed) : listed;
  return byFile(kept, { kind: "rest", rollouts: total - kept.length, row: first });
}

function byFile(rows: readonly AuditedRow[], rest: AuditEntry | null): ReadonlyMap<string, readonly AuditEntry[]> {
  const entries = new Map<string, AuditEntry[]>();
  const all: AuditEntry[] = rows.map(row => ({ kind: "row", row }));
  for (const entry of rest === null ? all : [...all, rest]) {
    const list = entries.get(entry.row.ref.file);
    if (list === undefined) entries.set(entry.row.ref.file, [entry]);
    else list.push(entry);
  }
  return entries;
}

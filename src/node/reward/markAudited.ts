import type { RunsParts } from "../runs/runsParts.js";
import type { AuditedSet } from "./auditedSet.js";

/** Audits that are marked already: one that was only asked for again changes nothing. */
const marked = new WeakSet<AuditedSet>();

/** Tells the tree which rows of an audited set differ. Rows of files that are gone meanwhile are passed over. */
export function markAudited(audited: AuditedSet, parts: RunsParts): void {
  if (marked.has(audited)) return;
  marked.add(audited);
  const differing = new Set(audited.pass.differences.map(({ index }) => index));
  for (let index = 0; index < audited.facts.view.count; index++) {
    const ref = audited.facts.refOf(index);
    const found = parts.row(ref.file, ref.row);
    if (found !== undefined) parts.details.audits.set(found.file, found.row, differing.has(index));
  }
  parts.markedRows();
}

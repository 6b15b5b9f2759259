import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { EvidenceRow } from "../../protocol/reward/strategiesViewApi.js";

/** Longer questions are cut: the rollout itself shows all of it. */
const longestQuestion = 120;

function rowOf(opened: OpenedRow): EvidenceRow {
  if (opened.kind === "unreadable")
    return { ref: opened.ref, question: opened.name, number: opened.ref.row, outcome: "unknown" };
  const { id, text } = opened.question;
  return {
    ref: opened.ref,
    question: (id ?? text).slice(0, longestQuestion),
    number: opened.group.position,
    outcome: opened.outcome,
  };
}

/** What rollouts are called, one after the other: they are few, and each is read from its file. */
export async function evidenceRows(
  refs: readonly RolloutRef[],
  open: (ref: RolloutRef) => Promise<OpenedRow>,
): Promise<readonly EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const ref of refs) rows.push(rowOf(await open(ref)));
  return rows;
}

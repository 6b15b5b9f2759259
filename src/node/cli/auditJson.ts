import type { AuditedRow, AuditSummary } from "../../protocol/reward/auditApi.js";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { AuditOutput } from "./auditOutput.js";
import { scoreJson } from "./showJson.js";

type SetJson = AuditOutput["sets"][number];
type RowJson = AuditOutput["rows"][number];

/** The audit of one set, as `loupe audit --json` prints it. */
export function auditSetJson({ run, phase, folder }: RolloutSource, summary: AuditSummary): SetJson {
  return {
    ...{ run, phase, folder },
    rollouts: summary.rollouts,
    unread: summary.unread,
    differing: summary.differing,
    firstDifferences: summary.firstDifferences,
    counts: summary.counts,
    loggedKinds: summary.loggedKinds,
    causes: summary.causes.map(({ codes, rollouts }) => ({ codes: [...codes], rollouts })),
    spans: summary.spans.map(span => ({ ...span, alsoFits: [...span.alsoFits] })),
    suspects: summary.suspects.map(({ question, kind, agreement, withTarget, refs }) => ({
      ...{ question, kind, agreement, withTarget },
      rollouts: refs.map(({ file, row }) => ({ file, row })),
    })),
    suspectCount: summary.suspectCount,
  };
}

/** A differing rollout; null for one that does not differ. */
export function auditRowJson(row: AuditedRow): RowJson | null {
  if (row.firstDifference === null) return null;
  const valueOf = (part: keyof RowJson["parts"]): RowJson["parts"]["total"] => {
    const found = row.parts.find(one => one.part === part);
    if (found === undefined) return { verdict: "absent", logged: null, recomputed: null };
    return { verdict: found.verdict, logged: scoreJson(found.logged), recomputed: found.recomputed };
  };
  const { ref, byteOffset, step, question, number, strategy, firstDifference, cause } = row;
  return {
    ...{ file: ref.file, row: ref.row, byteOffset, step, question, number, strategy, firstDifference },
    parts: {
      format: valueOf("format"),
      accuracy: valueOf("accuracy"),
      toolCount: valueOf("toolCount"),
      toolAccuracy: valueOf("toolAccuracy"),
      total: valueOf("total"),
    },
    cause: cause === null ? null : [...cause.codes],
  };
}

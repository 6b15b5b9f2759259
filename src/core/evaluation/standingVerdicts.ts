import type { VerdictRecord } from "./verdictRecord.js";

/** What is held of one prediction: a person's verdict, and each judge's by its set. */
export interface StandingVerdicts {
  readonly human: VerdictRecord | null;
  readonly bySet: ReadonlyMap<string, VerdictRecord>;
}

/**
 * The verdicts that stand, by prediction. Of one set, and of persons, the last one holds. What a person takes back is as
 * if it had never been said; a taking back can be taken back as well.
 */
export function standingVerdicts(verdicts: readonly VerdictRecord[]): ReadonlyMap<string, StandingVerdicts> {
  const gone = takenBack(verdicts);
  const found = new Map<string, { human: VerdictRecord | null; bySet: Map<string, VerdictRecord> }>();
  for (const verdict of verdicts) {
    if (gone.has(verdict.id) || verdict.takes_back !== null) continue;
    const held = found.get(verdict.prediction_id) ?? { human: null, bySet: new Map<string, VerdictRecord>() };
    found.set(verdict.prediction_id, held);
    if (verdict.by.type === "human") held.human = verdict;
    else held.bySet.set(verdict.set_id, verdict);
  }
  return found;
}

/** From the last one back: only what itself stands takes another back. */
function takenBack(verdicts: readonly VerdictRecord[]): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const { id, takes_back } of verdicts.toReversed()) {
    if (takes_back !== null && !gone.has(id)) gone.add(takes_back);
  }
  return gone;
}

import type { VerdictRecord } from "./verdictRecord.js";

/** What is held of one prediction: a person's verdict, and each judge's by its set. */
export interface StandingVerdicts {
  readonly human: VerdictRecord | null;
  readonly bySet: ReadonlyMap<string, VerdictRecord>;
}

const isLater = (a: VerdictRecord, b: VerdictRecord): boolean => a.at > b.at || (a.at === b.at && a.id > b.id);

/** In their order in time: git may have put the lines of two people one behind the other. */
function inTime(verdicts: readonly VerdictRecord[]): readonly VerdictRecord[] {
  const isSorted = verdicts.every((verdict, at) => at === 0 || !isLater(verdicts[at - 1] ?? verdict, verdict));
  return isSorted ? verdicts : verdicts.toSorted((a, b) => (isLater(a, b) ? 1 : isLater(b, a) ? -1 : 0));
}

/**
 * The verdicts that stand, by prediction, whatever order the lines have. Of one set, and of persons, the last one in time
 * holds. What a person takes back is as if it had never been said; a taking back can be taken back as well.
 */
export function standingVerdicts(lines: readonly VerdictRecord[]): ReadonlyMap<string, StandingVerdicts> {
  const verdicts = inTime(lines);
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

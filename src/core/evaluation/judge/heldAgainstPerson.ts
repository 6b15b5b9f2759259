import { type CorrectedShare, roganGladen } from "../roganGladen.js";
import type { VerdictRecord } from "../verdictRecord.js";

/** A judge's verdicts beside those of persons. Each null: not enough was checked to say. */
export interface HeldAgainstPerson {
  /** Answers that a person and the judge both decided; of these, those that the judge holds to be right. */
  readonly n: number;
  readonly heldRight: number;
  /** P(judge says right | a person does), P(judge says wrong | a person does). */
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  /** What the judge finds right of everything that it judged. */
  readonly observed: number | null;
  /** The same corrected by the judge's errors, to be shown beside it. */
  readonly corrected: CorrectedShare | null;
}

type Side = boolean | null;

/** No answer is no right answer; whatever is not decided is on no side. */
function sideOf({ outcome }: VerdictRecord): Side {
  if (outcome === "correct") return true;
  return outcome === "incorrect" || outcome === "no_answer" ? false : null;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/**
 * How often a judge errs, by the answers that persons checked. These are mostly chosen by what the judge said of them, so
 * as many of either kind; their counts are therefore weighted up to what the judge said of all (Begg and Greenes 1983),
 * without which sensitivity and specificity of such a choice would be wrong. Nothing is said unless some of both kinds
 * were checked.
 */
export function heldAgainstPerson(
  judge: ReadonlyMap<string, VerdictRecord>,
  person: ReadonlyMap<string, VerdictRecord>,
): HeldAgainstPerson {
  const all = { right: 0, wrong: 0 };
  const checked = { right: { right: 0, n: 0 }, wrong: { right: 0, n: 0 } };
  for (const [id, verdict] of judge) {
    const side = sideOf(verdict);
    if (side === null) continue;
    const name = side ? "right" : "wrong";
    all[name]++;
    const human = person.get(id);
    const truth = human === undefined ? null : sideOf(human);
    if (truth === null) continue;
    checked[name].n++;
    if (truth) checked[name].right++;
  }
  const { right, wrong } = checked;
  const [weightRight, weightWrong] = [ratio(all.right, right.n), ratio(all.wrong, wrong.n)];
  const observed = ratio(all.right, all.right + all.wrong);
  const counts = { n: right.n + wrong.n, heldRight: right.n, observed };
  if (weightRight === null || weightWrong === null || observed === null)
    return { ...counts, sensitivity: null, specificity: null, corrected: null };
  const [trueRight, falseWrong] = [right.right * weightRight, wrong.right * weightWrong];
  const [falseRight, trueWrong] = [(right.n - right.right) * weightRight, (wrong.n - wrong.right) * weightWrong];
  const sensitivity = ratio(trueRight, trueRight + falseWrong);
  const specificity = ratio(trueWrong, trueWrong + falseRight);
  const corrected =
    sensitivity === null || specificity === null ? null : roganGladen(observed, sensitivity, specificity);
  return { ...counts, sensitivity, specificity, corrected };
}

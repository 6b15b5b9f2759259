import type { ComparedRole } from "./comparedRole.js";
import { covers, type Examined } from "./examinedAs.js";
import type { ComparisonArm, ComparisonStatement } from "./miniatureComparison.js";
import {
  doubtfulOrderings,
  robustOrderings,
  type DoubtfulOrdering,
  type OrderingDomain,
  type RobustOrdering,
} from "./orderings.js";
import { turned, type PairBook, type Shown } from "./pairBook.js";
import { statement, type StatementCode } from "./statementCode.js";

export interface JudgedArm {
  readonly arm: ComparisonArm;
  readonly role: ComparedRole | null;
}

/** An ordering of two arms of a comparison that were examined, as places in its list. */
interface Met<Ordering> {
  readonly ordering: Ordering;
  readonly first: number;
  readonly second: number;
}

function meetings<Ordering extends RobustOrdering | DoubtfulOrdering>(
  orderings: readonly Ordering[],
  arms: readonly JudgedArm[],
): readonly Met<Ordering>[] {
  const places = (role: ComparedRole) => arms.flatMap((arm, at) => (arm.role === role ? [at] : []));
  return orderings.flatMap(ordering =>
    places(ordering.first).flatMap(first => places(ordering.second).map(second => ({ ordering, first, second }))),
  );
}

const specOf = (arms: readonly JudgedArm[], at: number) => arms[at]?.arm.strategy ?? "";

/** As sentences take them: the difference and its bounds. */
export const numbersOf = ({ mean, low, high }: Shown): readonly number[] => [mean, low, high];

const both = (book: PairBook, first: number, second: number, { figure, window }: RobustOrdering | DoubtfulOrdering) => {
  const byStep = book(first, second, { figure, window, align: "step" });
  return { byStep, byPhase: book(first, second, { figure, window, align: "last-phase" }) };
};

const heldCodes = {
  settings: "ordering-held",
  collapse: "ordering-held-cells",
  "useful-zoom": "ordering-held-zoom",
} as const satisfies Record<OrderingDomain, StatementCode>;

function robustCode(
  domain: OrderingDomain,
  shown: Shown,
  byPhase: Shown | null,
  examined: Examined,
): StatementCode | null {
  const verdicts = [shown.verdict, byPhase?.verdict ?? shown.verdict];
  const isHeld = verdicts.every(verdict => verdict === "above");
  if (!covers(domain, examined)) {
    if (!isHeld) return null;
    return examined.kind === "outside" ? "ordering-not-examined" : "ordering-not-there";
  }
  if (isHeld) return heldCodes[domain];
  return shown.verdict === "below" ? "ordering-reversed" : "ordering-not-shown";
}

/**
 * What the run says of orderings that may be claimed: it shows them, under both alignments, or it does not. Under
 * assumptions that were not examined, and outside their domain, they are not to be claimed, shown or not.
 */
export function robustStatements(
  arms: readonly JudgedArm[],
  book: PairBook,
  examined: Examined,
): readonly ComparisonStatement[] {
  return meetings(robustOrderings, arms).flatMap(({ ordering, first, second }) => {
    const { byStep, byPhase } = both(book, first, second, ordering);
    if (byStep === null) return [];
    const code = robustCode(ordering.domain, byStep, byPhase, examined);
    if (code === null) return [];
    const { figure, window } = ordering;
    return [statement(code, specOf(arms, first), specOf(arms, second), figure, window, ...numbersOf(byStep))];
  });
}

const doubtCodes = {
  depends: "doubt-depends",
  "settings-only": "doubt-settings-only",
  sometimes: "doubt-sometimes",
  none: "doubt-none",
} as const;

/** Orderings that the run shows, whichever way round, and that must not be claimed. Named as they are shown. */
export function doubtfulStatements(arms: readonly JudgedArm[], book: PairBook): readonly ComparisonStatement[] {
  return meetings(doubtfulOrderings, arms).flatMap(({ ordering, first, second }) => {
    const { byStep } = both(book, first, second, ordering);
    if (byStep === null || byStep.verdict === "straddles") return [];
    const isAbove = byStep.verdict === "above";
    const [higher, lower] = isAbove ? [first, second] : [second, first];
    const shown = isAbove ? byStep : turned(byStep);
    const { figure, window, doubt } = ordering;
    const names = [specOf(arms, higher), specOf(arms, lower), figure, window];
    return [statement(doubtCodes[doubt], ...names, ...numbersOf(shown))];
  });
}

import type { ComparedFigure } from "./comparedFigure.js";
import type { ComparisonArm, ComparisonStatement, ComparisonWindow } from "./miniatureComparison.js";
import { numbersOf } from "./orderingStatements.js";
import type { PairBook } from "./pairBook.js";
import { statement } from "./statementCode.js";

/** What the paper's Figure 7 is about, and how long its curves are compared: the first steps, else the whole. */
const figures: readonly ComparedFigure[] = ["found", "accuracy"];
const windows: readonly ComparisonWindow[] = ["early", "area"];

interface Pair {
  readonly first: number;
  readonly second: number;
}

function ofFigure(
  arms: readonly ComparisonArm[],
  book: PairBook,
  { first, second }: Pair,
  figure: ComparedFigure,
): ComparisonStatement | null {
  const names = [arms[first]?.strategy ?? "", arms[second]?.strategy ?? "", figure];
  const found = windows.flatMap(window => {
    const byStep = book(first, second, { figure, window, align: "step" });
    const byPhase = book(first, second, { figure, window, align: "last-phase" });
    if (byStep === null || byPhase === null || byStep.verdict === byPhase.verdict) return [];
    const isOpposed = byStep.verdict !== "straddles" && byPhase.verdict !== "straddles";
    const values = [...names, window, ...numbersOf(byStep), ...numbersOf(byPhase)];
    return [statement(isOpposed ? "aligns-opposed" : "aligns-differ", ...values)];
  });
  return found.find(({ code }) => code === "aligns-opposed") ?? found[0] ?? null;
}

/**
 * Where the verdict of two arms depends on what stands at 1 on the axis (facts: miniature 3.1): step 1 of both, or the
 * first step of the last phase of each. Only of arms whose last phases begin at different steps. Opposed ones first.
 */
export function alignStatements(arms: readonly ComparisonArm[], book: PairBook): readonly ComparisonStatement[] {
  const pairs = arms.flatMap((arm, first) =>
    arms.flatMap((other, second) =>
      second > first && arm.stepsBeforeLastPhase !== other.stepsBeforeLastPhase ? [{ first, second }] : [],
    ),
  );
  const found = pairs.flatMap(pair => figures.flatMap(figure => ofFigure(arms, book, pair, figure) ?? []));
  const [opposed, differing] = [found.filter(isOpposed), found.filter(one => !isOpposed(one))];
  return [...opposed, ...differing];
}

const isOpposed = ({ code }: ComparisonStatement) => code === "aligns-opposed";

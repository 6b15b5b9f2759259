import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import {
  comparisonAligns,
  comparisonWindows,
  type ComparisonAlign,
  type ComparisonPair,
  type ComparisonWindow,
  type MiniatureComparison,
} from "../../src/core/simulate/miniature/miniatureComparison.js";

/** The differences of two arms counted from one place; null where the runs are too short for a window. */
interface AlignedPair {
  /** Null: both alignments are the same for these arms, since neither has a phase before its last one. */
  readonly align: ComparisonAlign | null;
  /** In the order of `comparisonWindows`. */
  readonly cells: readonly (ComparisonPair | null)[];
}

/** Two arms under every alignment, so that both verdicts stand together. */
export interface PairRow {
  readonly first: number;
  readonly second: number;
  readonly aligned: readonly AlignedPair[];
  /** Windows in which one alignment says "above" and the other "below". */
  readonly disagreeing: readonly ComparisonWindow[];
}

type Found = (align: ComparisonAlign, window: ComparisonWindow) => ComparisonPair | null;

function disagreements(found: Found): readonly ComparisonWindow[] {
  return comparisonWindows.filter(window => {
    const verdicts = comparisonAligns.map(align => found(align, window)?.verdict);
    return verdicts.includes("above") && verdicts.includes("below");
  });
}

/** The pairs of a comparison by one figure, in their order; of one arm only where `arm` is its index. */
export function pairRows(
  { arms, pairs }: Pick<MiniatureComparison, "arms" | "pairs">,
  figure: ComparedFigure,
  arm: number | null,
): readonly PairRow[] {
  const listed = pairs.filter(
    pair => pair.figure === figure && (arm === null || pair.first === arm || pair.second === arm),
  );
  const ends = new Map(listed.map(({ first, second }) => [`${String(first)} ${String(second)}`, { first, second }]));
  return [...ends.values()].map(({ first, second }): PairRow => {
    const own = listed.filter(pair => pair.first === first && pair.second === second);
    const found: Found = (align, window) => own.find(pair => pair.align === align && pair.window === window) ?? null;
    const isSame = [first, second].every(index => arms[index]?.stepsBeforeLastPhase === 0);
    const cells = (align: ComparisonAlign) => comparisonWindows.map(window => found(align, window));
    const aligned = isSame
      ? [{ align: null, cells: cells("step") }]
      : comparisonAligns.map(align => ({ align, cells: cells(align) }));
    return { first, second, aligned, disagreeing: isSame ? [] : disagreements(found) };
  });
}

import type { JudgedTrace } from "./judgedTrace.js";

/** How many traces there were of something, and how many of them are kept. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** What the filters did to lengths, answers and positions: data that is shorter or leans to a letter teaches that, too. */
export interface DistilHistograms {
  /** By words of the reasoning, each bar from its number of words up to the next. */
  readonly words: readonly (BeforeAfter & { readonly from: number })[];
  /** By the right answer's letter. */
  readonly letters: Readonly<Record<string, BeforeAfter>>;
  /** By how the question tells its panel's position; `none`: it tells none. */
  readonly positions: Readonly<Record<string, BeforeAfter>>;
}

/** Words from which bars begin. */
const bars = [0, 20, 40, 80, 120, 160, 240, 320, 480, 640, 960, 1500] as const;

function countedBy(
  traces: readonly JudgedTrace[],
  keyOf: (trace: JudgedTrace) => string | null,
): Readonly<Record<string, BeforeAfter>> {
  const counts = new Map<string, BeforeAfter>();
  for (const trace of traces) {
    const key = keyOf(trace);
    if (key === null) continue;
    const { before, after } = counts.get(key) ?? { before: 0, after: 0 };
    counts.set(key, { before: before + 1, after: after + (trace.kept ? 1 : 0) });
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const barOf = (words: number): number => bars.findLast(from => from <= words) ?? 0;

/** Counts traces before and after the filters. */
export function distilHistograms(traces: readonly JudgedTrace[]): DistilHistograms {
  const byBar = countedBy(traces, ({ words }) => String(barOf(words.count)));
  return {
    words: bars.map(from => ({ from, ...(byBar[String(from)] ?? { before: 0, after: 0 }) })),
    letters: countedBy(traces, ({ question }) => (question.answer_type === "choice" ? String(question.answer) : null)),
    positions: countedBy(traces, ({ question }) => question.position_prompt ?? "none"),
  };
}

import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";

/** So many columns the table can have; the worker refuses more. */
const most = 24;

/** So many are suggested: what fits a window. */
const suggestedCount = 4;

export type ColumnProblem = "not-steps" | "empty" | "too-many";

/** The columns of the table, or which word of what was typed is wrong. */
export type StepColumns =
  | { readonly kind: "columns"; readonly columns: readonly RolloutSet[] }
  | { readonly kind: "problem"; readonly problem: ColumnProblem; readonly word: string };

type Range = Pick<RolloutSet, "from" | "to">;

const setOf = ({ run, phase, folder }: RolloutSource, { from, to }: Range): RolloutSet => ({
  ...{ run, phase, folder },
  ...{ from, to },
});

/** A step or a range of steps, both ends included; null for any other word. */
function rangeOf(word: string): Range | null {
  const found = /^(\d+)(?:\s*[-–]\s*(\d+))?$/.exec(word);
  if (found === null) return null;
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from <= to ? { from, to } : null;
}

const wordOf = ({ from, to }: Range) => (from === to ? String(from) : `${String(from)}–${String(to)}`);

/** Evenly spread over a list, the first and the last one in it. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  const places = Array.from({ length: count }, (_, i) => Math.round((i * (list.length - 1)) / (count - 1)));
  return places.flatMap(place => list.slice(place, place + 1));
}

/** Columns as a person types them: `40, 80, 100-120`. */
export const stepColumns = {
  most,

  /** Reads what was typed; nothing typed is what is suggested. A source without steps is one column. */
  read(text: string, source: RolloutSource): StepColumns {
    const words = text.split(/[,;]/).flatMap(word => (word.trim() === "" ? [] : [word.trim()]));
    if (source.steps.length === 0 || words.length === 0)
      return { kind: "columns", columns: stepColumns.suggested(source) };
    if (words.length > most) return { kind: "problem", problem: "too-many", word: text };
    const columns: RolloutSet[] = [];
    for (const word of words) {
      const range = rangeOf(word);
      if (range === null) return { kind: "problem", problem: "not-steps", word };
      const { from, to } = range;
      const holds = source.steps.some(step => step >= (from ?? step) && step <= (to ?? step));
      if (!holds) return { kind: "problem", problem: "empty", word };
      columns.push(setOf(source, range));
    }
    return { kind: "columns", columns };
  },

  /** Some steps, evenly spread over the source. */
  suggested(source: RolloutSource): readonly RolloutSet[] {
    if (source.steps.length === 0) return [setOf(source, { from: null, to: null })];
    return spread(source.steps, suggestedCount).map(step => setOf(source, { from: step, to: step }));
  },

  /** The text that `read` makes these columns of. */
  write: (columns: readonly RolloutSet[]): string =>
    columns.flatMap(set => (set.from === null || set.to === null ? [] : [wordOf(set)])).join(", "),
} as const;

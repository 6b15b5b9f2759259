import { byRank } from "../benchmark/rankOf.js";
import type { DistilOptions } from "./distilOptions.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

type Limits = Pick<DistilOptions, "perQuestion" | "perPage" | "perTask" | "letterShare" | "choose" | "seed">;

/** Letters that come this often or less are never cut: a few answers are seldom even. */
const fewLetters = 10;

/** Those of one question come in the order in which they are wanted; accepted ones first. */
function inOrder(traces: readonly Trace[], accepted: ReadonlySet<string>, { choose, seed }: Limits): readonly Trace[] {
  const mixed = byRank(traces, ({ prediction }) => prediction.id, seed, "distil");
  const length = ({ words }: Trace): number => (choose === "shortest" ? words.count : 0);
  const doubt = ({ prediction }: Trace): number => (accepted.has(prediction.id) ? 0 : 1);
  return mixed.toSorted((a, b) => doubt(a) - doubt(b) || length(a) - length(b));
}

interface Limited {
  readonly kept: readonly Trace[];
  /** Of what was dropped: by what. */
  readonly dropped: readonly (readonly [id: string, by: string, threshold: number])[];
}

/** Keeps so many of each group, in the order in which they come. */
function limited(
  traces: readonly Trace[],
  name: string,
  groupOf: (trace: Trace) => string | null,
  mostOf: (group: string) => number,
): Limited {
  const counts = new Map<string, number>();
  const kept: Trace[] = [];
  const dropped: (readonly [string, string, number])[] = [];
  for (const trace of traces) {
    const group = groupOf(trace);
    const count = group === null ? 0 : (counts.get(group) ?? 0);
    if (group !== null && count >= mostOf(group)) {
      dropped.push([trace.prediction.id, name, mostOf(group)]);
      continue;
    }
    if (group !== null) counts.set(group, count + 1);
    kept.push(trace);
  }
  return { kept, dropped };
}

/** Task kind, number of options, and the right letter. */
const letterOf = ({ question }: Trace): string | null =>
  question.answer_type === "choice" ? `${question.task}\n${question.options.length}\n${question.answer}` : null;

function letterLimit(traces: readonly Trace[], share: number | null): (group: string) => number {
  if (share === null) return () => Infinity;
  const counts = new Map<string, number>();
  const kindOf = (group: string): string => group.slice(0, group.lastIndexOf("\n"));
  for (const trace of traces) {
    const letter = letterOf(trace);
    if (letter !== null) counts.set(kindOf(letter), (counts.get(kindOf(letter)) ?? 0) + 1);
  }
  return group => {
    const kind = kindOf(group);
    const options = Number(kind.slice(kind.lastIndexOf("\n") + 1));
    return Math.max(fewLetters, Math.ceil((share * (counts.get(kind) ?? 0)) / options));
  };
}

/**
 * Keeps at most so many traces of a question, a page, an answer's letter and a task kind, in this order. Which ones of a
 * question: the shortest, or some by the seed; never those that a judge likes best. Which questions: some by the seed, so
 * that none of the limits prefers short ones.
 */
export function capFilter(
  traces: readonly Trace[],
  accepted: ReadonlySet<string>,
  options: Limits,
): ReadonlyMap<string, FilterResult> {
  const { perQuestion, perPage, perTask, letterShare, seed } = options;
  const ofQuestion = limited(
    inOrder(traces, accepted, options),
    "question",
    ({ question }) => question.id,
    () => perQuestion,
  );
  const mixed = byRank(ofQuestion.kept, ({ prediction }) => prediction.id, seed, "distil");
  const ofPage = limited(
    mixed,
    "page",
    ({ question }) => question.page_id,
    () => perPage,
  );
  const ofLetter = limited(ofPage.kept, "letter", letterOf, letterLimit(ofPage.kept, letterShare));
  const ofTask = limited(
    ofLetter.kept,
    "task",
    ({ question }) => question.task,
    () => perTask ?? Infinity,
  );
  const dropped = [ofQuestion, ofPage, ofLetter, ofTask].flatMap(step => step.dropped);
  const results = new Map<string, FilterResult>();
  for (const { prediction } of traces)
    results.set(prediction.id, { filter: "cap", code: null, value: null, threshold: perQuestion });
  for (const [id, by, threshold] of dropped) results.set(id, { filter: "cap", code: "cap", value: by, threshold });
  return results;
}

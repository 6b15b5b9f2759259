import type { TaskKind } from "../benchmark/taskKinds.js";
import { alikeTexts } from "./alikeTexts.js";
import type { DistilOptions } from "./distilOptions.js";
import type { FilterResult, Trace } from "./judgedTrace.js";
import { wordsIn } from "./traceWords.js";

/** What the filter says of a trace, with the prediction that it repeats. */
export interface DuplicateResult {
  readonly result: FilterResult;
  readonly dupOf: string | null;
}

/** Words without case, numbers all the same: texts that differ in nothing else say the same. */
const normalised = ({ words }: Trace): readonly string[] =>
  wordsIn(words.thoughts.normalize("NFKC").toLowerCase()).map(word => (/^\p{N}+$/u.test(word) ? "0" : word));

/**
 * Traces that repeat an earlier one: word for word at the same question, or much alike at another question of their task
 * kind, which are asked in one form. The first one stays. In the order of `traces`.
 */
export function duplicateFilter(
  traces: readonly Trace[],
  { mostAlike }: Pick<DistilOptions, "mostAlike">,
): readonly DuplicateResult[] {
  const passed: FilterResult = { filter: "duplicate", code: null, value: null, threshold: mostAlike };
  const results = traces.map((): DuplicateResult => ({ result: passed, dupOf: null }));
  const texts = traces.map(normalised);
  const drop = (at: number, of: Trace | undefined, value: number): void => {
    const result: FilterResult = { filter: "duplicate", code: "dup", value, threshold: mostAlike };
    results[at] = { result, dupOf: of?.prediction.id ?? null };
  };
  const left = withoutRepeats(traces, texts, drop);
  for (const places of byTask(traces, left).values()) {
    const found = alikeTexts(
      places.map(place => texts[place] ?? []),
      mostAlike,
    );
    for (const [at, alike] of found.entries()) {
      const place = places[at];
      if (alike !== null && place !== undefined) drop(place, traces[places[alike.index] ?? -1], alike.alikeness);
    }
  }
  return results;
}

/** The places of traces that no earlier one of their question says word for word. */
function withoutRepeats(
  traces: readonly Trace[],
  texts: readonly (readonly string[])[],
  drop: (at: number, of: Trace | undefined, value: number) => void,
): readonly number[] {
  const first = new Map<string, number>();
  return traces.flatMap(({ question }, at) => {
    const key = `${question.id}\n${(texts[at] ?? []).join(" ")}`;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, at);
      return [at];
    }
    drop(at, traces[known], 1);
    return [];
  });
}

function byTask(traces: readonly Trace[], places: readonly number[]): ReadonlyMap<TaskKind, readonly number[]> {
  const groups = new Map<TaskKind, number[]>();
  for (const place of places) {
    const task = traces[place]?.question.task;
    if (task === undefined) continue;
    const group = groups.get(task);
    if (group === undefined) groups.set(task, [place]);
    else group.push(place);
  }
  return groups;
}

import { type DistilOptions, distilOptionsSchema } from "./distilOptions.js";
import type { DropReason } from "./dropReason.js";
import type { JudgedTrace } from "./judgedTrace.js";

/** A trace and its end, as two settings of the filters are held against each other. */
export interface SievedTrace {
  /** Of the prediction. */
  readonly id: string;
  readonly task: string;
  /** Null: it is kept. */
  readonly droppedBy: DropReason | null;
}

/** A trace that ends in another way under another setting. */
export interface ChangedTrace {
  readonly id: string;
  readonly task: string;
  readonly before: DropReason | null;
  readonly after: DropReason | null;
}

/** What another setting changes. Each list is in the order of the traces. */
export interface DistilDifference {
  /** Dropped before, kept now. */
  readonly gained: readonly ChangedTrace[];
  /** Kept before, dropped now. */
  readonly lost: readonly ChangedTrace[];
  /** Dropped before and now, for another reason. */
  readonly moved: readonly ChangedTrace[];
  /** Traces that end as they did. */
  readonly same: number;
  /** Ids of traces that only one of the two has: attempts that were made since, or are no longer there. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** A judged trace as far as it is compared. */
export const sievedTrace = ({
  prediction,
  question,
  droppedBy,
}: Pick<JudgedTrace, "prediction" | "question" | "droppedBy">): SievedTrace => ({
  ...{ id: prediction.id, task: question.task, droppedBy },
});

/** Holds the traces of one setting of the filters against those of another. */
export function distilDifference(before: readonly SievedTrace[], after: readonly SievedTrace[]): DistilDifference {
  const was = new Map(before.map(trace => [trace.id, trace]));
  const is = new Set(after.map(({ id }) => id));
  const both = after.flatMap(({ id, task, droppedBy }): readonly ChangedTrace[] => {
    const known = was.get(id);
    return known === undefined ? [] : [{ id, task, before: known.droppedBy, after: droppedBy }];
  });
  const changed = both.filter(one => one.before !== one.after);
  return {
    gained: changed.filter(one => one.after === null),
    lost: changed.filter(one => one.before === null),
    moved: changed.filter(one => one.before !== null && one.after !== null),
    same: both.length - changed.length,
    added: after.flatMap(({ id }) => (was.has(id) ? [] : [id])),
    gone: before.flatMap(({ id }) => (is.has(id) ? [] : [id])),
  };
}

/** A threshold that two settings have different values of. */
export interface ChangedOption {
  readonly key: keyof DistilOptions;
  readonly before: DistilOptions[keyof DistilOptions];
  readonly after: DistilOptions[keyof DistilOptions];
}

/** Which thresholds differ. */
export function changedOptions(before: DistilOptions, after: DistilOptions): readonly ChangedOption[] {
  return distilOptionsSchema
    .keyof()
    .options.filter(key => before[key] !== after[key])
    .map(key => ({ key, before: before[key], after: after[key] }));
}

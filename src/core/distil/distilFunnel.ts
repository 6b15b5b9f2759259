import { taskKinds, type TaskKind } from "../benchmark/taskKinds.js";
import { wilson } from "../evaluation/wilson.js";
import type { DropReason } from "./dropReason.js";
import { luckyShare } from "./guessFilter.js";
import type { JudgedTrace, PassRate } from "./judgedTrace.js";

type Counts = Readonly<Partial<Record<DropReason, number>>>;

/** What became of the attempts at the questions of one task kind. `kept` and `dropped` together are `traces`. */
export interface FunnelRow {
  readonly task: TaskKind;
  readonly questions: number;
  readonly traces: number;
  /** By the first reason of each. */
  readonly dropped: Counts;
  /** How many fail for a reason at all; one trace may count several times. */
  readonly failing: Counts;
  readonly kept: number;
  /** Questions that have a kept trace. */
  readonly questionsKept: number;
  /** Questions by how many of their attempts are right: place c of the list has those with c. */
  readonly passRates: readonly number[];
  /** Of each of these, the questions that have a kept trace: what the data keeps of hard questions and of easy ones. */
  readonly keptByPass: readonly number[];
  /** The teacher's own accuracy on these questions: no trace of it can be better. Each question counts once. */
  readonly accuracy: { readonly share: number; readonly lo: number; readonly hi: number } | null;
  /** Of the right answers, the share that luck gives; null: guessing has no chance here. */
  readonly lucky: number | null;
  /** All attempts of the kind, told over its kept traces; null: none is kept, or nothing was counted. */
  readonly tokensPerKept: number | null;
  readonly costPerKept: number | null;
}

/** What became of all attempts, and what they cost. */
export interface DistilFunnel {
  readonly rows: readonly FunnelRow[];
  readonly traces: number;
  readonly kept: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: { readonly amount: number; readonly currency: string } | null;
  /** Each per kept trace; null: none is kept, or nothing was counted. */
  readonly tokensPerKept: number | null;
  readonly costPerKept: number | null;
}

function tally(reasons: Iterable<DropReason>): Counts {
  const counts: Partial<Record<DropReason, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Questions by how many of their attempts are right, from none to `most`. */
function byPass(rates: readonly PassRate[], most: number): readonly number[] {
  const counts = Array.from({ length: most + 1 }, () => 0);
  for (const { c } of rates) counts[c] = (counts[c] ?? 0) + 1;
  return counts;
}

function rowOf(task: TaskKind, traces: readonly JudgedTrace[]): FunnelRow {
  const items = new Map(traces.map(({ question, pass }) => [question.id, pass]));
  const rates = [...items.values()];
  const most = rates.reduce((largest, { k }) => Math.max(largest, k), 0);
  const right = rates.reduce((sum, { c, k }) => sum + (k === 0 ? 0 : c / k), 0);
  const bounds = wilson(right, items.size);
  const share = items.size === 0 ? 0 : right / items.size;
  const chances = [...new Map(traces.map(({ question }) => [question.id, question.chance])).values()];
  const known = chances.filter(chance => chance !== null);
  const chance = known.length < chances.length ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
  const keptQuestions = new Set(traces.filter(({ kept }) => kept).map(({ question }) => question.id));
  const failing = traces.flatMap(({ filters }) => filters.flatMap(({ code }) => code ?? []));
  return {
    ...{ task, questions: items.size, traces: traces.length },
    ...{ dropped: tally(traces.flatMap(({ droppedBy }) => droppedBy ?? [])), failing: tally(failing) },
    kept: traces.filter(({ kept }) => kept).length,
    questionsKept: keptQuestions.size,
    passRates: byPass(rates, most),
    keptByPass: byPass(
      [...items].flatMap(([id, rate]) => (keptQuestions.has(id) ? [rate] : [])),
      most,
    ),
    accuracy: bounds === null ? null : { share, ...bounds },
    lucky: luckyShare(share, chance),
    ...spentPerKept(traces),
  };
}

function costOf(traces: readonly JudgedTrace[]): DistilFunnel["cost"] {
  const costs = traces.flatMap(({ prediction }) => prediction.cost ?? []);
  const [first] = costs;
  // Amounts of several currencies have no sum.
  if (first === undefined || costs.some(({ currency }) => currency !== first.currency)) return null;
  return { amount: costs.reduce((sum, { amount }) => sum + amount, 0), currency: first.currency };
}

const tokensOf = (traces: readonly JudgedTrace[], side: "prompt" | "completion"): number =>
  traces.reduce((sum, { prediction }) => sum + (prediction.usage?.[side] ?? 0), 0);

/** What all attempts took, told over those that are kept: dropped ones were paid for as well. */
function spentPerKept(traces: readonly JudgedTrace[]): Pick<FunnelRow, "tokensPerKept" | "costPerKept"> {
  const kept = traces.filter(trace => trace.kept).length;
  const tokens = tokensOf(traces, "prompt") + tokensOf(traces, "completion");
  const cost = costOf(traces);
  return {
    tokensPerKept: kept === 0 || tokens === 0 ? null : tokens / kept,
    costPerKept: kept === 0 || cost === null ? null : cost.amount / kept,
  };
}

/** Counts what the filters made of the attempts, by task kind. */
export function distilFunnel(traces: readonly JudgedTrace[]): DistilFunnel {
  const rows = taskKinds.flatMap(task => {
    const own = traces.filter(({ question }) => question.task === task);
    return own.length === 0 ? [] : [rowOf(task, own)];
  });
  return {
    ...{ rows, traces: traces.length, kept: traces.filter(trace => trace.kept).length },
    ...{ promptTokens: tokensOf(traces, "prompt"), completionTokens: tokensOf(traces, "completion") },
    ...{ cost: costOf(traces), ...spentPerKept(traces) },
  };
}

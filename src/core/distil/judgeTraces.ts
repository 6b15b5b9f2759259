import { sha256 } from "../benchmark/sha256.js";
import { capFilter } from "./capFilter.js";
import type { DistilOptions } from "./distilOptions.js";
import type { DistilSource } from "./distilSource.js";
import { type DropReason, type FilterName } from "./dropReason.js";
import { duplicateFilter } from "./duplicateFilter.js";
import type { FilterResult, JudgedTrace, PassRate, Trace } from "./judgedTrace.js";
import { type SiftedTrace, siftTraces } from "./siftTraces.js";
import type { TraceDecision } from "./traceReview.js";

/** Filters about the reasoning, on which a person's eye is better. */
const ofTaste: readonly FilterName[] = ["length", "guess", "evidence", "leak", "language"];
/** A cut trace is none, whoever likes it. */
const isTaste = ({ filter, code }: FilterResult): boolean => ofTaste.includes(filter) && code !== "cut";

function personResult(decision: TraceDecision | undefined): FilterResult {
  const isRejected = decision?.decision === "reject";
  const value = decision === undefined ? null : decision.decision;
  return { filter: "person", code: isRejected ? "rejected" : null, value, threshold: null };
}

/** A person's decision about this very text; null: none. */
function decisionOf(trace: Trace, source: DistilSource, textSha: (text: string) => string): TraceDecision | undefined {
  const decision = source.decisions.get(trace.prediction.id);
  return decision?.textSha === textSha(trace.prediction.text ?? "") ? decision : undefined;
}

interface Sieved {
  readonly trace: Trace;
  readonly pass: PassRate;
  readonly filters: FilterResult[];
  dupOf: string | null;
}

const isPassed = ({ filters }: Sieved): boolean => filters.every(({ code }) => code === null);

/** What compares traces with each other, asked of what has passed so far. */
function compare(sieved: readonly Sieved[], options: DistilOptions): void {
  if (options.method === "SFT-R") {
    const left = sieved.filter(isPassed);
    const found = duplicateFilter(
      left.map(({ trace }) => trace),
      options,
    );
    for (const [at, one] of left.entries()) {
      const duplicate = found[at];
      if (duplicate === undefined) continue;
      one.filters.push(duplicate.result);
      one.dupOf = duplicate.dupOf;
    }
  }
  const left = sieved.filter(isPassed);
  const accepted = left.filter(({ filters }) =>
    filters.some(({ filter, value }) => filter === "person" && value === "accept"),
  );
  const capped = capFilter(
    left.map(({ trace }) => trace),
    new Set(accepted.map(({ trace }) => trace.prediction.id)),
    options,
  );
  for (const { trace, filters } of left) {
    const result = capped.get(trace.prediction.id);
    if (result !== undefined) filters.push(result);
  }
}

const firstReason = (filters: readonly FilterResult[]): DropReason | null =>
  filters.find(({ code }) => code !== null)?.code ?? null;

/** What is said of a trace alone, with what a person decided: their eye is better on what is about the reasoning. */
function withDecision(
  own: readonly FilterResult[],
  decision: TraceDecision | undefined,
  { method }: Pick<DistilOptions, "method">,
): FilterResult[] {
  const isAccepted = method === "SFT-R" && decision?.decision === "accept";
  const held = isAccepted ? own.map(result => (isTaste(result) ? { ...result, code: null } : result)) : own;
  return [...held, personResult(decision)];
}

/**
 * Every answered attempt with what each filter says of it, kept or dropped by its first reason (facts: evaluation 4.2).
 * Pure: the same records and options give the same result, and no option needs a further call. In the order of the
 * questions, then of the attempts. `sifted`: what `siftTraces` made of the same records and options before.
 */
export function judgeTraces(
  source: DistilSource,
  options: DistilOptions,
  sifted?: readonly SiftedTrace[],
): readonly JudgedTrace[] {
  const textSha = source.textSha ?? sha256;
  const sieved = (sifted ?? siftTraces(source, options, textSha)).map(({ trace, pass, own }): Sieved => {
    const decision = decisionOf(trace, source, textSha);
    return { trace, pass, filters: withDecision(own, decision, options), dupOf: null };
  });
  compare(sieved, options);
  return sieved.map(({ trace, pass, filters, dupOf }) => {
    const droppedBy = firstReason(filters);
    return { ...trace, pass, filters, kept: droppedBy === null, droppedBy, dupOf };
  });
}

import { blindSample } from "../../../core/distil/blindSample.js";
import { distilDifference, sievedTrace } from "../../../core/distil/distilDifference.js";
import { distilFunnel } from "../../../core/distil/distilFunnel.js";
import { distilHistograms } from "../../../core/distil/distilHistograms.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import type { DropReason, FilterName } from "../../../core/distil/dropReason.js";
import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import { readEstimate } from "../../../core/distil/readEstimate.js";
import { standingTraceReviews } from "../../../core/distil/standingTraceReviews.js";
import type {
  BlindReading,
  ListedTrace,
  OwnDecision,
  ShownChange,
  ShownChanges,
  ShownDistil,
  TraceList,
  TraceQuery,
} from "../../../protocol/distil/distilViewApi.js";
import type { DistilState } from "./distilState.js";
import { traceEnd } from "./traceEnd.js";

/** More than anybody looks through; the funnel leads to the others. */
const mostListed = 500;
const mostText = 200;
/** Kept and dropped traces of each task kind that are read blindly: none bad of 30 leaves up to 11.4 %. */
const blindEach = 30;

/** What a person decided about the texts as they are now, by prediction. */
export function ownDecisions(
  { reviews, source, textSha }: DistilState,
  reviewer: string,
): ReadonlyMap<string, OwnDecision> {
  const own = standingTraceReviews(reviews).filter(review => review.reviewer === reviewer);
  const last = new Map(own.map(review => [review.prediction_id, review]));
  const texts = new Map(source.predictions.map(({ id, text }) => [id, text ?? ""]));
  return new Map(
    [...last].flatMap(([id, { decision, text_sha: sha }]) =>
      decision !== "undo" && sha === textSha(texts.get(id) ?? "") ? [[id, decision]] : [],
    ),
  );
}

/** `isHidden`: nothing is said of what the filters make of it. */
export function listedTrace(trace: JudgedTrace, own: OwnDecision | null, isHidden: boolean): ListedTrace {
  const { prediction, question, words } = trace;
  return {
    ...{ prediction: prediction.id, question: question.id, task: question.task, attempt: prediction.attempt },
    ...{ words: words.count, end: isHidden ? null : traceEnd(trace), own },
    text: question.question.slice(0, mostText),
  };
}

function byFilter(traces: readonly JudgedTrace[]): Partial<Record<FilterName, number>> {
  const counts: Partial<Record<FilterName, number>> = {};
  for (const trace of traces) {
    const { filter } = traceEnd(trace);
    if (filter !== null) counts[filter] = (counts[filter] ?? 0) + 1;
  }
  return counts;
}

/** The present setting against another one: how many traces end otherwise. */
const differenceOf = (state: DistilState, base: DistilOptions, options: DistilOptions) =>
  distilDifference(state.judged(base).map(sievedTrace), state.judged(options).map(sievedTrace));

/** What became of all traces. */
export function overviewOf(state: DistilState, options: DistilOptions, base: DistilOptions): ShownDistil {
  const traces = state.judged(options);
  const funnel = distilFunnel(traces);
  const { source, textSha } = state;
  const rows = funnel.rows.map(row => ({
    ...row,
    byFilter: byFilter(traces.filter(({ question }) => question.task === row.task)),
  }));
  const { gained, lost, moved } = differenceOf(state, base, options);
  return {
    ...{ kind: "shown", funnel: { ...funnel, rows }, histograms: distilHistograms(traces) },
    read: readEstimate(state.untouched(options), ({ prediction }) => {
      const held = source.decisions.get(prediction.id);
      return held?.textSha === textSha(prediction.text ?? "") ? held.decision : null;
    }),
    ...{ changed: gained.length + lost.length + moved.length, damaged: source.damaged },
    teacher: source.run?.model.requested ?? null,
  };
}

/** The traces of a number of the funnel. */
export function tracesOf(
  state: DistilState,
  options: DistilOptions,
  { task, filter, reason }: TraceQuery,
  reviewer: string,
): TraceList {
  const own = ownDecisions(state, reviewer);
  const wanted = state.judged(options).filter(trace => {
    if (task !== null && trace.question.task !== task) return false;
    if (filter === null) return true;
    return filter === "kept" ? trace.kept : traceEnd(trace).filter === filter;
  });
  const byReason: Partial<Record<DropReason, number>> = {};
  for (const { droppedBy } of wanted) if (droppedBy !== null) byReason[droppedBy] = (byReason[droppedBy] ?? 0) + 1;
  const shown = wanted.filter(({ droppedBy }) => reason === null || droppedBy === reason);
  return {
    ...{ total: wanted.length, byReason },
    traces: shown.slice(0, mostListed).map(trace => listedTrace(trace, own.get(trace.prediction.id) ?? null, false)),
  };
}

/** What the present setting changes against another one. */
export function changesOf(
  state: DistilState,
  options: DistilOptions,
  base: DistilOptions,
  reviewer: string,
): ShownChanges {
  const own = ownDecisions(state, reviewer);
  const { gained, lost, moved, same } = differenceOf(state, base, options);
  const before = new Map(state.judged(base).map(trace => [trace.prediction.id, trace]));
  const after = new Map(state.judged(options).map(trace => [trace.prediction.id, trace]));
  const traces = [...gained, ...lost, ...moved].slice(0, mostListed).flatMap(({ id }): readonly ShownChange[] => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === undefined || is === undefined) return [];
    return [{ ...listedTrace(is, own.get(id) ?? null, false), before: traceEnd(was) }];
  });
  return { gained: gained.length, lost: lost.length, moved: moved.length, same, traces };
}

/** Kept and dropped traces of each task kind, mixed; of what a person has not decided yet nothing else is said. */
export function blindReading(state: DistilState, options: DistilOptions, reviewer: string): BlindReading {
  const own = ownDecisions(state, reviewer);
  const sample = blindSample(state.untouched(options), blindEach, options.seed);
  const decided = sample.filter(({ prediction }) => own.has(prediction.id));
  return {
    traces: sample.map(trace => {
      const decision = own.get(trace.prediction.id) ?? null;
      return listedTrace(trace, decision, decision === null);
    }),
    decided: decided.length,
    read: readEstimate(decided, ({ prediction }) => own.get(prediction.id) ?? null),
  };
}

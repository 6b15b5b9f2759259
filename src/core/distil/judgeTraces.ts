import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { sha256 } from "../benchmark/sha256.js";
import { gradeAnswers } from "../evaluation/gradeAnswers.js";
import { latestPredictions } from "../evaluation/latestPredictions.js";
import type { PredictionRecord } from "../evaluation/predictionRecord.js";
import { standingVerdicts } from "../evaluation/standingVerdicts.js";
import type { VerdictRecord } from "../evaluation/verdictRecord.js";
import { capFilter } from "./capFilter.js";
import { correctFilter } from "./correctFilter.js";
import type { DistilOptions } from "./distilOptions.js";
import { type DropReason, type FilterName } from "./dropReason.js";
import { duplicateFilter } from "./duplicateFilter.js";
import { evidenceFilter } from "./evidenceFilter.js";
import { formatFilter } from "./formatFilter.js";
import { guessFilter } from "./guessFilter.js";
import type { FilterResult, JudgedTrace, PassRate, Trace } from "./judgedTrace.js";
import { languageFilter } from "./languageFilter.js";
import { leakFilter } from "./leakFilter.js";
import { lengthFilter } from "./lengthFilter.js";
import { type HeldOut, splitFilter } from "./splitFilter.js";
import type { TraceDecision } from "./traceReview.js";
import { traceWords } from "./traceWords.js";

/** What is stored of an evaluation whose answers are to be trained on. */
export interface DistilSource {
  readonly predictions: readonly PredictionRecord[];
  /** As they were asked, or as they stand now. */
  readonly questions: readonly QuestionRecord[];
  readonly verdicts: readonly VerdictRecord[];
  readonly decisions: ReadonlyMap<string, TraceDecision>;
  readonly held: HeldOut;
  /** Questions that people have rejected since, or about which they disagree. */
  readonly withdrawn?: ReadonlySet<string>;
  /** SHA-256 of a text, in hex; another implementation may be faster. */
  readonly textSha?: (text: string) => string;
}

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

/** The filters that look at one trace alone. An answer without its reasoning needs none of those of the reasoning. */
function ownFilters(
  trace: Trace,
  correct: FilterResult,
  pass: PassRate,
  { held }: DistilSource,
  decision: TraceDecision | undefined,
  options: DistilOptions,
): FilterResult[] {
  const guess = guessFilter(trace, pass, options);
  const split = splitFilter(trace, held, options);
  const person = personResult(decision);
  if (options.method === "SFT-S") return [correct, guess, split, person];
  const own = [
    ...[correct, formatFilter(trace), lengthFilter(trace, options), guess, evidenceFilter(trace, options)],
    ...[leakFilter(trace), languageFilter(trace, options), split, person],
  ];
  if (decision?.decision !== "accept") return own;
  return own.map(result => (isTaste(result) ? { ...result, code: null } : result));
}

function tracesOf(source: DistilSource, textSha: (text: string) => string): readonly Trace[] {
  const { predictions, questions, verdicts } = source;
  const byId = new Map(latestPredictions(predictions).map(prediction => [prediction.id, prediction]));
  const asked = new Map(questions.map(question => [question.id, question]));
  return gradeAnswers(predictions, questions, verdicts, { textSha }).flatMap(grade => {
    const [prediction, question] = [byId.get(grade.predictionId), asked.get(grade.questionId)];
    if (prediction === undefined || question === undefined) return [];
    return [{ prediction, question, grade, words: traceWords(prediction) }];
  });
}

/** Right attempts of each question. */
function passRates(traces: readonly Trace[], correct: readonly FilterResult[]): ReadonlyMap<string, PassRate> {
  const rates = new Map<string, PassRate>();
  for (const [at, { question }] of traces.entries()) {
    const { c, k } = rates.get(question.id) ?? { c: 0, k: 0 };
    rates.set(question.id, { c: c + (correct[at]?.code === null ? 1 : 0), k: k + 1 });
  }
  return rates;
}

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

const withdrawn: FilterResult = { filter: "correct", code: "stale", value: "rejected", threshold: null };

const firstReason = (filters: readonly FilterResult[]): DropReason | null =>
  filters.find(({ code }) => code !== null)?.code ?? null;

/**
 * Every answered attempt with what each filter says of it, kept or dropped by its first reason (facts: evaluation 4.2).
 * Pure: the same records and options give the same result, and no option needs a further call. In the order of the
 * questions, then of the attempts.
 */
export function judgeTraces(source: DistilSource, options: DistilOptions): readonly JudgedTrace[] {
  const textSha = source.textSha ?? sha256;
  const traces = tracesOf(source, textSha);
  const standing = standingVerdicts(source.verdicts);
  const correct = traces.map(trace =>
    source.withdrawn?.has(trace.question.id) === true
      ? withdrawn
      : correctFilter(trace, standing.get(trace.prediction.id), textSha, options),
  );
  const rates = passRates(traces, correct);
  const sieved = traces.map((trace, at): Sieved => {
    const pass = rates.get(trace.question.id) ?? { c: 0, k: 0 };
    const first = correct[at] ?? { filter: "correct", code: "unanswered", value: null, threshold: null };
    const decision = decisionOf(trace, source, textSha);
    return { trace, pass, filters: ownFilters(trace, first, pass, source, decision, options), dupOf: null };
  });
  compare(sieved, options);
  return sieved.map(({ trace, pass, filters, dupOf }) => {
    const droppedBy = firstReason(filters);
    return { ...trace, pass, filters, kept: droppedBy === null, droppedBy, dupOf };
  });
}

import { gradeAnswers } from "../evaluation/gradeAnswers.js";
import { latestPredictions } from "../evaluation/latestPredictions.js";
import { standingVerdicts } from "../evaluation/standingVerdicts.js";
import { correctFilter } from "./correctFilter.js";
import type { DistilOptions } from "./distilOptions.js";
import { evidenceFilter } from "./evidenceFilter.js";
import { formatFilter } from "./formatFilter.js";
import { guessFilter } from "./guessFilter.js";
import type { DistilSource } from "./distilSource.js";
import type { FilterResult, PassRate, Trace } from "./judgedTrace.js";
import { languageFilter } from "./languageFilter.js";
import { leakFilter } from "./leakFilter.js";
import { lengthFilter } from "./lengthFilter.js";
import { splitFilter } from "./splitFilter.js";
import { traceWords } from "./traceWords.js";

/** A trace with what the filters say that look at it alone; no person and no other trace changes that. */
export interface SiftedTrace {
  readonly trace: Trace;
  readonly pass: PassRate;
  readonly own: readonly FilterResult[];
}

function tracesOf(source: Omit<DistilSource, "decisions">, textSha: (text: string) => string): readonly Trace[] {
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

const withdrawn: FilterResult = { filter: "correct", code: "stale", value: "rejected", threshold: null };

/** The filters that look at one trace alone. An answer without its reasoning needs none of those of the reasoning. */
function ownFilters(
  trace: Trace,
  correct: FilterResult,
  pass: PassRate,
  held: DistilSource["held"],
  options: DistilOptions,
): readonly FilterResult[] {
  const guess = guessFilter(trace, pass, options);
  const split = splitFilter(trace, held, options);
  if (options.method === "SFT-S") return [correct, guess, split];
  return [
    ...[correct, formatFilter(trace), lengthFilter(trace, options), guess, evidenceFilter(trace, options)],
    ...[leakFilter(trace), languageFilter(trace, options), split],
  ];
}

/**
 * Every answered attempt with what is said of it alone, which is most of the work: persons decide one trace after the
 * other, and this stays as it is. In the order of the questions, then of the attempts.
 */
export function siftTraces(
  source: Omit<DistilSource, "decisions">,
  options: DistilOptions,
  textSha: (text: string) => string,
): readonly SiftedTrace[] {
  const traces = tracesOf(source, textSha);
  const standing = standingVerdicts(source.verdicts);
  const correct = traces.map(trace =>
    source.withdrawn?.has(trace.question.id) === true
      ? withdrawn
      : correctFilter(trace, standing.get(trace.prediction.id), textSha, options),
  );
  const rates = passRates(traces, correct);
  return traces.map((trace, at) => {
    const pass = rates.get(trace.question.id) ?? { c: 0, k: 0 };
    const first = correct[at] ?? { filter: "correct", code: "unanswered", value: null, threshold: null };
    return { trace, pass, own: ownFilters(trace, first, pass, source.held, options) };
  });
}

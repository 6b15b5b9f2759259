import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import type { EvaluationRun } from "../evaluationRun.js";
import { familyOf } from "../familyOf.js";
import { latestPredictions } from "../latestPredictions.js";
import type { PredictionRecord } from "../predictionRecord.js";
import type { VerdictRecord } from "../verdictRecord.js";
import { type HeldAgainstPerson, heldAgainstPerson } from "./heldAgainstPerson.js";
import { againId } from "./judgeSet.js";
import { rankCorrelation } from "./rankCorrelation.js";
import { isRated } from "./ratedClasses.js";
import { type RaterAgreement, raterAgreement } from "./raterAgreement.js";
import { humanRater, type VerdictsByRater, verdictsByRater } from "./verdictsByRater.js";

/**
 * What is to be known before a judge is trusted. `judge-of-family`: it judges answers of its own family; `judge-is-writer`:
 * a model of its family wrote the questions and references; `length`: it likes longer, or shorter, answers; `unstable`: it
 * says otherwise when it is asked again; `few-checked`: a person has looked at fewer than 100; `failures`: it gave no
 * verdict on some.
 */
export const judgeFindingCodes = [
  "judge-of-family",
  "judge-is-writer",
  "length",
  "unstable",
  "few-checked",
  "failures",
] as const;
export type JudgeFindingCode = (typeof judgeFindingCodes)[number];

/** One set of verdicts, looked at. */
export interface JudgeSetReport {
  readonly set: string;
  readonly model: string;
  readonly prompt: string | null;
  readonly scale: VerdictRecord["scale"];
  readonly correct: number;
  readonly incorrect: number;
  readonly noAnswer: number;
  /** In no mean. */
  readonly failed: number;
  /** Mean score, and the same with each failure as 1, as MangaVQA's own evaluation has it; null: no scores. */
  readonly meanScore: number | null;
  readonly meanScoreFailuresAsOne: number | null;
  /** Rank correlation of being held right with the answer's length; null: nothing varies. */
  readonly length: { readonly rho: number; readonly n: number } | null;
  /** Asked a second time: how many said otherwise. */
  readonly again: { readonly n: number; readonly flips: number };
  readonly person: HeldAgainstPerson;
  readonly findings: readonly { readonly code: JudgeFindingCode; readonly values: readonly string[] }[];
}

export interface JudgeReport {
  readonly sets: readonly JudgeSetReport[];
  readonly agreements: readonly RaterAgreement[];
}

/** Persons' checks below which sensitivity and specificity say little (facts: evaluation 6.4-6). */
const enoughChecked = 100;
const muchCorrelated = 0.3;
const muchFlipped = 0.05;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function lengthOf(
  verdicts: ReadonlyMap<string, VerdictRecord>,
  lengths: ReadonlyMap<string, number>,
): JudgeSetReport["length"] {
  const judged = [...verdicts].filter(([, { outcome }]) => isRated(outcome));
  const rho = rankCorrelation(
    judged.map(([id]) => lengths.get(id) ?? 0),
    judged.map(([, { outcome, score }]) => score ?? Number(outcome === "correct")),
  );
  return rho === null ? null : { rho, n: judged.length };
}

function againOf(first: ReadonlyMap<string, VerdictRecord>, second: ReadonlyMap<string, VerdictRecord> | undefined) {
  let [n, flips] = [0, 0];
  for (const [id, verdict] of second ?? []) {
    const before = first.get(id);
    if (before === undefined || !isRated(before.outcome) || !isRated(verdict.outcome)) continue;
    n++;
    if (before.outcome !== verdict.outcome) flips++;
  }
  return { n, flips };
}

function findingsOf(
  run: Pick<EvaluationRun, "model">,
  writers: ReadonlySet<string>,
  { model, length, again, person, failed }: Omit<JudgeSetReport, "findings">,
): JudgeSetReport["findings"] {
  const { id: judge } = familyOf(model);
  const isKnown = judge !== "other";
  const writer = [...writers].find(name => familyOf(name).id === judge || name === model);
  const isOwn = model === run.model.requested || (isKnown && judge === run.model.family);
  const share = again.n === 0 ? 0 : again.flips / again.n;
  const said = (is: boolean, code: JudgeFindingCode, ...values: readonly string[]) => (is ? [{ code, values }] : []);
  return [
    ...said(isOwn, "judge-of-family", model, run.model.requested),
    ...said(writer !== undefined && (isKnown || writer === model), "judge-is-writer", model, writer ?? ""),
    ...said(length !== null && Math.abs(length.rho) >= muchCorrelated, "length", length?.rho.toFixed(2) ?? ""),
    ...said(share > muchFlipped, "unstable", String(again.flips), String(again.n)),
    ...said(person.n < enoughChecked, "few-checked", String(person.n), String(enoughChecked)),
    ...said(failed > 0, "failures", String(failed)),
  ];
}

interface SetSource {
  readonly run: Pick<EvaluationRun, "model">;
  readonly raters: VerdictsByRater;
  readonly lengths: ReadonlyMap<string, number>;
  readonly writers: ReadonlySet<string>;
}

function setReport(set: string, { run, raters, lengths, writers }: SetSource): JudgeSetReport {
  const verdicts = raters.get(set) ?? new Map<string, VerdictRecord>();
  const all = [...verdicts.values()];
  const count = (outcome: VerdictRecord["outcome"]): number => all.filter(one => one.outcome === outcome).length;
  const scores = all.flatMap(({ score }) => score ?? []);
  const failed = count("judge_failed");
  const isScored = all.some(({ scale }) => scale === "1-10");
  const report = {
    ...{ set, model: all[0]?.by.name ?? "", prompt: all[0]?.by.prompt_id ?? null, scale: all[0]?.scale ?? "binary" },
    ...{ correct: count("correct"), incorrect: count("incorrect"), noAnswer: count("no_answer"), failed },
    meanScore: mean(scores),
    meanScoreFailuresAsOne: isScored ? mean([...scores, ...new Array<number>(failed).fill(1)]) : null,
    length: lengthOf(verdicts, lengths),
    again: againOf(verdicts, raters.get(againId(set))),
    person: heldAgainstPerson(verdicts, raters.get(humanRater) ?? new Map<string, VerdictRecord>()),
  };
  return { ...report, findings: findingsOf(run, writers, report) };
}

/** Each judge of an evaluation by what its verdicts show (facts: evaluation 6.4), and how far the raters agree. */
export function judgeReport(
  run: Pick<EvaluationRun, "model">,
  predictions: Iterable<PredictionRecord>,
  questions: readonly QuestionRecord[],
  verdicts: readonly VerdictRecord[],
  textSha: (text: string) => string,
): JudgeReport {
  const latest = latestPredictions(predictions);
  const known = new Map(questions.map(question => [question.id, question]));
  const raters = verdictsByRater(latest, known, verdicts, textSha);
  const writers = new Set(questions.flatMap(({ provenance: { writer_model: writer } }) => writer ?? []));
  const lengths = new Map(latest.map(({ id, text }) => [id, text?.length ?? 0]));
  const names = [...raters.keys()].filter(name => !name.endsWith("-again")).sort();
  const pairs = names.flatMap((a, at) => names.slice(at + 1).map(b => raterAgreement(a, b, raters)));
  return {
    sets: names.filter(name => name !== humanRater).map(set => setReport(set, { run, raters, lengths, writers })),
    agreements: pairs.filter(pair => pair !== null),
  };
}

import type { JudgeFindingCode } from "../../core/evaluation/judge/judgeReport.js";
import type { EvalJudgeOutput } from "./evalJudgeOutput.js";
import { rewardTable } from "./rewardTable.js";
import { stopSentences } from "./stopSentences.js";

type Judged = Extract<EvalJudgeOutput, { kind: "judged" }>;
type SetReport = Judged["report"]["sets"][number];
type JudgePlan = Judged["judges"][number]["plan"];

const planLine = ({ toAsk, done, byRule, withoutAnswer, stale }: JudgePlan): string =>
  `${toAsk} to ask, ${done} judged before, ${byRule} right by rule, ${withoutAnswer} without an answer` +
  (stale === 0 ? "" : `, ${stale} whose question has changed`);

const percent = (value: number | null): string => (value === null ? "" : `${(100 * value).toFixed(1)} %`);
const decimal = (value: number | null): string => (value === null ? "" : value.toFixed(3));

const intervalText = (interval: { readonly lo: number; readonly hi: number } | null): string =>
  interval === null ? "" : `${decimal(interval.lo)} to ${decimal(interval.hi)}`;

const sentences: Readonly<Record<JudgeFindingCode, (values: readonly string[]) => string>> = {
  "judge-of-family": ([judge, model]) => `${judge} judges answers of its own family (${model})`,
  "judge-is-writer": ([judge, writer]) => `${judge} judges by references that its own family wrote (${writer})`,
  length: ([rho]) => `the judge's verdicts go with the length of answers (rank correlation ${rho})`,
  unstable: ([flips, n]) => `asked again, the judge said otherwise on ${flips} of ${n}`,
  "few-checked": ([n, enough]) => `a person has checked ${n} of its verdicts; ${enough} would say how often it errs`,
  failures: ([n]) => `${n} answers have no verdict; start it again to ask for them`,
};

function setRows(sets: readonly SetReport[]): readonly string[] {
  const head = ["set", "judge", "prompt", "right", "wrong", "no answer", "failed", "mean", "failures as 1"];
  const rows = sets.map(one => [
    ...[one.set, one.model, one.prompt ?? "", String(one.correct), String(one.incorrect), String(one.noAnswer)],
    ...[String(one.failed), decimal(one.meanScore), decimal(one.meanScoreFailuresAsOne)],
  ]);
  return rewardTable([head, ...rows]);
}

function personLines(sets: readonly SetReport[]): readonly string[] {
  const checked = sets.filter(({ person }) => person.n > 0);
  if (checked.length === 0) return [];
  const head = ["set", "checked", "sensitivity", "specificity", "held right", "corrected"];
  const rows = checked.map(({ set, person }) => [
    ...[set, String(person.n), percent(person.sensitivity), percent(person.specificity), percent(person.observed)],
    percent(person.corrected?.clamped ?? null),
  ]);
  return ["", ...rewardTable([head, ...rows])];
}

function agreementLines({ agreements }: Judged["report"]): readonly string[] {
  if (agreements.length === 0) return [];
  const rows = agreements.map(({ raters, n, agreed, kappa, interval, ac1, weighted }) => [
    ...[raters.join(" and "), String(n), percent(agreed), decimal(kappa), intervalText(interval), decimal(ac1)],
    decimal(weighted),
  ]);
  return ["", ...rewardTable([["raters", "both", "agree", "kappa", "95 %", "AC1", "weighted kappa"], ...rows])];
}

/** What was judged or would be, for people. */
export function evalJudgeText(value: EvalJudgeOutput): readonly string[] {
  if (value.kind === "planned") return value.judges.map(({ model, plan }) => `${model}: ${planLine(plan)}`);
  const lines = value.judges.map(({ model, plan, judged, failed, sent, cost, promptTokens, completionTokens }) => {
    const price = cost === null ? "" : `, ${cost.amount.toFixed(4)} ${cost.currency}`;
    const tokens = `${promptTokens + completionTokens} tokens${price}`;
    return `${model}: ${planLine(plan)}; ${judged} verdicts, ${failed} without one; ${sent} requests, ${tokens}`;
  });
  const { report } = value;
  return [...lines, "", ...setRows(report.sets), ...personLines(report.sets), ...agreementLines(report)];
}

/** What a person must know besides, a line each. */
export function evalJudgeWarnings(value: EvalJudgeOutput): readonly string[] {
  if (value.kind === "planned") return [];
  const found = value.report.sets.flatMap(({ set, findings }) =>
    findings.map(({ code, values }) => `${set}: ${sentences[code](values)}`),
  );
  const damage = value.damagedLines === 0 ? [] : [`${value.damagedLines} lines are damaged and count for nothing`];
  const stops = value.judges.flatMap(({ model, stop }) => (stop === null ? [] : [`${model}: ${stopSentences[stop]}`]));
  return [...found, ...damage, ...stops];
}

import { basename } from "node:path";
import { Command } from "commander";
import { questionRecordSchema } from "../../core/benchmark/questionRecord.js";
import { reviewSummary, type ReviewSummary } from "../../core/benchmark/review/reviewSummary.js";
import { reviewEventSchema } from "../../core/benchmark/reviewEvent.js";
import { benchmarkPaths } from "../benchmark/benchmarkPaths.js";
import { readRecords, type DamagedLine } from "../benchmark/readRecords.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { figureText, rewardTable } from "./rewardTable.js";

const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)}%`);

function tell(file: string, damaged: readonly DamagedLine[], output: Output): void {
  for (const { line, code, detail } of damaged)
    output.err(
      printable(`loupe: ${basename(file)}:${String(line)}: ${code}${detail === null ? "" : ` (${detail})`}`) + "\n",
    );
}

function progressLines({ tasks }: ReviewSummary): readonly string[] {
  const rows = tasks.map(
    ({ task, total, byState: { new: left, accepted, edited, rejected, conflict }, rejectedShare }) => [
      task,
      ...[total, left, accepted, edited, rejected, conflict].map(String),
      percent(rejectedShare),
    ],
  );
  return rewardTable([
    ["task kind", "questions", "to review", "accepted", "edited", "rejected", "in conflict", "rejected of decided"],
    ...rows,
  ]);
}

function peopleLines({ reviewers }: ReviewSummary): readonly string[] {
  if (reviewers.length === 0) return ["Nobody has decided anything yet."];
  const rows = reviewers.map(({ reviewer, verdicts: { accepted, edited, rejected }, unsure, flagged, rate }) => [
    reviewer,
    ...[accepted, edited, rejected, unsure, flagged].map(String),
    ...(rate === null
      ? ["–", "–", "–"]
      : [rate.secondsEach.toFixed(1), rate.perHour.toFixed(0), (rate.secondsLeft / 3600).toFixed(1)]),
  ]);
  return rewardTable([
    ["reviewer", "accepted", "edited", "rejected", "unsure", "flagged", "seconds each", "an hour", "hours left"],
    ...rows,
  ]);
}

function agreementLines({ agreement }: ReviewSummary): readonly string[] {
  if (agreement.length === 0) return [];
  const rows = agreement.map(({ reviewers, n, blind, agreed, kappa, interval, ac1 }) => [
    reviewers.join(" and "),
    ...[String(n), String(blind), percent(agreed)],
    kappa === null ? "no variation" : figureText(kappa),
    interval === null ? "–" : `${figureText(interval.lo)} to ${figureText(interval.hi)}`,
    figureText(ac1),
  ]);
  return ["", ...rewardTable([["agreement", "shared", "blind", "agreed", "kappa", "95 %", "AC1"], ...rows])];
}

function conflictLines({ conflicts }: ReviewSummary): readonly string[] {
  const said = ({ reviewer, verdict, reason }: ReviewSummary["conflicts"][number]["decisions"][number]) =>
    `${reviewer}: ${verdict}${reason === null ? "" : ` (${reason})`}`;
  return conflicts.length === 0
    ? []
    : [
        ...["", `${String(conflicts.length)} in conflict:`],
        ...conflicts.map(({ question, decisions }) => printable(`${question}  ${decisions.map(said).join(", ")}`)),
      ];
}

function leftOutLines({ stale, unknown, refused }: ReviewSummary): readonly string[] {
  const said = [
    ...(stale > 0 ? [`${String(stale)} decisions are about an earlier content of their question`] : []),
    ...(unknown > 0 ? [`${String(unknown)} decisions are about questions that are not there`] : []),
    ...(refused > 0 ? [`${String(refused)} edits would make a question that nobody can ask`] : []),
  ];
  return said.map(sentence => `loupe: ${sentence}; they were left out`);
}

function summaryText(summary: ReviewSummary): string {
  const reasons = summary.reasons.map(({ reason, count }) => [reason, String(count)]);
  return [
    ...progressLines(summary),
    "",
    ...peopleLines(summary),
    ...agreementLines(summary),
    ...(reasons.length === 0 ? [] : ["", ...rewardTable([["rejected for", "questions"], ...reasons])]),
    ...conflictLines(summary),
  ]
    .map(line => `${line}\n`)
    .join("");
}

async function run(folder: string, { json }: { readonly json?: boolean }, output: Output): Promise<void> {
  const paths = benchmarkPaths(folder);
  const questions = await readRecords(paths.questions, questionRecordSchema);
  if (questions.kind === "missing")
    throw new ExpectedError(`${folder} has no questions.jsonl: loupe bench build makes it`);
  if (questions.kind !== "read") throw new ExpectedError(`${paths.questions} cannot be read`);
  const reviews = await readRecords(paths.reviews, reviewEventSchema);
  if (reviews.kind !== "read" && reviews.kind !== "missing") throw new ExpectedError(`${paths.reviews} cannot be read`);
  tell(paths.questions, questions.damaged, output);
  if (reviews.kind === "read") tell(paths.reviews, reviews.damaged, output);
  const summary = reviewSummary(questions.records, reviews.kind === "read" ? reviews.records : []);
  output.out(json === true ? `${JSON.stringify(summary)}\n` : summaryText(summary));
  for (const line of leftOutLines(summary)) output.err(`${line}\n`);
}

/** `loupe bench review-log DIR`: what reviewers decided, how far they agree, and how fast it goes. */
export function benchReviewLogCommand(output: Output): Command {
  return new Command("review-log")
    .description("decisions of reviewers folded: progress, agreement, conflicts, rate")
    .argument("<dir>", "a benchmark's folder")
    .option("--json", "print JSON")
    .action((folder: string, options: { readonly json?: boolean }) => run(folder, options, output));
}

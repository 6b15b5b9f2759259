import { dropReasons } from "../../core/distil/dropReason.js";
import { distilFindingStrings } from "../../protocol/evaluation/distilFindingStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { DistillOutput } from "./distillOutput.js";
import { rewardTable } from "./rewardTable.js";

type Distilled = Extract<DistillOutput, { kind: "distilled" }>;
type Row = Distilled["funnel"]["rows"][number];
type Threshold = NonNullable<Distilled["difference"]>["options"][number]["before"];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function cells(row: Row, reasons: readonly (typeof dropReasons)[number][]): readonly string[] {
  const { accuracy, lucky } = row;
  return [
    ...[row.task, String(row.questions), String(row.traces), accuracy === null ? "–" : percent(accuracy.share)],
    ...[lucky === null ? "–" : percent(lucky), ...reasons.map(reason => String(row.dropped[reason] ?? 0))],
    ...[String(row.kept), row.tokensPerKept === null ? "–" : String(Math.round(row.tokensPerKept))],
  ];
}

function funnelLines({ funnel }: Distilled): readonly string[] {
  const reasons = dropReasons.filter(reason => funnel.rows.some(({ dropped }) => (dropped[reason] ?? 0) > 0));
  const head = ["task", "questions", "attempts", "right", "by luck", ...reasons, "kept", "tokens each"];
  const { tokensPerKept, costPerKept, cost } = funnel;
  const price = costPerKept === null ? "" : `, ${costPerKept.toFixed(4)} ${cost?.currency ?? ""}`;
  return [
    ...rewardTable([head, ...funnel.rows.map(row => cells(row, reasons))]),
    `${funnel.kept} of ${funnel.traces} traces are kept` +
      (tokensPerKept === null ? "" : `; ${Math.round(tokensPerKept)} tokens${price} for each`),
  ];
}

const counted = (counts: Readonly<Partial<Record<string, number>>>): string =>
  Object.entries(counts)
    .map(([code, number]) => `${number ?? 0} ${code}`)
    .join(", ");

/** Which questions the data keep: hard ones or easy ones. A line where there were several attempts. */
function rateLines({ funnel }: Distilled): readonly string[] {
  const most = Math.max(0, ...funnel.rows.map(({ passRates }) => passRates.length - 1));
  if (most < 2) return [];
  const sums = (key: "passRates" | "keptByPass"): readonly number[] =>
    Array.from({ length: most + 1 }, (_, c) => funnel.rows.reduce((sum, row) => sum + (row[key][c] ?? 0), 0));
  const kept = sums("keptByPass");
  const rates = sums("passRates").map((count, c) => `${c} right: ${kept[c] ?? 0} of ${count}`);
  return [`questions that keep a trace, by their attempts: ${rates.join(", ")}`];
}

const shown = (value: Threshold): string => (value === null ? "none" : String(value));

function differenceLines({ difference }: Distilled): readonly string[] {
  if (difference === null) return [];
  const { against, options, gained, lost, moved, same, added, gone } = difference;
  const by = (reasons: readonly (string | null)[]): string => {
    const counts: Partial<Record<string, number>> = {};
    for (const reason of reasons) counts[reason ?? "kept"] = (counts[reason ?? "kept"] ?? 0) + 1;
    return reasons.length === 0 ? "" : ` (${counted(counts)})`;
  };
  return [
    `against ${against}: ${gained.length} more kept${by(gained.map(({ before }) => before))}, ` +
      `${lost.length} no longer${by(lost.map(({ after }) => after))}, ${moved} dropped for another reason, ${same} as they were`,
    ...(added + gone === 0 ? [] : [`${added} traces are not in it, ${gone} only there`]),
    ...options.map(({ key, before, after }) => `${key}: ${shown(before)} → ${shown(after)}`),
  ];
}

function exportLines({ export: exported }: Distilled): readonly string[] {
  if (exported === null) return [];
  const { out, rows, tokens, files } = exported;
  return [`${out}: ${rows} rows, the longest of at most ${tokens.longest} tokens`, ...files];
}

function readLines({ read }: Distilled): readonly string[] {
  return read.map(
    ({ task, keptRead, keptBad, bad, droppedRead, droppedGood }) =>
      `${task}: ${keptBad} of ${keptRead} kept traces that were read are bad` +
      `${bad === null ? "" : ` (${percent(bad.lo)} to ${percent(bad.hi)} of all)`}, ` +
      `${droppedGood} of ${droppedRead} dropped ones good`,
  );
}

function sampleLines({ traces }: Extract<DistillOutput, { kind: "sample" }>): readonly string[] {
  return traces.flatMap(({ prediction_id: id, task, image, question, hint, options, turns }) => [
    ...["", `== ${id}  ${task}  ${image}`, question, ...(hint === null ? [] : hint.split("\n"))],
    ...options.map(({ label, text }) => `${label}. ${text}`),
    ...turns.flatMap(turn => ["--", ...turn.split("\n")]),
  ]);
}

/** What was done or would be, for people. */
export function distillText(result: DistillOutput): readonly string[] {
  switch (result.kind) {
    case "planned":
      return [
        `${result.questions} questions, ${result.attempts} attempts: ${result.done} answered before, ${result.toAsk} to ask`,
        `about ${result.promptTokens} tokens asked, ${result.completionTokens} answered at most` +
          (result.cost === null ? "" : `, at most about ${result.cost.toFixed(2)}`),
      ];
    case "distilled":
      return [
        ...funnelLines(result),
        ...rateLines(result),
        ...differenceLines(result),
        ...readLines(result),
        ...exportLines(result),
      ];
    case "sample":
      return sampleLines(result);
    case "linted":
      return [];
    default: {
      const never: never = result;
      return never;
    }
  }
}

type Finding = Distilled["findings"][number];

const findingLine = ({ code, level, values }: Finding): string =>
  `${level}: ${filledSentence(distilFindingStrings[code], values)}`;

/** What a person must know besides, a line each. */
export function distillWarnings(result: DistillOutput): readonly string[] {
  if (result.kind === "planned") {
    const left = counted(result.leftOut);
    return left === "" ? [] : [`not asked as they stand: ${left}`];
  }
  if (result.kind === "sample") return [];
  const findings = result.findings.map(findingLine);
  if (result.kind === "linted") return findings;
  const { asked, damagedLines, export: exported } = result;
  const unfit = exported === null ? "" : counted(exported.unfit);
  const doubtful = exported?.tokens.doubtful ?? 0;
  return [
    ...(asked?.stop === null || asked === null ? [] : ["stopped; start it again to go on. Nothing was exported"]),
    ...(damagedLines > 0 ? [`${damagedLines} lines are damaged and count for nothing`] : []),
    ...(unfit === "" ? [] : [`kept, and not to be taught as the student is asked: ${unfit}`]),
    ...(doubtful > 0 ? [`${doubtful} rows may be longer than the cutoff, which the tokenizer alone knows`] : []),
    ...findings,
  ];
}

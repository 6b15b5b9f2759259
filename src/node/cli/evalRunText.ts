import type { RunFinding } from "../../core/evaluation/runFinding.js";
import { runFindingStrings } from "../../protocol/evaluation/runFindingStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { EvalRunOutput } from "./evalRunOutput.js";
import { stopSentences } from "./stopSentences.js";

type Plan = EvalRunOutput["plan"];

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([code, number]) => `${code} ${number}`)
    .join(", ");

const spread = ({ least, most }: Plan["requests"]): string => (least === most ? String(least) : `${least} to ${most}`);

function planLines({ questions, attempts, done, failedBefore, toAsk, requests, images, ...plan }: Plan) {
  const several = attempts === questions ? "" : ` in ${attempts} attempts`;
  const failed = failedBefore === 0 ? "" : `, ${failedBefore} failed before`;
  const cost = plan.cost === null ? "" : `, at most about ${plan.cost.toFixed(2)}`;
  return [
    `${questions} questions${several}: ${done} answered before${failed}, ${toAsk} to ask`,
    `${spread(requests)} requests with ${spread(images)} images; about ${plan.promptTokens} tokens asked, ` +
      `${plan.completionTokens} answered at most${cost}`,
  ];
}

/** What was done or would be, for people. */
export function evalRunText(result: EvalRunOutput): readonly string[] {
  if (result.kind === "planned") return planLines(result.plan);
  const { plan, states, sent, retries, kept, zooms, promptTokens, completionTokens, uncounted, cost } = result;
  const gap = uncounted === 0 ? "" : `, ${uncounted} answers uncounted`;
  const price = cost === null ? "" : `, ${cost.amount.toFixed(4)} ${cost.currency}`;
  const [first = ""] = planLines(plan);
  const ended = listed(states);
  return [
    first,
    ...(ended === "" ? [] : [`asked now: ${ended}${zooms === 0 ? "" : `; ${zooms} zooms`}`]),
    `${sent} requests (${retries} of them retries), ${kept} answers from before; ` +
      `${promptTokens} tokens asked, ${completionTokens} answered${gap}${price}`,
  ];
}

/** A finding in a sentence. */
export const findingSentence = ({ code, values }: Pick<RunFinding, "code" | "values">): string =>
  filledSentence(runFindingStrings[code], values);

/** What a person must know besides, a line each. */
export function evalRunWarnings(result: EvalRunOutput): readonly string[] {
  const left = listed(result.plan.leftOut);
  const { withdrawn } = result.plan;
  const lines = [
    ...(left === "" ? [] : [`not asked as they stand: ${left}`]),
    ...(withdrawn === 0
      ? []
      : [`${withdrawn} questions of before are no longer asked; their answers count for nothing`]),
  ];
  if (result.kind === "planned") return lines;
  const { failures, findings, damagedLines, stop } = result;
  return [
    ...lines,
    ...(damagedLines > 0 ? [`${damagedLines} lines of the folder are damaged and count for nothing`] : []),
    ...(listed(failures) === "" ? [] : [`failures: ${listed(failures)}`]),
    ...findings.map(findingSentence),
    ...(stop === null ? [] : [stopSentences[stop]]),
  ];
}

import { writtenKinds } from "../../core/benchmark/written/writtenKinds.js";
import { endpointStrings } from "../../protocol/endpoint/endpointStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import { shownUrl } from "../endpoint/shownUrl.js";
import type { BenchWriteOutput } from "./benchWriteOutput.js";
import { rewardTable } from "./rewardTable.js";
import { stopSentences } from "./stopSentences.js";

/** A failure in a sentence, with what the server said. */
export function failureSentence({ code, status, message }: ChatFailure, endpoint: string): string {
  const said = [status === null || status === 200 ? "" : String(status), message].filter(part => part !== "").join(" ");
  return `${filledSentence(endpointStrings[code], [shownUrl(endpoint)])}${said === "" ? "" : ` (${said})`}`;
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([code, number]) => `${code} ${number}`)
    .join(", ");

function plannedLines({ planned, requests }: BenchWriteOutput): readonly string[] {
  const rows = writtenKinds.map(kind => {
    const { toAsk, known, withoutCaption } = planned[kind];
    return [kind, String(toAsk), String(known), String(withoutCaption)];
  });
  return [
    ...rewardTable([["what", "to ask", "written before", "no caption"], ...rows]),
    `${requests} requests, each with one image`,
  ];
}

function writtenLines(result: Extract<BenchWriteOutput, { kind: "written" }>): readonly string[] {
  const { counts, sent, retries, kept, promptTokens, completionTokens, uncounted, cost } = result;
  const rows = writtenKinds.map(kind => {
    const { written, refused, damaged, failed } = counts[kind];
    return [kind, ...[written, refused, damaged, failed].map(String)];
  });
  const tokens = `${promptTokens} tokens asked, ${completionTokens} answered`;
  const gap = uncounted === 0 ? "" : `, ${uncounted} answers uncounted`;
  const price = cost === null ? "" : `, ${cost.amount.toFixed(4)} ${cost.currency}`;
  return [
    ...rewardTable([["what", "written", "refused", "damaged", "failed"], ...rows]),
    `${sent} requests (${retries} of them retries), ${kept} answers from before; ${tokens}${gap}${price}`,
  ];
}

/** What was done or would be, for people. */
export function benchWriteText(result: BenchWriteOutput): readonly string[] {
  return result.kind === "planned" ? plannedLines(result) : writtenLines(result);
}

const stops = { limit: "as many as --limit says were asked; start it again for the next", ...stopSentences } as const;

/** What a person must know besides, a line each. */
export function benchWriteWarnings(
  result: BenchWriteOutput,
  lastFailure: ChatFailure | null,
  endpoint: string,
): readonly string[] {
  const lines = [
    ...(result.replaced.length > 0 ? [`prompts replaced: ${result.replaced.join(", ")}`] : []),
    ...(result.added.length > 0 ? [`prompts added: ${result.added.join(", ")}`] : []),
    ...result.unreadable.map(({ path, reason }) => `${path}: the page cannot be read: ${reason}`),
    ...(result.damagedLines > 0
      ? [`writings.jsonl: ${result.damagedLines} lines are damaged and count for nothing`]
      : []),
  ];
  if (result.kind === "planned") return lines;
  return [
    ...lines,
    ...result.failedPages.map(({ page, code, detail }) => `page ${page}: ${code}: ${detail}`),
    ...(Object.keys(result.damage).length > 0
      ? [`replies that are not what was asked for: ${listed(result.damage)}`]
      : []),
    ...(Object.keys(result.failures).length > 0 ? [`failures: ${listed(result.failures)}`] : []),
    ...(lastFailure === null ? [] : [failureSentence(lastFailure, endpoint)]),
    ...(result.stop === null ? [] : [stops[result.stop]]),
  ];
}

import type { CheckpointFinding, CheckpointFindingCode } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import { checkpointFindingStrings } from "../../protocol/evaluation/checkpointFindingStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { serveFailureStrings, servePhaseStrings, serveRefusalStrings } from "../../protocol/evaluation/serveStrings.js";
import type { ServePhase } from "../evaluation/checkpoint/serveCheckpoint.js";
import type { ServeFailure } from "../evaluation/checkpoint/serveFailure.js";
import { ExpectedError } from "./expectedError.js";
import { hostError } from "./hostError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

const sentences: Readonly<Record<CheckpointFindingCode, string>> = {
  ...checkpointFindingStrings,
  "family-unknown": "{0} tells no family: --family says how it takes images and counts boxes",
};

/** What is to be known of a checkpoint, in a sentence. */
export const checkpointSentence = ({ code, values }: CheckpointFinding): string =>
  filledSentence(sentences[code], values);

const isPhase = (phase: string): phase is keyof typeof servePhaseStrings => phase in servePhaseStrings;

/** A phase of the servers for the line of progress. */
export function phaseText(phase: string, ms: number, { ready, of, reason }: ServePhase): string {
  const told = isPhase(phase) ? servePhaseStrings[phase] : phase;
  const parts = [...(reason === null ? [] : [reason]), ...(of > 1 ? [`${ready}/${of}`] : [])];
  const time = ms < 1000 ? [] : [`${Math.floor(ms / 1000)} s`];
  const more = [...parts, ...time].join(", ");
  return more === "" ? told : `${told} (${more})`;
}

/** The last lines of a log, so that the reason is seen without a search on the host. */
function tellLog(log: string, output: Output): void {
  const lines = log.split("\n").filter(line => line.trim() !== "");
  for (const line of lines.slice(-20)) output.err(`${printable(`  | ${line}`)}\n`);
}

const filled = (key: keyof typeof serveFailureStrings, ...values: readonly (string | number)[]): string =>
  filledSentence(serveFailureStrings[key], values);

function endedSentence(host: string, phase: string, code: number | null): string {
  const what = phase === "merging" ? "merge-ended" : "ended";
  return code === null ? filled(what, host) : filled(`${what}-with`, host, code);
}

/** Why there was no server; the end of its log is told before. */
export function serveError(failure: ServeFailure, host: string, output: Output): ExpectedError {
  switch (failure.kind) {
    case "unreachable":
      return hostError(host, failure.failure);
    case "refused":
      return new ExpectedError(filled("refused", host, failure.detail.trim()));
    case "ended":
      tellLog(failure.log, output);
      return new ExpectedError(endedSentence(host, failure.phase, failure.exitCode));
    case "silent":
      tellLog(failure.log, output);
      return new ExpectedError(`${filled("silent", host)}: --wait gives it more time`);
    case "cut-off":
      return new ExpectedError(filled("cut-off", host, failure.port, failure.addresses.join(", ")));
    case "unfit":
      return new ExpectedError(filledSentence(serveRefusalStrings[failure.code], failure.values));
    case "aborted":
      return new ExpectedError(filled("aborted", host));
    default: {
      const never: never = failure;
      return never;
    }
  }
}

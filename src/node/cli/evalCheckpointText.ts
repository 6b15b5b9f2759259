import type { CheckpointFinding, CheckpointFindingCode } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import { checkpointFindingStrings } from "../../protocol/evaluation/checkpointFindingStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { ServeFailure } from "../evaluation/checkpoint/serveCheckpoint.js";
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

const phases: Readonly<Record<string, string>> = {
  starting: "starting the server",
  merging: "merging the checkpoint",
  loading: "loading the model",
  stopping: "stopping the server",
};

/** A phase of the server for the line of progress. */
export const phaseText = (phase: string, ms: number): string =>
  `${phases[phase] ?? phase}${ms < 1000 ? "" : ` (${Math.floor(ms / 1000)} s)`}`;

/** The last lines of a log, so that the reason is seen without a search on the host. */
export function tellLog(log: string, output: Output): void {
  const lines = log.split("\n").filter(line => line.trim() !== "");
  for (const line of lines.slice(-20)) output.err(`${printable(`  | ${line}`)}\n`);
}

const codeText = (code: number | null): string => (code === null ? "" : ` with code ${code}`);

/** Why there was no server. */
export function serveError(failure: ServeFailure, host: string, output: Output): ExpectedError {
  switch (failure.kind) {
    case "unreachable":
      return hostError(host, failure.failure);
    case "refused":
      return new ExpectedError(`the server cannot be started on ${host} (${failure.detail.trim()})`);
    case "ended":
      tellLog(failure.log, output);
      return new ExpectedError(
        `${failure.phase === "merging" ? "the merge" : "the server"} on ${host} ended${codeText(failure.exitCode)}`,
      );
    case "silent":
      tellLog(failure.log, output);
      return new ExpectedError(`the server on ${host} does not answer: --wait gives it more time`);
    case "aborted":
      return new ExpectedError("stopped before anything was asked");
    default: {
      const never: never = failure;
      return never;
    }
  }
}

import { resolve } from "node:path";
import { promptStrings } from "../../protocol/benchmark/promptStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { type PromptFileProblem, type PromptsRead, readPrompts } from "../benchmark/readPrompts.js";
import { endpointUrl } from "../endpoint/endpointUrl.js";
import { failureSentence } from "./benchWriteText.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";

const valueOf = (problem: PromptFileProblem): string =>
  "place" in problem ? `{${problem.place}}` : "detail" in problem ? problem.detail : "";

/** The product's prompts with those of a folder laid over. Throws an ExpectedError when one of them cannot be used. */
export async function promptsOf(
  folder: string | undefined,
  output: Output,
): Promise<Extract<PromptsRead, { kind: "prompts" }>> {
  const read = await readPrompts(folder === undefined ? null : resolve(folder));
  if (read.kind === "prompts") return read;
  if (read.kind === "no-folder") throw new ExpectedError(`--prompts: ${read.reason}`);
  for (const { file, problem } of read.problems)
    output.err(printable(`loupe: ${filledSentence(promptStrings[problem.code], [file, valueOf(problem)])}\n`));
  throw new ExpectedError("--prompts: nothing was asked, since a prompt cannot be used");
}

const nothingSaid = { status: null, message: "", serverCode: null, retryAfterMs: null } as const;

/** The address, checked before anything is read; a dry run needs none. Throws a UsageError. */
export function endpointOf(
  { endpoint, dryRun }: { readonly endpoint?: string; readonly dryRun?: boolean },
  hasKey: boolean,
  output: Output,
): string {
  if (endpoint === undefined) {
    if (dryRun === true) return "";
    throw new UsageError("--endpoint is missing: http://HOST:PORT/v1, or the address of a provider");
  }
  const url = endpointUrl(endpoint);
  if (url.kind !== "url")
    throw new UsageError(failureSentence({ ...nothingSaid, code: "bad-url" }, `--endpoint ${endpoint}`));
  if (url.isOpenToOthers && hasKey) output.err(printable(`loupe: the key goes to ${endpoint} unencrypted\n`));
  return endpoint;
}

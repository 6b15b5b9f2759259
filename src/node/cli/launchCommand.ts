import { createInterface } from "node:readline/promises";
import { resolve } from "node:path";
import type { Finding } from "../../core/launch/finding.js";
import type { JobsService, LaunchResult } from "../jobs/jobsService.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { writeDryRun } from "../launch/writeDryRun.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import { findingJson, forbids, printFindings } from "./findingOutput.js";
import { hostError } from "./hostError.js";
import type { LaunchOutput } from "./launchOutput.js";
import type { Output } from "./output.js";
import { lookAtHost } from "./lookAtHost.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";

export interface LaunchOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Everything but the state, which the end of a command knows. */
function launchJson(draft: LaunchDraft, findings: readonly Finding[]): Omit<LaunchOutput, "state" | "folder"> {
  const files = [...draft.plan.files.map(({ path }) => path), ...draft.uploads.map(({ to }) => to)];
  return { host: draft.config.host, run: draft.plan.runId, files, findings: findings.map(findingJson) };
}

function tell(made: LaunchOutput, sentence: string, { json = false }: LaunchOptions, output: Output): void {
  output.out(json ? `${JSON.stringify(made)}\n` : `${printable(sentence)}\n`);
}

/** `loupe launch CONFIG --dry-run --out DIR`: asks no host. What forbids the launch is said after the files were written. */
export async function dryRunCommand(
  draft: LaunchDraft,
  out: string,
  trainerFolder: string,
  options: LaunchOptions,
  output: Output,
): Promise<void> {
  const folder = resolve(out);
  const written = await writeDryRun(draft, folder, trainerFolder);
  if (written.kind === "not-empty") throw new ExpectedError(`${out}: this folder is not empty, name another one`);
  if (options.json !== true) printFindings(draft.findings, output);
  const made: LaunchOutput = {
    ...launchJson(draft, draft.findings),
    state: "dry-run",
    folder,
    files: [...written.paths],
  };
  tell(made, `${written.paths.length} files for ${draft.config.host} are in ${folder}`, options, output);
  if (forbids(draft.findings)) throw new EndWith(3);
}

/** Values of the names that a configuration lists, from the environment: they stand in no file and on no command line. */
function secretsOf({ config }: LaunchDraft): Readonly<Record<string, string>> {
  const { secrets } = config.environment;
  const missing = secrets.filter(name => process.env[name] === undefined);
  if (missing.length > 0)
    throw new ExpectedError(
      `${missing.join(", ")}: set it in the environment of this command, or take it out of environment.secrets`,
    );
  return Object.fromEntries(secrets.map(name => [name, process.env[name] ?? ""]));
}

/** Names of files and of configurations, which may hold anything, in one line. */
const oneLine = (text: string): string => printable(text).replaceAll("\n", " ");

/** A launch sends files and starts a program on another machine: a person says so, or `--yes` in a script. */
async function confirm({ config, plan, uploads }: LaunchDraft, output: Output): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("nobody can be asked here: say --yes");
  for (const { from, to } of uploads) output.out(`sends   ${oneLine(from)} as ${oneLine(to)}\n`);
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = oneLine(`Launch ${config.name} as ${plan.runId} on ${config.host}? [y/N] `);
    return /^y(es)?$/i.test(await line.question(question));
  } finally {
    line.close();
  }
}

function failed(result: Extract<LaunchResult, { kind: "failed" }>, host: string): ExpectedError {
  const sentences = {
    "no-space": `the disk of ${host} is full: make room there, or choose another LOUPE_RUN_ROOT`,
    "not-started": `${host} took the launch and began nothing`,
    upload: `files could not be sent to ${host}: launch it again`,
    scheduler: `the scheduler of ${host} does not take the job`,
  } as const satisfies Record<typeof result.reason, string>;
  const detail = result.detail.trim();
  return new ExpectedError(`${sentences[result.reason]}${detail === "" ? "" : ` (${detail})`}`);
}

/** `loupe launch CONFIG`: preflight, confirmation, start. Ends with 3 when a finding forbids it. */
export async function launchCommand(
  jobs: JobsService,
  draft: LaunchDraft,
  runRoot: string,
  options: LaunchOptions,
  output: Output,
): Promise<void> {
  const { host } = draft.config;
  const secrets = secretsOf(draft);
  const { findings } = await lookAtHost(jobs, host, draft, runRoot);
  const about = { ...launchJson(draft, findings), folder: null };
  if (options.json !== true) printFindings(findings, output);
  if (forbids(findings)) {
    tell({ ...about, state: "refused" }, `${draft.config.name} was not launched`, options, output);
    throw new EndWith(3);
  }
  if (options.yes !== true && !(await confirm(draft, output))) throw new EndWith(1);
  const result = await jobs.launch(draft, secrets);
  if (result.kind === "unreachable") throw hostError(host, result.failure);
  if (result.kind === "failed") throw failed(result, host);
  const state = result.isNew ? "launched" : "known";
  tell(
    { ...about, state },
    `${state} ${result.job.runId} on ${host}; loupe attach ${result.job.runId} follows it`,
    options,
    output,
  );
}

import { runJsonOf } from "../../core/launch/runJson.js";
import { runRootOf } from "../../core/launch/runRootOf.js";
import type { HostResult } from "../remote/hostResult.js";
import { launchRun, secretsText } from "../remote/launchRun.js";
import { pollRuns } from "../remote/pollRuns.js";
import { runRoot } from "../remote/runRoot.js";
import { writeRunFiles } from "../remote/writeRunFiles.js";
import { jobRecordSchema, type JobRecord } from "./jobRecord.js";
import { jobKey, refOf } from "./jobMemory.js";
import type { LaunchResult } from "./jobsService.js";
import { draftCode } from "./draftCode.js";
import type { LaunchDeps } from "./launchDeps.js";
import type { LaunchDraft } from "./launchDraft.js";
import { Lease } from "./lease.js";
import { runFiles } from "./runFiles.js";
import type { TakenSnapshot } from "./snapshotCode.js";
import { unknownStatus } from "./jobStatus.js";
import { uploadCode } from "./uploadCode.js";
import { describeUpload } from "./describeUpload.js";
import { uploadOne } from "./uploadOne.js";

/** A launch that cannot go on. */
class LaunchEnd extends Error {
  readonly result: LaunchResult;

  constructor(result: LaunchResult) {
    super(result.kind);
    this.result = result;
  }
}

function valueOf<T>(result: HostResult<T>, reason: "upload" | "not-started"): T {
  if (result.kind === "reached") return result.value;
  if (result.kind === "unreachable") throw new LaunchEnd(result);
  const isFull = result.reason === "no-space";
  throw new LaunchEnd({ kind: "failed", reason: isFull ? "no-space" : reason, detail: result.detail });
}

async function snapshotOf(draft: LaunchDraft): Promise<TakenSnapshot | null> {
  try {
    return await draftCode(draft);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new LaunchEnd({ kind: "failed", reason: "upload", detail: `git: ${detail}`.slice(0, 2000) });
  }
}

/** Nothing of a run that was started is touched, not even its code. */
async function isMissing({ connection }: LaunchDeps, { runFolder }: JobRecord): Promise<boolean> {
  const polled = await pollRuns(connection, [{ folder: runFolder, offset: 0, maxBytes: 0 }]);
  return valueOf(polled, "not-started")[0]?.state.state === "absent";
}

/** Everything that the run needs before it starts. A run that was launched before is left as it is. */
async function prepare(deps: LaunchDeps, draft: LaunchDraft, record: JobRecord): Promise<void> {
  const { connection, trainerFolder } = deps;
  const { runFolder } = record;
  const taken = await snapshotOf(draft);
  const data = await Promise.all(draft.uploads.map(describeUpload));
  const run = runJsonOf(draft.plan, { code: taken?.code ?? null, data, createdAt: record.run.createdAt });
  const files = await runFiles(draft.plan, run, taken, trainerFolder);
  // A folder without run.json is no run yet, so that it comes last.
  if (taken !== null) valueOf(await uploadCode(connection, runFolder, taken), "upload");
  for (const upload of draft.uploads) valueOf(await uploadOne(connection, runFolder, upload), "upload");
  valueOf(await writeRunFiles(connection, runFolder, files, { timeoutMs: 120_000 }), "upload");
}

/** Starts the run on the host itself, or hands it to Ray, Slurm or Docker. True: this call did it. */
async function submit(deps: LaunchDeps, record: JobRecord, secrets: Readonly<Record<string, string>>) {
  const { scheduler: launcher } = record.run;
  if (launcher === null) {
    const started = valueOf(await launchRun(deps.connection, record.runFolder, secrets), "not-started");
    if (started.state.state === "failed-to-start" || started.state.state === "absent")
      throw new LaunchEnd({ kind: "failed", reason: "not-started", detail: started.state.state });
    return started.isNew;
  }
  const { runFolder, run } = record;
  const answer = await deps.scheduler(launcher).submit({ runId: run.runId, runFolder }, secretsText(secrets));
  switch (answer.kind) {
    case "submitted":
      return answer.isNew;
    case "unreachable":
      throw new LaunchEnd(answer);
    case "refused":
    case "silent":
      throw new LaunchEnd({ kind: "failed", reason: "scheduler", detail: answer.detail });
  }
}

function recordOf(deps: LaunchDeps, draft: LaunchDraft, root: string): JobRecord {
  const run = jobRecordSchema.shape.run.parse(
    runJsonOf(draft.plan, { code: null, data: [], createdAt: deps.clock.now() }),
  );
  const runFolder = `${root.replace(/\/+$/, "")}/${run.runId}`;
  return { version: 1, host: draft.config.host, configFile: draft.file, runFolder, isAdopted: false, run };
}

async function launch(deps: LaunchDeps, draft: LaunchDraft, secrets: Readonly<Record<string, string>>) {
  const root = valueOf(await runRoot(deps.connection, runRootOf(draft.config, deps.runRoot)), "upload");
  const record = recordOf(deps, draft, root);
  const ref = refOf(record);
  // Remembered before anything is sent: whoever is killed meanwhile finds it again.
  const lease = new Lease(deps.book.memory.leasePath(`${jobKey(ref)}.launch`), deps.clock);
  deps.book.memory.add(record);
  lease.acquire();
  try {
    deps.book.update(ref, () => unknownStatus);
    deps.book.refresh();
    if (await isMissing(deps, record)) await prepare(deps, draft, record);
    const isNew = await submit(deps, record, secrets);
    return { kind: "launched", job: ref, isNew } as const;
  } finally {
    lease.release();
  }
}

/**
 * Launches a draft on its host: code, uploads and files are written, then the run is started once, however often this is
 * called and wherever it is killed. Nothing is thrown for what the host does.
 */
export async function startRun(
  deps: LaunchDeps,
  draft: LaunchDraft,
  secrets: Readonly<Record<string, string>>,
): Promise<LaunchResult> {
  try {
    return await launch(deps, draft, secrets);
  } catch (error) {
    if (error instanceof LaunchEnd) return error.result;
    // A file of this machine that went away meanwhile, or may not be read.
    if (error instanceof Error && "code" in error) return { kind: "failed", reason: "upload", detail: error.message };
    throw error;
  }
}

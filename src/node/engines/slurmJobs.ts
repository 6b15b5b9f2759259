import { randomBytes } from "node:crypto";
import type { Finding } from "../../core/launch/finding.js";
import { gpusOfNode } from "../../core/launch/gpusOfNode.js";
import { isOver } from "../../core/launch/jobState.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import { shellWord } from "../../core/launch/shellWord.js";
import { slurmFindings } from "../../core/launch/slurmFindings.js";
import { slurmJobState } from "../../core/launch/slurmJobState.js";
import { readSlurmReport, type SlurmReport } from "../../core/launch/slurmReport.js";
import { answerDetail } from "../remote/answerDetail.js";
import type { HostAnswer, HostConnection } from "../remote/hostConnection.js";
import { HostFunctions } from "./hostFunctions.js";
import type { ScheduledJob, ScheduledState, Scheduler, SchedulerAnswer, SubmitAnswer } from "./scheduler.js";

const longestDetail = 2000;
/** sbatch waits for a controller that is busy; a claim of another client is waited for 10 s. */
const submitTimeoutMs = 90_000;

/** Slurm, spoken to by its own programs on the host. */
export class SlurmJobs implements Scheduler {
  readonly kind = "slurm";
  readonly pollSeconds = { watched: 10, hidden: 30 };
  readonly #functions: HostFunctions;

  /** @param trainerFolder absolute, here: where slurm-login.sh is. */
  constructor(host: HostConnection, trainerFolder: string) {
    this.#functions = new HostFunctions(host, trainerFolder, "slurm-login.sh");
  }

  async findings(config: RunConfig): Promise<SchedulerAnswer<readonly Finding[]>> {
    const { launcher } = config;
    if (launcher.kind !== "slurm") return { kind: "answered", value: [] };
    const answer = await this.#functions.run(`loupe_slurm_look ${shellWord(launcher.sharedRoot ?? "")}`);
    if (answer.kind === "unreachable") return answer;
    return {
      kind: "answered",
      value: slurmFindings(config, answer.out.toString("utf8"), gpusOfNode(config)),
    };
  }

  async submit({ runFolder }: ScheduledJob, secrets: string): Promise<SubmitAnswer> {
    const script = `loupe_slurm_submit ${shellWord(runFolder)} ${shellWord(secrets)}`;
    const answer = await this.#functions.run(script, { timeoutMs: submitTimeoutMs });
    if (answer.kind === "unreachable") return answer;
    if (answer.code !== 0) return notSubmitted(answer);
    const [, how, id] = /^(started|already) (\S+)$/m.exec(answer.out.toString("utf8")) ?? [];
    if (id === undefined) return { kind: "silent", detail: answer.out.toString("utf8", 0, longestDetail) };
    return { kind: "submitted", isNew: how === "started", id };
  }

  async states(jobs: readonly ScheduledJob[]): Promise<SchedulerAnswer<ReadonlyMap<string, ScheduledState>>> {
    if (jobs.length === 0) return { kind: "answered", value: new Map() };
    const mark = randomBytes(12).toString("hex");
    const answer = await this.#functions.run(
      ["loupe_slurm_states", mark, ...jobs.map(job => shellWord(job.runFolder))].join(" "),
    );
    if (answer.kind === "unreachable") return answer;
    const report = answer.code === 0 ? readSlurmReport(answer.out.toString("utf8"), mark) : null;
    if (report === null) return silent(answer);
    if (report.silence !== null) return { kind: "silent", detail: report.silence };
    return { kind: "answered", value: await this.#judge(jobs, report) };
  }

  async #judge(jobs: readonly ScheduledJob[], report: SlurmReport): Promise<ReadonlyMap<string, ScheduledState>> {
    const found = new Map<string, ScheduledState>();
    const left: string[] = [];
    for (const folder of report.folders) {
      const job = jobs[folder.index];
      if (job === undefined) continue;
      const rows = folder.id === null ? [] : (report.rows.get(folder.id) ?? []);
      const state = slurmJobState(rows, folder);
      found.set(job.runId, { ...state, log: null });
      if (folder.hasSecrets && isOver(state.state)) left.push(job.runFolder);
    }
    await this.#forgetSecrets(left);
    return found;
  }

  /** A job that ended before its start, e.g. cancelled by somebody else, has not deleted them. */
  async #forgetSecrets(folders: readonly string[]): Promise<void> {
    if (folders.length === 0) return;
    await this.#functions.run(
      folders.map(folder => `(cd ${shellWord(folder)} && loupe_slurm_forget_secrets)`).join("\n"),
    );
  }

  async stop(
    { runFolder }: ScheduledJob,
    { isHard, graceSeconds }: { readonly isHard: boolean; readonly graceSeconds: number },
  ): Promise<SchedulerAnswer<null>> {
    const grace = isHard ? 0 : Math.max(1, Math.ceil(graceSeconds));
    const answer = await this.#functions.run(`loupe_slurm_stop ${shellWord(runFolder)} ${grace}`);
    if (answer.kind === "unreachable") return answer;
    return answer.code === 0 ? { kind: "answered", value: null } : silent(answer);
  }
}

type Answered = Extract<HostAnswer, { kind: "answered" }>;

function silent(answer: Answered): { readonly kind: "silent"; readonly detail: string } {
  return { kind: "silent", detail: answerDetail(answer) };
}

/** 65 is sbatch's refusal, 3 a folder whose files are not there, 28 no room; the rest may pass. */
function notSubmitted(answer: Answered): SubmitAnswer {
  const detail = answerDetail(answer);
  return answer.code === 65 || answer.code === 3 || answer.code === 28 || answer.code === 69
    ? { kind: "refused", detail }
    : { kind: "silent", detail };
}

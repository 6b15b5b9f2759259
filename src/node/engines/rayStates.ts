import { randomBytes } from "node:crypto";
import type { FolderState } from "../../core/launch/folderState.js";
import { isOver } from "../../core/launch/jobState.js";
import { readRayFolders, type RayFolder } from "../../core/launch/rayFolders.js";
import { rayJobSchema, type RayJob } from "../../core/launch/rayJob.js";
import { isDecided, rayJobState } from "../../core/launch/rayState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import { rayCall } from "./rayApi.js";
import type { RayHead } from "./rayHead.js";
import type { ScheduledJob, ScheduledState, SchedulerAnswer } from "./scheduler.js";

const mostAtOnce = 4;

export type FolderJob = ScheduledJob & { readonly folder: FolderState };
type States = ReadonlyMap<string, ScheduledState>;
/** What Ray says of jobs, by run id; null: it knows none of this id. */
type Told = ReadonlyMap<string, RayJob | null>;

/**
 * The states of jobs that Ray has. Those whose run folder says by itself that they run or how they ended are not asked
 * about: a dashboard that is down is no end of a job.
 */
export class RayStates {
  readonly #head: RayHead;
  readonly #last = new Map<string, ScheduledState>();

  constructor(head: RayHead) {
    this.#head = head;
  }

  async of(jobs: readonly FolderJob[]): Promise<SchedulerAnswer<States>> {
    const open = jobs.filter(({ folder }) => !isDecided(folder));
    const found = new Map(jobs.map(job => [job.runId, byFolder(job)]));
    if (open.length > 0) {
      const asked = await this.#head.reach(port => this.#ask(port, open));
      const said = asked.kind === "answered" ? asked.value : this.#guessed(open);
      if (said === null) return asked;
      for (const [runId, state] of said) found.set(runId, state);
    }
    for (const [runId, state] of found) this.#last.set(runId, state);
    return { kind: "answered", value: found };
  }

  /** Where Ray is silent: what it said last, and that a process which is gone is gone. null: that does not do for all. */
  #guessed(jobs: readonly FolderJob[]): States | null {
    const guesses = jobs.flatMap((job): readonly (readonly [string, ScheduledState])[] => {
      if (job.folder.state === "lost" || job.folder.state === "lost-reboot") return [[job.runId, byFolder(job)]];
      const last = this.#last.get(job.runId);
      return last === undefined || isOver(last.state) ? [] : [[job.runId, last]];
    });
    return guesses.length === jobs.length ? new Map(guesses) : null;
  }

  async #ask(port: number, jobs: readonly FolderJob[]): Promise<SchedulerAnswer<States>> {
    const told = new Map<string, RayJob | null>();
    for (let i = 0; i < jobs.length; i += mostAtOnce) {
      const some = jobs.slice(i, i + mostAtOnce);
      const answers = await Promise.all(
        some.map(async ({ runId }) => ({
          runId,
          answer: await rayCall(port, "GET", `/api/jobs/${runId}`, rayJobSchema),
        })),
      );
      for (const { runId, answer } of answers) {
        if (answer.kind === "silent") return answer;
        if (answer.kind === "refused" && answer.status !== 404) return { kind: "silent", detail: answer.said };
        told.set(runId, answer.kind === "answered" ? answer.value : null);
      }
    }
    return this.#judge(jobs, told);
  }

  /** Folders are looked at again: one may have ended between the poll and Ray's answer. */
  async #judge(jobs: readonly FolderJob[], told: Told): Promise<SchedulerAnswer<States>> {
    const mark = randomBytes(12).toString("hex");
    const words = jobs.flatMap(({ runFolder, runId }) => [shellWord(runFolder), shellWord(runId)]);
    const answer = await this.#head.run(`loupe_ray_folders ${mark} ${words.join(" ")}`);
    if (answer.kind === "unreachable") return answer;
    const folders = readRayFolders(answer.out.toString("utf8"), mark);
    const judged = jobs.map((job, index) => {
      const at = folders.get(index) ?? unseen(job.folder);
      return { job, at, state: stateOf(job, at, told.get(job.runId) ?? null) };
    });
    await this.#forgetSecrets(
      judged.filter(({ at, state }) => at.hasSecrets && isOver(state.state)).map(({ job }) => job.runFolder),
    );
    return { kind: "answered", value: new Map(judged.map(({ job, state }) => [job.runId, state])) };
  }

  /** A job that ended before its start has not deleted them. */
  async #forgetSecrets(folders: readonly string[]): Promise<void> {
    if (folders.length > 0)
      await this.#head.run(folders.map(folder => `rm -f ${shellWord(`${folder}/secrets.sh`)}`).join("\n"));
  }
}

function byFolder({ runId, folder }: FolderJob): ScheduledState {
  return { ...rayJobState(runId, null, unseen(folder)), log: null };
}

function unseen(folder: FolderState): RayFolder {
  return { isSubmitted: true, hasSecrets: false, isStopping: false, folder, driverLog: null };
}

/** What never began has written into Ray's own file only. */
function stateOf({ runId }: FolderJob, at: RayFolder, job: RayJob | null): ScheduledState {
  const state = rayJobState(runId, job, at);
  const hasBegun = isDecided(at.folder) || at.folder.state === "lost" || at.folder.state === "lost-reboot";
  return { ...state, log: hasBegun ? null : at.driverLog };
}

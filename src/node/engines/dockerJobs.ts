import { randomBytes } from "node:crypto";
import { dockerFindings } from "../../core/launch/dockerFindings.js";
import { dockerJobState, readContainers } from "../../core/launch/dockerState.js";
import type { Finding } from "../../core/launch/finding.js";
import type { FolderState } from "../../core/launch/folderState.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import { shellWord } from "../../core/launch/shellWord.js";
import { answerDetail } from "../remote/answerDetail.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { readLaunched } from "../remote/launchRun.js";
import { HostFunctions } from "./hostFunctions.js";
import type { ScheduledJob, ScheduledState, Scheduler, SchedulerAnswer, SubmitAnswer } from "./scheduler.js";

/**
 * Docker on a host. The run folder's own process is docker's client, so that the folder says how it goes; docker is asked
 * about those whose client is gone, and told to stop a container.
 */
export class DockerJobs implements Scheduler {
  readonly kind = "docker";
  readonly pollSeconds = { watched: 1, hidden: 15 };
  readonly #functions: HostFunctions;

  /** @param trainerFolder absolute, here: where docker-host.sh is */
  constructor(host: HostConnection, trainerFolder: string) {
    this.#functions = new HostFunctions(host, trainerFolder, "docker-host.sh");
  }

  async findings(config: RunConfig): Promise<SchedulerAnswer<readonly Finding[]>> {
    const { activate } = config.environment;
    if (activate.kind !== "docker") return { kind: "answered", value: [] };
    const answer = await this.#functions.run(`loupe_docker_look ${shellWord(activate.image)}`);
    if (answer.kind === "unreachable") return answer;
    return { kind: "answered", value: dockerFindings(config, answer.out.toString("utf8")) };
  }

  async submit({ runId, runFolder }: ScheduledJob, secrets: string): Promise<SubmitAnswer> {
    const answer = await this.#functions.run(`loupe_launch ${shellWord(runFolder)} ${shellWord(secrets)}`);
    if (answer.kind === "unreachable") return answer;
    const launched = answer.code === 0 ? readLaunched(answer.out) : null;
    if (launched === null) return { kind: "refused", detail: answerDetail(answer) };
    return { kind: "submitted", isNew: launched.isNew, id: runId };
  }

  async states(
    jobs: readonly (ScheduledJob & { readonly folder: FolderState })[],
  ): Promise<SchedulerAnswer<ReadonlyMap<string, ScheduledState>>> {
    const lost = jobs.filter(({ folder }) => folder.state === "lost");
    const mark = randomBytes(12).toString("hex");
    const ids = lost.map(({ runId }) => shellWord(runId)).join(" ");
    const answer = lost.length === 0 ? null : await this.#functions.run(`loupe_docker_containers ${mark} ${ids}`);
    if (answer?.kind === "unreachable") return answer;
    if (answer?.code === 70) return { kind: "silent", detail: answerDetail(answer) };
    const containers = readContainers(answer?.out.toString("utf8") ?? "", mark);
    const states = jobs.map(job => {
      const container = containers.get(lost.indexOf(job)) ?? null;
      return [job.runId, { ...dockerJobState(job.runId, container, job.folder), log: null }] as const;
    });
    return { kind: "answered", value: new Map(states) };
  }

  async stop(
    { runFolder }: ScheduledJob,
    { isHard, graceSeconds }: { readonly isHard: boolean; readonly graceSeconds: number },
  ): Promise<SchedulerAnswer<null>> {
    const grace = isHard ? 0 : Math.max(1, Math.ceil(graceSeconds));
    const answer = await this.#functions.run(`loupe_docker_stop ${shellWord(runFolder)} ${grace}`);
    if (answer.kind === "unreachable") return answer;
    return answer.code === 0 ? { kind: "answered", value: null } : { kind: "silent", detail: answerDetail(answer) };
  }
}

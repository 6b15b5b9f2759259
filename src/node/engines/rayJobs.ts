import * as z from "zod";
import type { Finding } from "../../core/launch/finding.js";
import { rayFindings } from "../../core/launch/rayFindings.js";
import { rayJobSchema, rayVersionSchema } from "../../core/launch/rayJob.js";
import { readRayNodes } from "../../core/launch/rayNodes.js";
import { readRayPlan, rayRequest, type RayPlan } from "../../core/launch/rayRequest.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import { shellWord } from "../../core/launch/shellWord.js";
import { answerDetail } from "../remote/answerDetail.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { rayCall, type RayAnswer } from "./rayApi.js";
import { RayHead } from "./rayHead.js";
import { RayStates, type FolderJob } from "./rayStates.js";
import type { ScheduledJob, ScheduledState, Scheduler, SchedulerAnswer, SubmitAnswer } from "./scheduler.js";

const submittedSchema = z.object({ submission_id: z.string().max(200) });

/** Ray's Jobs API (Ray 2.x) on a host. */
export class RayJobs implements Scheduler {
  readonly kind = "ray";
  readonly pollSeconds = { watched: 2, hidden: 15 };
  readonly #head: RayHead;
  readonly #states: RayStates;

  /**
   * @param port of the dashboard, on 127.0.0.1 of the host
   * @param trainerFolder absolute, here
   */
  constructor(host: HostConnection, port: number, trainerFolder: string) {
    this.#head = new RayHead(host, port, trainerFolder);
    this.#states = new RayStates(this.#head);
  }

  findings(config: RunConfig): Promise<SchedulerAnswer<readonly Finding[]>> {
    return this.#head.reach(async port => {
      const version = await rayCall(port, "GET", "/api/version", rayVersionSchema);
      const nodes = await rayCall(port, "GET", "/nodes?view=summary", z.unknown());
      const counted = nodes.kind === "answered" ? readRayNodes(nodes.value) : null;
      return { kind: "answered", value: rayFindings(config, version.kind === "answered", counted) };
    });
  }

  async submit(job: ScheduledJob, secrets: string): Promise<SubmitAnswer> {
    const claim = await this.#head.run(`loupe_ray_claim ${shellWord(job.runFolder)} ${shellWord(secrets)}`);
    if (claim.kind === "unreachable") return claim;
    if (claim.code !== 0) return { kind: "refused", detail: answerDetail(claim) };
    const [word, ...rest] = claim.out.toString("utf8").split("\n");
    if (word === "begun") return { kind: "submitted", isNew: false, id: job.runId };
    const plan = readRayPlan(rest.join("\n"));
    return plan === null
      ? { kind: "refused", detail: "ray.json" }
      : this.#head.reach(port => this.#post(port, job, plan));
  }

  async #post(port: number, job: ScheduledJob, plan: RayPlan): Promise<SubmitAnswer> {
    const version = await rayCall(port, "GET", "/api/version", rayVersionSchema);
    if (version.kind !== "answered") return { kind: "silent", detail: detailOf(version) };
    const request = rayRequest(job.runId, job.runFolder, plan);
    const answer = await rayCall(port, "POST", "/api/jobs/", submittedSchema, request);
    if (answer.kind !== "answered") {
      // It may have been taken, before or now, although the answer was lost.
      const known = await rayCall(port, "GET", `/api/jobs/${job.runId}`, rayJobSchema);
      if (known.kind === "silent") return known;
      if (known.kind === "refused") return this.#notTaken(job, answer);
    }
    await this.#head.run(`loupe_ray_taken ${shellWord(job.runFolder)} ${shellWord(version.value.session_name ?? "")}`);
    return { kind: "submitted", isNew: answer.kind === "answered", id: job.runId };
  }

  async #notTaken({ runFolder }: ScheduledJob, answer: Refusal): Promise<SubmitAnswer> {
    if (answer.kind === "silent") return answer;
    await this.#head.run(`loupe_ray_refused ${shellWord(runFolder)}`);
    return { kind: "refused", detail: answer.said };
  }

  states(jobs: readonly FolderJob[]): Promise<SchedulerAnswer<ReadonlyMap<string, ScheduledState>>> {
    return this.#states.of(jobs);
  }

  async stop(
    { runId, runFolder }: ScheduledJob,
    { isHard, graceSeconds }: { readonly isHard: boolean; readonly graceSeconds: number },
  ): Promise<SchedulerAnswer<null>> {
    const words = `${shellWord(runFolder)} ${isHard ? 0 : Math.max(1, Math.ceil(graceSeconds))}`;
    const prepared = await this.#head.run(`loupe_ray_stopping ${words}`);
    if (prepared.kind === "unreachable") return prepared;
    const told = await this.#head.reach<SchedulerAnswer<null>>(async port => {
      const answer = await rayCall(port, "POST", `/api/jobs/${runId}/stop`, z.unknown());
      return answer.kind === "silent" ? answer : { kind: "answered", value: null };
    });
    if (told.kind !== "silent") return told;
    // What runs on the head can be ended without Ray.
    const ended = await this.#head.run(`loupe_stop ${words}`);
    if (ended.kind === "unreachable") return ended;
    return /^(?:running|stopped|exited) /.test(ended.out.toString("utf8")) ? { kind: "answered", value: null } : told;
  }
}

type Refusal = Exclude<RayAnswer<unknown>, { kind: "answered" }>;

function detailOf(answer: Refusal): string {
  return answer.kind === "silent" ? answer.detail : `${answer.status} ${answer.said}`;
}

import * as vscode from "vscode";
import { isOver } from "../../core/launch/jobState.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { jobFace } from "./jobFace.js";
import { jobNode } from "./jobNode.js";
import type { JobServices } from "./jobServices.js";

/** Which jobs a command is for. */
export type JobFilter = "all" | "going" | "over" | "pulled";

type Services = Pick<JobServices, "jobs" | "jobsTree" | "jobsView">;

/**
 * The job that a command is about: of the item it is given, of the selected one, the only one that comes into question,
 * else one that is picked. Null when there is none; then it has been said.
 */
export async function targetJob(services: Services, argument: unknown, filter: JobFilter): Promise<JobView | null> {
  const node = typeof argument === "string" ? jobNode.read(argument) : null;
  const ref = node === null || node.kind === "host" ? null : node.job;
  const named = ref === null ? null : services.jobsTree.jobOf(ref);
  if (named !== null) return named;
  const jobs = services.jobs.jobs().filter(job => suits(job, filter));
  const { selectedJob } = services.jobsView;
  const selected = selectedJob === null ? null : services.jobsTree.jobOf(selectedJob);
  if (selected !== null && suits(selected, filter)) return selected;
  const [first] = jobs;
  if (first === undefined) {
    void vscode.window.showInformationMessage(nothing(filter));
    return null;
  }
  return jobs.length === 1 ? first : pick(jobs);
}

function suits(job: JobView, filter: JobFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "going":
      return !isOver(job.state);
    case "over":
      return isOver(job.state);
    case "pulled":
      return job.localFolder !== null;
  }
}

function nothing(filter: JobFilter): string {
  switch (filter) {
    case "all":
      return t("No job is known on this machine.");
    case "going":
      return t("No job is running.");
    case "over":
      return t("No job is over.");
    case "pulled":
      return t("Nothing was pulled of any job yet.");
  }
}

async function pick(jobs: readonly JobView[]): Promise<JobView | null> {
  const moment = { t, now: Date.now(), language: vscode.env.language };
  const items = [...jobs]
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
    .map(job => ({ label: job.name, description: `${job.host} · ${jobFace(job, moment).description}`, job }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Which job?") }))?.job ?? null;
}

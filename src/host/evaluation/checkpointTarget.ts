import { basename, dirname, relative, sep } from "node:path";
import { localHost } from "../../core/launch/hostName.js";
import type { CheckpointNode, TreeNode } from "../../protocol/treeNode.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { jobNode } from "../jobs/jobNode.js";
import { isInside } from "../view/isInside.js";
import type { EvaluationServices } from "./evaluationServices.js";

/** A folder with checkpoints, and which of them is meant. */
export interface CheckpointTarget {
  readonly host: string;
  /** On the host. */
  readonly folder: string;
  /** What people call the run. */
  readonly label: string;
  /** Null: it has to be picked. */
  readonly checkpoint: { readonly stage: string | null; readonly step: number } | null;
}

export const targetOfJob = ({ host, runFolder, name }: JobView): CheckpointTarget => ({
  ...{ host, folder: runFolder, label: name, checkpoint: null },
});

/** Where in a run's folder a checkpoint of ours lies: `out/ckpt/…`, or `out/STAGE/ckpt/…`. Null: it lies elsewhere. */
function stageIn(folder: string, path: string): { readonly stage: string } | null {
  const found = /^out\/(?:([^/]+)\/)?ckpt\//.exec(relative(folder, path).replaceAll(sep, "/"));
  return found === null ? null : { stage: found[1] ?? "" };
}

async function runOf({ tree }: Pick<EvaluationServices, "tree">, node: CheckpointNode): Promise<string | null> {
  let above: TreeNode | null = node;
  while (above !== null && above.kind !== "run") above = above.parent === null ? null : await tree.nodeOf(above.parent);
  return above?.path ?? null;
}

/** A checkpoint of the Runs tree, where it is: on the host of its job, else on this machine. */
async function targetOfNode(
  services: Pick<EvaluationServices, "tree" | "jobs">,
  node: CheckpointNode,
): Promise<CheckpointTarget> {
  const { path, step } = node;
  const job = services.jobs.jobs().find(({ localFolder }) => localFolder !== null && isInside(path, localFolder));
  if (job?.localFolder !== undefined && job.localFolder !== null)
    return { ...targetOfJob(job), checkpoint: { stage: stageIn(job.localFolder, path)?.stage ?? null, step } };
  const run = await runOf(services, node);
  const place = run === null ? null : stageIn(run, path);
  const label = basename(run ?? dirname(path));
  if (run === null || place === null)
    return { host: localHost, folder: dirname(path), label, checkpoint: { stage: null, step } };
  return { host: localHost, folder: run, label, checkpoint: { stage: place.stage, step } };
}

/** What a menu's item or a command's argument is about. Null: nothing that has checkpoints. */
export async function targetOfItem(
  services: Pick<EvaluationServices, "tree" | "jobs" | "jobsTree">,
  argument: unknown,
): Promise<CheckpointTarget | null> {
  if (typeof argument !== "string") return null;
  const ofJob = jobNode.read(argument);
  const job = ofJob?.kind === "job" ? services.jobsTree.jobOf(ofJob.job) : null;
  if (job !== null) return targetOfJob(job);
  const node = await services.tree.nodeOf(argument).catch(() => null);
  return node?.kind === "checkpoint" ? targetOfNode(services, node) : null;
}

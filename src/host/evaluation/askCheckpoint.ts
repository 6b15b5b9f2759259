import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { HostCheckpoint, WeightForm } from "../../core/evaluation/checkpoint/hostCheckpoint.js";
import { localHost } from "../../core/launch/hostName.js";
import type { ListedCheckpoints } from "../../node/evaluation/checkpoint/checkpointWork.js";
import { jobFace } from "../jobs/jobFace.js";
import { isInside } from "../view/isInside.js";
import { pickPaths } from "../pickPaths.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { type CheckpointTarget, targetOfJob } from "./checkpointTarget.js";
import type { EvaluationServices } from "./evaluationServices.js";

const titleOf = () => t("Evaluate a Checkpoint");

async function askFolderHere(): Promise<CheckpointTarget | null> {
  const [folder] = await pickPaths.folders(titleOf());
  return folder === undefined ? null : { host: localHost, folder, label: folder, checkpoint: null };
}

async function askFolderThere(): Promise<CheckpointTarget | null> {
  const about = { title: titleOf(), ignoreFocusOut: true };
  const host = await vscode.window.showInputBox({
    ...about,
    prompt: t("Name of the host, as your ssh configuration has it"),
    validateInput: text => (text.trim() === "" ? t("A name is needed.") : null),
  });
  if (host === undefined) return null;
  const folder = await vscode.window.showInputBox({
    ...{ ...about, value: "~/" },
    prompt: t("Folder of the run or of its checkpoints there"),
    validateInput: text => (isAbsolute(text.trim()) || text.startsWith("~/") ? null : t("An absolute path, or ~/…")),
  });
  if (folder === undefined) return null;
  const target = { host: host.trim(), folder: folder.trim(), checkpoint: null };
  return { ...target, label: `${target.host}:${target.folder}` };
}

/** Launched runs of the Runs tree that no job here knows of: pulled, copied, or of another machine's list. */
async function otherRuns({ worker, jobs }: Pick<EvaluationServices, "worker" | "jobs">) {
  const known = jobs.jobs().flatMap(({ localFolder }) => localFolder ?? []);
  const query = { order: { key: "file", descending: false }, filters: [] } as const;
  const nodes = await (await worker.api()).children({ id: null, query });
  return nodes.flatMap(node => {
    if (node.kind !== "run" || node.launch === null || known.some(folder => isInside(node.path, folder))) return [];
    const target = { host: localHost, folder: node.path, label: node.name, checkpoint: null };
    return [{ label: node.name, description: node.path, pick: () => Promise.resolve(target) }];
  });
}

/** Whose checkpoint is evaluated: of a job that is known here, a run of the tree, or a folder. Null: given up. */
export async function askRun(services: Pick<EvaluationServices, "worker" | "jobs">): Promise<CheckpointTarget | null> {
  const { jobs } = services;
  const moment = { t, now: Date.now(), language: vscode.env.language };
  const known = jobs.jobs().toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  const ofJobs = known.map(job => ({
    ...{ label: job.name, description: `${job.host} · ${jobFace(job, moment).description}` },
    pick: () => Promise.resolve(targetOfJob(job)),
  }));
  const here = { label: t("A folder of this machine…"), description: "", pick: askFolderHere };
  const there = { label: t("A folder of a host…"), description: "", pick: askFolderThere };
  const options = { title: titleOf(), placeHolder: t("Of which run?"), matchOnDescription: true };
  const chosen = await vscode.window.showQuickPick([...ofJobs, ...(await otherRuns(services)), here, there], options);
  return (await chosen?.pick()) ?? null;
}

const formWords = (): Readonly<Record<WeightForm, string>> => ({
  fsdp: t("shards, which are merged first"),
  weights: t("weights"),
  adapter: t("a LoRA adapter"),
});

/** Which of the checkpoints; the last one is offered first. Null: given up. */
export async function askStep({ checkpoints }: ListedCheckpoints): Promise<HostCheckpoint | null> {
  const words = formWords();
  const items = checkpoints.toReversed().map(checkpoint => ({
    label: checkpoint.step === null ? t("Weights") : t("Step {0}", formatCount(checkpoint.step)),
    description: [checkpoint.stage, words[checkpoint.form]].filter(text => text !== "").join(" · "),
    detail: checkpoint.path,
    checkpoint,
  }));
  const options = { title: titleOf(), placeHolder: t("Which checkpoint?"), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.checkpoint ?? null;
}

import type { CheckpointNode, CheckpointsNode, LaunchLook, StageNode } from "../../protocol/treeNode.js";
import { bytesHere, type Checkpoint } from "./checkpoints.js";
import type { LaunchedStage } from "./launchedRun.js";
import { writeNodeId } from "./nodeId.js";
import type { DumpFolder, Run } from "./run.js";

/** Tree items of launched runs as data: stages and checkpoints. */

/** What a stage's items hang on: the stage, in a run that has several, else the run. */
export const stageParent = (run: Run, stage: LaunchedStage | null) =>
  stage === null ? writeNodeId(["run", run.path]) : writeNodeId(["stage", run.path, stage.folder]);

const foldersOfStage = (run: Run, stage: LaunchedStage): readonly DumpFolder[] =>
  run.folders.filter(folder => folder.stage === stage);

/** The latest stage that has rollouts; null in a run without stages, and before the first rollout. */
function begunStage(run: Run): LaunchedStage | null {
  const stages = run.launch?.stages ?? [];
  return stages.length < 2 ? null : (stages.findLast(stage => foldersOfStage(run, stage).length > 0) ?? null);
}

/** The highest living step: of training where there is any. Steps of dead branches do not count. */
function latestOf(folders: readonly DumpFolder[]): number | null {
  const training = folders.filter(folder => folder.phase === "training");
  const steps = (training.length > 0 ? training : folders).flatMap(folder => folder.steps);
  const living = steps.filter(({ staleBy }) => staleBy === null).map(({ step }) => step);
  return living.length === 0 ? null : living.reduce((a, b) => Math.max(a, b));
}

/** Of the latest stage in a run of stages: each counts anew. */
export function latestStep(run: Run): number | null {
  const stage = begunStage(run);
  return latestOf(stage === null ? run.folders : foldersOfStage(run, stage));
}

export function launchLook(run: Run): LaunchLook | null {
  const { launch } = run;
  if (launch === null) return null;
  const { arm, method, strategy, host, stages, resumedFrom } = launch;
  const begun = begunStage(run);
  const stage = begun === null ? null : { name: begun.name, number: stages.indexOf(begun) + 1, of: stages.length };
  return { arm: arm ?? method, strategy, host, stage, resumedFrom };
}

export function stageItem(run: Run, stage: LaunchedStage): StageNode {
  const stages = run.launch?.stages ?? [stage];
  return {
    kind: "stage",
    id: stageParent(run, stage),
    parent: stageParent(run, null),
    hasChildren: true,
    name: stage.name,
    number: stages.indexOf(stage) + 1,
    of: stages.length,
    latestStep: latestOf(foldersOfStage(run, stage)),
    plannedSteps: stage.steps,
  };
}

const checkpointsId = (run: Run, stage: LaunchedStage) => writeNodeId(["checkpoints", run.path, stage.folder]);

/** `parent`: the stage's item, or the run's. */
export function checkpointsItem(
  run: Run,
  stage: LaunchedStage,
  checkpoints: readonly Checkpoint[],
  parent: string,
): CheckpointsNode {
  return {
    kind: "checkpoints",
    id: checkpointsId(run, stage),
    parent,
    hasChildren: true,
    checkpoints: checkpoints.length,
    onHost: checkpoints.filter(({ bytesOnHost }) => bytesOnHost > 0).length,
    host: run.launch?.host ?? null,
  };
}

export function checkpointItem(run: Run, stage: LaunchedStage, checkpoint: Checkpoint): CheckpointNode {
  const { name, step, path, isHere, bytesOnHost } = checkpoint;
  return {
    kind: "checkpoint",
    id: writeNodeId(["checkpoint", run.path, stage.folder, name]),
    parent: checkpointsId(run, stage),
    hasChildren: false,
    ...{ name, step, path, isHere, bytesOnHost },
    bytesHere: bytesHere(checkpoint),
    host: run.launch?.host ?? null,
  };
}

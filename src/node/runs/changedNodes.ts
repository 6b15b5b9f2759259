import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "./buildRuns.js";
import { checkpointsOf } from "./checkpoints.js";
import type { LaunchedRun, LaunchedStage } from "./launchedRun.js";
import { writeNodeId } from "./nodeId.js";
import type { Run } from "./run.js";
import { runId, stepId } from "./treeItems.js";

/** What the items of a run's children look like, each with a text that changes when its item or its children do. */
type Looks = ReadonlyMap<string, string>;

const fileLook = ({ generation, columns, pending, unread }: IndexedFile) =>
  `${generation}/${columns.count}/${pending}/${unread?.code ?? ""}`;

const checkpointsLook = (launch: LaunchedRun, stage: LaunchedStage) =>
  checkpointsOf(launch, stage)
    .map(({ name, isHere, bytesOnHost }) => `${name}/${isHere}/${bytesOnHost}`)
    .join(",");

function looksOf(run: Run): Looks {
  const looks = new Map<string, string>();
  for (const folder of run.folders)
    for (const step of folder.steps) {
      const parts = step.parts.map(
        ({ file, rows }) => `${file.generation}/${rows?.length ?? file.columns.count}/${file.pending}`,
      );
      looks.set(stepId(step), `${step.staleBy}/${folder.phase}/${parts.join(",")}`);
    }
  for (const { files, earlier } of run.metrics)
    looks.set(writeNodeId(["metrics", files[0]?.path ?? ""]), [...earlier, ...files].map(fileLook).join(","));
  for (const stage of run.launch?.stages ?? []) {
    const look = run.launch === null ? "" : checkpointsLook(run.launch, stage);
    if (look !== "") looks.set(writeNodeId(["checkpoints", run.path, stage.folder]), look);
  }
  for (const file of run.stepless) looks.set(writeNodeId(["file", file.path]), fileLook(file));
  for (const file of run.unread) looks.set(writeNodeId(["unread", run.path]) + file.path, fileLook(file));
  return looks;
}

const known = new WeakMap<Run, Looks>();

function rememberedLooks(run: Run): Looks {
  const looks = known.get(run) ?? looksOf(run);
  known.set(run, looks);
  return looks;
}

/** Changed items of a run that is still there: the run itself when items came or went, else each changed one. */
function changedIn(before: Run, after: Run): readonly string[] {
  const old = rememberedLooks(before);
  const now = rememberedLooks(after);
  const isSameList = old.size === now.size && [...now.keys()].every(id => old.has(id));
  if (!isSameList || before.mixedPhases !== after.mixedPhases) return [runId(after.path)];
  return [...now].filter(([id, look]) => old.get(id) !== look).map(([id]) => id);
}

/** Ids of the tree items to refresh, `null` for the list of runs itself. One for each changed item, none for the rest. */
export function changedNodes(before: RunList, after: RunList): readonly (string | null)[] {
  const old = new Map(before.runs.map(run => [run.path, run] as const));
  const isSameList = old.size === after.runs.length && after.runs.every(run => old.has(run.path));
  if (!isSameList || (before.strays.length === 0) !== (after.strays.length === 0)) return [null];
  const strays = (list: RunList) => list.strays.map(file => file.path + fileLook(file)).join("\n");
  const changed: (string | null)[] = after.runs.flatMap(run => {
    const previous = old.get(run.path);
    return previous === undefined ? [] : changedIn(previous, run);
  });
  if (strays(before) !== strays(after)) changed.push(writeNodeId(["unread", null]));
  return changed;
}

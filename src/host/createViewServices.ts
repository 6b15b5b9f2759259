import * as vscode from "vscode";
import type { RolloutRef } from "../protocol/rolloutRef.js";
import { auditScope } from "./audit/auditScope.js";
import type { Audits } from "./audit/audits.js";
import type { ContextKeys } from "./contextKeys.js";
import { copyLink } from "./links/copyLink.js";
import { openLine } from "./openLine.js";
import { pickPaths } from "./pickPaths.js";
import { pickSpace } from "./pickSpace.js";
import type { RemarkWriter } from "./remarks/remarkWriter.js";
import type { RowDocuments } from "./rowDocuments.js";
import type { RunsWorker } from "./runsWorker.js";
import type { Settings } from "./settings.js";
import type { ShowFailure } from "./showFailure.js";
import type { SpaceMemory } from "./spaceMemory.js";
import { t } from "./t.js";
import type { RunsTree } from "./tree/runsTree.js";
import type { RunsView } from "./tree/runsView.js";
import { keyLabels } from "./view/keyLabels.js";
import type { ViewFocus } from "./view/viewFocus.js";
import type { ViewServices } from "./view/viewServices.js";
import { workspaceSettings } from "./workspaceSettings.js";

/** The parts of the host that rollout views are given. */
interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly spaces: SpaceMemory;
  readonly keys: ContextKeys;
  readonly focus: ViewFocus;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly tree: RunsTree;
  readonly runsView: RunsView;
  readonly documents: RowDocuments;
  readonly audits: Audits;
  readonly remarks: RemarkWriter;
}

/** What rollout views may ask of the rest of the host. */
export function createViewServices(parts: Parts): ViewServices {
  const { extension, worker, settings, spaces, keys, focus, log, showFailure, tree, runsView, documents } = parts;
  const setSpace: ViewServices["setSpace"] = async (run, space) => {
    await spaces.set(run, space);
    await worker.configure();
  };
  const chooseSpace = async (run: string) => {
    const space = await pickSpace(spaces.all()[run] ?? null);
    if (space !== undefined) await setSpace(run, space);
  };
  const begin = (ask: () => Promise<void>) => {
    ask().catch((error: unknown) => showFailure(t("This could not be set."), error));
  };
  return {
    extensionUri: extension.extensionUri,
    keyLabels: keyLabels(extension.packageJSON),
    ...{ worker, settings, keys, log, showFailure, setSpace },
    neighbour: async (ref, direction, within) =>
      (await worker.api()).neighbour({ ref, direction, within, query: await tree.queryAround(ref) }),
    raw: async ref => (await worker.api()).raw({ ref }),
    setFocus: (hasFocus, isInput) => focus.set(hasFocus, isInput),
    reveal: (ref, call) => runsView.reveal(ref, call),
    copyLink: (ref, call) => copyLink(ref, call, parts),
    remark: (ref, change) => parts.remarks.write(ref, change),
    knownTags: async () => (await worker.api()).knownTags(null),
    openLine: ref => openLine(ref, worker, documents),
    audit: async (ref, strategy) => (await worker.api()).rolloutAudit({ ref, strategy }),
    listedBy: async ref => {
      const query = await tree.queryAround(ref);
      const passes = await (await worker.api()).passes({ ref, query });
      return { where: query.where ?? "", sort: query.sort ?? "", passes };
    },
    changeList: (what, how) => begin(() => changeList(what, how)),
    showDiffering: ref => begin(() => showDiffering(ref, parts)),
    chooseSpace: run => begin(() => chooseSpace(run)),
    addPrefix: (from, to) => begin(() => addPrefix(from, to)),
    addImageRoot: () => begin(addImageRoot),
    addDataset: () => begin(addDataset),
  };
}

const listCommands = {
  where: { change: "loupe.filterByExpression", clear: "loupe.clearExpression" },
  sort: { change: "loupe.sortByExpression", clear: "loupe.clearSort" },
} as const;

async function changeList(what: "where" | "sort", how: "change" | "clear"): Promise<void> {
  await vscode.commands.executeCommand(listCommands[what][how]);
}

/** Audits the step of a row, so that the filter knows of it, and lists what differs. */
async function showDiffering(ref: RolloutRef, { worker, tree, audits }: Parts): Promise<void> {
  const api = await worker.api();
  const [ids, sources] = await Promise.all([api.path({ ref }), api.rewardSources(null)]);
  const nodes = await Promise.all(ids.map(id => tree.nodeOf(id)));
  const scopes = nodes.flatMap(node => (node === null || node.kind === "run" ? [] : [auditScope(node, sources)]));
  await audits.run(scopes.findLast(sets => sets.length > 0) ?? []);
  await vscode.commands.executeCommand("loupe.showDiffering");
}

async function addPrefix(from: string, to: string): Promise<void> {
  if (await workspaceSettings.addPrefix(from, to)) tell(t("Added to the setting loupe.pathPrefixes."));
}

async function addImageRoot(): Promise<void> {
  const folders = await pickPaths.folders(t("Add Folder with Page Images"));
  if (folders.length > 0 && (await workspaceSettings.addPaths("imageRoots", folders)))
    tell(t("Added to the setting loupe.imageRoots."));
}

async function addDataset(): Promise<void> {
  const files = await pickPaths.datasets(t("Add Dataset"));
  if (files.length > 0 && (await workspaceSettings.addPaths("datasets", files)))
    tell(t("Added to the setting loupe.datasets."));
}

const tell = (sentence: string) => void vscode.window.setStatusBarMessage(sentence, 6000);

import * as vscode from "vscode";
import type { RunNode, TreeNode } from "../../protocol/treeNode.js";
import { t } from "../t.js";
import { faceOf } from "./faceOf.js";
import { nodeResource } from "./nodeDecorations.js";
import { plainTooltip } from "./plainTooltip.js";

/** How a tree item is set up beyond its face: what is unfolded at first, and whether its run's folder was added by hand. */
interface ItemState {
  readonly isExpanded: boolean;
  readonly isAdded: boolean;
}

/** A node as VS Code's tree shows it. */
export function toTreeItem(node: TreeNode, { isExpanded, isAdded }: ItemState): vscode.TreeItem {
  const face = faceOf(node, t);
  const item = new vscode.TreeItem(face.label, collapsibleState(node, isExpanded));
  item.id = node.id;
  item.description = face.description;
  item.tooltip = plainTooltip(face.tooltip);
  item.iconPath = new vscode.ThemeIcon(
    face.icon.id,
    face.icon.color === null ? undefined : new vscode.ThemeColor(face.icon.color),
  );
  item.accessibilityInformation = { label: face.spoken };
  const resource = nodeResource(node);
  if (resource !== undefined) item.resourceUri = resource;
  item.contextValue = contextOf(node, isAdded);
  if (node.kind === "rollout" || node.kind === "zoomCall" || node.kind === "malformed")
    item.command = { command: "loupe.openRollout", title: t("Open Rollout"), arguments: [node.id] };
  if (node.kind === "metrics")
    item.command = { command: "loupe.openCurves", title: t("Open Curves"), arguments: [node.id] };
  return item;
}

/** Files that a column mapping may be proposed for. */
const mappable: ReadonlySet<string> = new Set(["unknown-format", "config-no-response"]);

/** What menus go by: the kind, and of a run whether it was added by hand, is a miniature, and whether an alarm fires. */
function contextOf(node: TreeNode, isAdded: boolean): string {
  if (node.kind === "file" && mappable.has(node.problem?.code ?? "")) return "file-unknown";
  if (node.kind !== "run") return node.kind;
  const hasAlarms = node.alarms !== undefined && node.alarms.length > 0;
  return `run${isAdded ? "-added" : ""}${miniatureContext(node)}${hasAlarms ? "-alarms" : ""}`;
}

function miniatureContext({ miniature }: RunNode): string {
  if (miniature === undefined) return "";
  return miniature.isGoing ? "-training" : miniature.isUnfinished ? "-unfinished" : "-trained";
}

function collapsibleState(node: TreeNode, isExpanded: boolean): vscode.TreeItemCollapsibleState {
  if (!node.hasChildren) return vscode.TreeItemCollapsibleState.None;
  return isExpanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

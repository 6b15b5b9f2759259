import * as vscode from "vscode";
import type { MetricsNode } from "../../protocol/treeNode.js";
import { metricsFace } from "../tree/metricsFace.js";
import { t } from "../t.js";
import type { Candidate } from "./metricsCandidates.js";

/** Lets the person choose among several metrics files; undefined when they do not. */
export async function pickMetrics(candidates: readonly Candidate[]): Promise<MetricsNode | undefined> {
  const items = candidates.map(({ run, node }) => ({
    label: run,
    description: metricsFace(node, t).description,
    detail: node.file,
    node,
  }));
  const placeHolder = t("Whose curves?");
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.node;
}

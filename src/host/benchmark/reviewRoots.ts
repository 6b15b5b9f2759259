import { dirname } from "node:path";
import * as vscode from "vscode";
import { recordFiles } from "../../node/benchmark/recordFiles.js";
import type { ReviewSession } from "../../node/benchmark/reviewSession.js";
import { isInside } from "../view/isInside.js";

/** More folders than this are not looked through: pages of one set lie in few. */
const mostFolders = 200;

/**
 * Folders that the view may load pages from: the benchmark's own, and in a trusted workspace those that its pages lie in.
 */
export function reviewRoots(folder: string, session: ReviewSession | null): readonly string[] {
  if (session === null || !vscode.workspace.isTrusted) return [folder];
  const folders = new Set([folder]);
  const fileOf = recordFiles(folder);
  for (const { image } of session.store.pages.values()) {
    if (folders.size >= mostFolders) break;
    const file = fileOf(image.path);
    if (!isInside(file, folder)) folders.add(dirname(file));
  }
  return [...folders];
}

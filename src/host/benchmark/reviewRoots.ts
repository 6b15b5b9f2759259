import { dirname, isAbsolute } from "node:path";
import * as vscode from "vscode";
import type { ReviewSession } from "../../node/benchmark/reviewSession.js";

/** More folders than this are not looked through: pages of one set lie in few. */
const mostFolders = 200;

/**
 * Folders that the view may load pages from: the benchmark's own, and in a trusted workspace those that its pages lie in.
 */
export function reviewRoots(folder: string, session: ReviewSession | null): readonly string[] {
  if (session === null || !vscode.workspace.isTrusted) return [folder];
  const folders = new Set([folder]);
  for (const { image } of session.store.pages.values()) {
    if (folders.size >= mostFolders) break;
    if (isAbsolute(image.path)) folders.add(dirname(image.path));
  }
  return [...folders];
}

import * as vscode from "vscode";
import { writeLink } from "../../core/link/writeLink.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunsWorker } from "../runsWorker.js";

/**
 * The link to a row, or to one of its zoom calls, for the editor that this window is of: `vscode`, `vscode-insiders` or
 * another one's scheme. Null for a row that is gone. It is not made an external URI: those of a browser's window end with
 * the window, and a link is to be kept. There “Open Link to Rollout…” takes it.
 */
export async function linkText(
  ref: RolloutRef,
  call: number | null,
  { worker, extension }: { readonly worker: RunsWorker; readonly extension: vscode.Extension<unknown> },
): Promise<string | null> {
  const link = await (await worker.api()).linkOf({ ref, call });
  return link === null ? null : writeLink(link, { scheme: vscode.env.uriScheme, extension: extension.id });
}

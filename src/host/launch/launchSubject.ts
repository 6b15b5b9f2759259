import type * as vscode from "vscode";
import type { LaunchDraft } from "../../node/jobs/launchDraft.js";
import type { LaunchInit, ShownPreflight } from "../../protocol/jobs/launchViewApi.js";
import type { LaunchServices } from "./launchServices.js";

/** What the calls of a form work on. */
export interface LaunchSubject {
  readonly document: vscode.TextDocument;
  readonly services: LaunchServices;
  /** The configuration as it is typed; null while it has issues. */
  readonly draft: LaunchDraft | null;
  becameReady(): Promise<LaunchInit>;
  /** Writes a value into the text; without one the key is taken out. */
  edit(key: string, value: unknown): Promise<void>;
  showPreflight(preflight: ShownPreflight): void;
}

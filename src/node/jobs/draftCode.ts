import { dirname } from "node:path";
import type { LaunchDraft } from "./launchDraft.js";
import { snapshotCode, type TakenSnapshot } from "./snapshotCode.js";

/**
 * The code that a draft's run takes along: that of the repository in which its configuration lies. The miniature runs no
 * code but our own program, which is one of its uploads. Rejects with what git says.
 */
export async function draftCode({ file, config }: LaunchDraft): Promise<TakenSnapshot | null> {
  return config.engine === "miniature" ? null : snapshotCode(dirname(file));
}

import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { hostResult, type HostResult } from "../remote/hostResult.js";
import { childBytes } from "./childBytes.js";
import type { TakenSnapshot } from "./snapshotCode.js";

/** Sends the files of a snapshot into `code` of a run folder: those of the tree, not those that lie here by now. */
export async function uploadCode(
  connection: HostConnection,
  runFolder: string,
  { repository, code }: TakenSnapshot,
): Promise<HostResult<true>> {
  const archive = childBytes("git", ["archive", "--format=tar", code.tree], repository);
  return hostResult(
    await connection.bulk(`loupe_unpack ${shellWord(`${runFolder}/code`)}`, archive),
    () => true as const,
  );
}

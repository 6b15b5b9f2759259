import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { hostResult, type HostResult } from "../remote/hostResult.js";
import { insidePath } from "../remote/insidePath.js";
import { childBytes } from "./childBytes.js";
import type { Upload } from "./launchDraft.js";

/** Never the end of a launch because a channel is slow: what does not move at all is given up. */
const timeoutMs = 120_000;

const fileScript = (path: string): string => `
umask 077
mkdir -p ${shellWord(path.slice(0, path.lastIndexOf("/")))} || exit 28
if cat >${shellWord(`${path}.part`)} && mv -f ${shellWord(`${path}.part`)} ${shellWord(path)}; then exit 0; fi
rm -f ${shellWord(`${path}.part`)}; exit 28`;

/** Sends a file or a folder into the run folder; links are followed, so that pages that lie elsewhere come along. */
export async function uploadOne(
  connection: HostConnection,
  runFolder: string,
  { from, to }: Upload,
): Promise<HostResult<true>> {
  const path = `${runFolder}/${insidePath(to)}`;
  const isFolder = (await stat(from)).isDirectory();
  const input = isFolder ? childBytes("tar", ["-chf", "-", "."], from) : createReadStream(from);
  const script = isFolder ? `loupe_unpack ${shellWord(path)}` : fileScript(path);
  return hostResult(await connection.bulk(script, input, undefined, { timeoutMs }), () => true as const);
}

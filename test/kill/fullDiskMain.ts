import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { dumpLine } from "../fixtures/dump.js";
import { answersOf } from "./answersOf.js";
import { readNarrowly } from "./readNarrowly.js";

export interface FullDiskOptions {
  /** An empty folder to work in. */
  readonly place: string;
  readonly script: string;
  readonly out: (line: string) => void;
}

const rows = 2000;
const diskBytes = 16 << 10;

/** True when a run is shown whole from a full disk, which is said once. */
export async function main({ place, script, out }: FullDiskOptions): Promise<boolean> {
  const [root, storage] = [join(place, "run"), join(place, "storage")];
  for (const folder of [root, storage]) mkdirSync(folder);
  const lines = Array.from({ length: rows }, (_, row) => `${dumpLine({ question: `q${String(row)}` })}\n`);
  writeFileSync(join(root, "1.jsonl"), lines.join(""));
  const before = `mount -t tmpfs -o size=${String(diskBytes)} tmpfs "$3"`;
  const within = ["unshare", "--user", "--map-root-user", "--mount"];
  const { warnings, left, answers } = await readNarrowly({ script, root, storage, before, within });
  const isSame = isDeepStrictEqual(answers, await answersOf(root, null));
  out(`${String(rows)} rows from a disk of ${String(diskBytes)} bytes: ${isSame ? "same answers" : "OTHER ANSWERS"}`);
  out(`said: ${warnings.join(", ")}; left behind: ${left.join(", ") || "nothing"}`);
  return isSame && warnings.length === 1 && left.length === 0;
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FactCrew } from "../reward/factCrew.js";
import { OwnThreadCrew } from "../reward/ownThreadCrew.js";
import { ThreadCrew } from "../reward/threadCrew.js";

/** Threads that read rows, where the file of one lies beside the command's own; else this thread. */
export function rowReaders(tell: (text: string) => void): FactCrew {
  const script = join(__dirname, "factWorker.js");
  if (!existsSync(script)) return new OwnThreadCrew();
  return new ThreadCrew(script, error => tell(`a reading thread crashed and was started again: ${String(error)}\n`));
}

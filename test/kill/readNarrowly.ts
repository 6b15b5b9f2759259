import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";

const told = z.object({ warnings: z.array(z.string()), left: z.array(z.string()), answers: z.array(z.unknown()) });

export interface Narrow {
  /** The bundled `narrow.ts`. */
  readonly script: string;
  readonly root: string;
  readonly storage: string;
  /** What the shell does first: it takes the space away. `$3` is the storage. */
  readonly before: string;
  /** What the shell is started by: a program that gives it mounts of its own. */
  readonly within?: readonly string[];
}

/** Opens a run in a process that cannot save, and gives back what it said. */
export async function readNarrowly(narrow: Narrow): Promise<z.infer<typeof told>> {
  const { script, root, storage, before, within = [] } = narrow;
  const asked = JSON.stringify({ root, storage });
  const line = [...within, "sh", "-c", `${before} && exec "$0" "$1" "$2"`, process.execPath, script, asked, storage];
  const [program = "sh", ...rest] = line;
  const { stdout } = await promisify(execFile)(program, rest, { maxBuffer: 64 << 20 });
  return told.parse(JSON.parse(stdout));
}

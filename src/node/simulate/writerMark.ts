import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";

/** In a run's folder while a process writes to it. */
export const writerMarkName = ".writing";

const markSchema = z.object({ pid: z.number().int().positive(), host: z.string() });

/** Of a process that this one may not send signals to, the system says so: it lives. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function otherWriter(file: string): number | null {
  try {
    const read = markSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (!read.success || read.data.host !== hostname()) return null;
    const { pid } = read.data;
    return pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Says in a run's folder that this process writes to it; two at once would tear each other's lines. `busy`: another
 * process of this machine does. A mark that a killed process left, or one of another machine, keeps nobody out.
 */
export function markWriter(
  run: string,
): { readonly kind: "marked"; readonly release: () => void } | { readonly kind: "busy"; readonly pid: number } {
  const file = join(run, writerMarkName);
  const pid = otherWriter(file);
  if (pid !== null) return { kind: "busy", pid };
  writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
  return { kind: "marked", release: () => rmSync(file, { force: true }) };
}

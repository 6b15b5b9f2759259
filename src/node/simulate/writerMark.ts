import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";

/** In a run's folder while a process writes to it. */
export const writerMarkName = ".writing";

/** `start`: what `startOf` said of the process, where the system says it. */
const markSchema = z.object({ pid: z.number().int().positive(), host: z.string(), start: z.string().nullish() });

/** When a process began, in the system's own count; null where it is not said. Two processes with one id differ in it. */
function startOf(pid: number): string | null {
  try {
    // The second field is a name in parentheses, which may hold anything; the start is the 22nd.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

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
    const { pid, start } = read.data;
    if (pid === process.pid || !isAlive(pid)) return null;
    const now = startOf(pid);
    // The id of a killed writer can be another process's by now.
    return typeof start === "string" && now !== null && now !== start ? null : pid;
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
  rmSync(file, { force: true });
  // A link that somebody puts in its place meanwhile is not followed.
  const mark = { pid: process.pid, host: hostname(), start: startOf(process.pid) };
  writeFileSync(file, JSON.stringify(mark), { flag: "wx" });
  return { kind: "marked", release: () => rmSync(file, { force: true }) };
}

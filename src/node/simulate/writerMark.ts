import { lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";

/** In a run's folder while a process writes to it. */
const writerMarkName = ".writing";

/** Beside a mark while it is taken away. */
const takingSuffix = "-taking";

export const isWriterMark = (name: string): boolean =>
  name === writerMarkName || name === `${writerMarkName}${takingSuffix}`;

/** How often an empty mark is looked at again, and after how long, until it counts as one that a killed process left. */
const emptyLooks = 10;
const lookMilliseconds = 50;

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

/** What a mark says of its writer: nobody (a killed process, another machine, or no mark at all), or who it is. */
function writerOf(text: string): number | null {
  const read = markSchema.safeParse(jsonOf(text));
  if (!read.success || read.data.host !== hostname()) return null;
  const { pid, start } = read.data;
  if (pid === process.pid || !isAlive(pid)) return null;
  const now = startOf(pid);
  // The id of a killed writer can be another process's by now.
  return typeof start === "string" && now !== null && now !== start ? null : pid;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** False where the file is there already. A link that somebody put in its place is not followed. */
function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Null where there is none; "" for one that cannot be read, as a link that leads nowhere. */
function textNow(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return lstatSync(file, { throwIfNoEntry: false }) === undefined ? null : "";
  }
}

/** Whoever has just made a mark may not have filled it yet: an empty one is given a moment. */
async function markText(file: string): Promise<string | null> {
  for (let left = emptyLooks; left > 0; left--) {
    const text = textNow(file);
    if (text !== "") return text;
    await wait(lookMilliseconds);
  }
  return textNow(file);
}

async function removeIfNobodys(file: string): Promise<void> {
  const text = await markText(file);
  if (text !== null && writerOf(text) === null) rmSync(file, { force: true });
}

/**
 * Takes a mark away that is nobody's. One process at a time does, and looks at it once more: whoever looked before
 * another one took it away and made its own would remove that. False: another one is at it.
 */
async function takeAway(file: string, own: string): Promise<boolean> {
  const taking = `${file}${takingSuffix}`;
  if (!create(taking, own)) {
    await removeIfNobodys(taking);
    return false;
  }
  try {
    await removeIfNobodys(file);
    return true;
  } finally {
    rmSync(taking, { force: true });
  }
}

/** Of a mark that another process has put in the place of this one's, nothing is removed. */
function release(file: string): void {
  const read = markSchema.safeParse(jsonOf(textNow(file) ?? ""));
  if (read.success && read.data.pid === process.pid && read.data.host === hostname()) rmSync(file, { force: true });
}

export type WriterMark =
  { readonly kind: "marked"; readonly release: () => void } | { readonly kind: "busy"; readonly pid: number };

/**
 * Says in a run's folder that this process writes to it; two at once would tear each other's lines. `busy`: another
 * process of this machine does. A mark that a killed process left, or one of another machine, keeps nobody out. Rejects
 * when the disk does.
 */
export async function markWriter(run: string): Promise<WriterMark> {
  const file = join(run, writerMarkName);
  const own = JSON.stringify({ pid: process.pid, host: hostname(), start: startOf(process.pid) });
  // Each further round is for a mark that went, or was nobody's: of several that try, one has made its own by then.
  for (;;) {
    if (create(file, own)) return { kind: "marked", release: () => release(file) };
    const pid = writerOf((await markText(file)) ?? "");
    if (pid !== null) return { kind: "busy", pid };
    if (!(await takeAway(file, own))) await wait(lookMilliseconds);
  }
}

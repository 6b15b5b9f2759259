import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { dirname, basename, join } from "node:path";
import * as z from "zod";
import type { Clock } from "./clock.js";
import { createFile } from "./createFile.js";
import { processStart } from "./processStart.js";
import { replaceFile } from "./replaceFile.js";

/** A holder says so often that it lives, and is taken for gone after so long without a word. */
const beatMs = 8_000;
const staleMs = 30_000;

const holderSchema = z.object({
  token: z.string(),
  machine: z.string(),
  pid: z.number().int(),
  /** Start time of the process as the system counts it; null where the system does not say. */
  start: z.string().nullable(),
  isReleased: z.boolean(),
});
type Holder = z.infer<typeof holderSchema>;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives all the same.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Another process got the same number, or it is gone: only this machine's processes can be asked. */
function isGone(holder: Holder): boolean {
  if (holder.machine !== hostname()) return false;
  if (!isAlive(holder.pid)) return true;
  return holder.start !== null && holder.start !== processStart(holder.pid);
}

/**
 * What only one process at a time may do, over files alone. The holder is the file with the highest number,
 * `<path>.<number>`: a lease that is free or stale is taken by creating the next number exclusively, so that of any
 * number of takers one wins. A lease is free when it was released, its process is gone, or it has not been beaten for 30
 * seconds. A holder that was suspended so long sees the higher number at its next look and stops.
 */
export class Lease {
  private readonly path: string;
  private readonly clock: Clock;
  private readonly token = randomBytes(12).toString("hex");
  private held: number | null = null;
  private cancelBeat: (() => void) | null = null;

  constructor(path: string, clock: Clock) {
    this.path = path;
    this.clock = clock;
  }

  /** Takes the lease if it is free; true while this one has it. */
  acquire(): boolean {
    if (this.isHeld()) return true;
    const last = this.last();
    if (last > 0 && !this.isFree(this.file(last))) return false;
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    if (!createFile(this.file(last + 1), this.text(false))) return false;
    this.held = last + 1;
    this.touch();
    if (this.last() > last + 1) {
      // This one had looked long ago: meanwhile others took it, and the file that stood in the way was cleared.
      this.held = null;
      rmSync(this.file(last + 1), { force: true });
      return false;
    }
    this.clearBelow(last + 1);
    this.beat();
    return true;
  }

  /** Whether anybody has it, this process or another. */
  isTaken(): boolean {
    const last = this.last();
    return last > 0 && !this.isFree(this.file(last));
  }

  /** Whether it is still ours: nobody has taken it over meanwhile. */
  isHeld(): boolean {
    if (this.held === null) return false;
    // Whoever takes it over creates the next number, and clears this one only after that.
    if (existsSync(this.file(this.held)) && !existsSync(this.file(this.held + 1))) return true;
    this.drop();
    return false;
  }

  release(): void {
    if (this.isHeld() && this.held !== null) replaceFile(this.file(this.held), this.text(true));
    this.drop();
  }

  private drop(): void {
    this.cancelBeat?.();
    this.cancelBeat = null;
    this.held = null;
  }

  private beat(): void {
    this.cancelBeat = this.clock.after(beatMs, () => {
      if (!this.isHeld()) return;
      this.touch();
      this.beat();
    });
  }

  private touch(): void {
    const now = new Date(this.clock.now());
    if (this.held !== null && existsSync(this.file(this.held))) utimesSync(this.file(this.held), now, now);
  }

  private isFree(file: string): boolean {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    const age = this.clock.now() - stat.mtimeMs;
    // Also one from the future: that clock was set back, and nobody beats it.
    if (Math.abs(age) > staleMs) return true;
    const holder = readHolder(file);
    return holder !== null && (holder.isReleased || isGone(holder));
  }

  private text(isReleased: boolean): string {
    const start = processStart(process.pid);
    const holder: Holder = { token: this.token, machine: hostname(), pid: process.pid, start, isReleased };
    return JSON.stringify(holder);
  }

  private file(number: number): string {
    return `${this.path}.${String(number)}`;
  }

  private numbers(): readonly number[] {
    const folder = dirname(this.path);
    if (!existsSync(folder)) return [];
    const start = `${basename(this.path)}.`;
    const ends = readdirSync(folder).flatMap(name => (name.startsWith(start) ? [name.slice(start.length)] : []));
    return ends.filter(end => /^[1-9]\d{0,14}$/.test(end)).map(Number);
  }

  private last(): number {
    return Math.max(0, ...this.numbers());
  }

  private clearBelow(number: number): void {
    for (const lower of this.numbers())
      if (lower < number) rmSync(join(dirname(this.path), `${basename(this.path)}.${String(lower)}`), { force: true });
  }
}

/** null: cut off while it was written, or damaged; then only its age counts. */
function readHolder(file: string): Holder | null {
  try {
    const result = holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import type { JobRef } from "../../protocol/jobs/jobView.js";
import { createFile } from "./createFile.js";
import { jobRecordSchema, type JobRecord } from "./jobRecord.js";
import { jobStatusSchema, unknownStatus, type JobStatus } from "./jobStatus.js";
import { replaceFile } from "./replaceFile.js";

export interface RememberedJob {
  readonly record: JobRecord;
  readonly status: JobStatus;
}

/** A file of the memory that cannot be read: said, and left where it is. */
export interface DamagedFile {
  readonly file: string;
  readonly reason: string;
}

type Parsed<T> =
  { readonly kind: "read"; readonly value: T } | { readonly kind: "damaged"; readonly reason: string } | null;

interface CachedRead<T> {
  readonly stamp: string;
  readonly parsed: Parsed<T>;
}

/** `~` stands in no host name, and encodeURIComponent leaves what a file name may not hold on any system. */
export const jobKey = ({ host, runId }: JobRef): string => `${encodeURIComponent(host)}~${runId}`;

export const refOf = ({ host, run }: JobRecord): JobRef => ({ host, runId: run.runId });

function stampOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
}

function parse<T>(path: string, schema: z.ZodType<T>): Parsed<T> {
  try {
    const result = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return result.success
      ? { kind: "read", value: result.data }
      : { kind: "damaged", reason: result.error.issues[0]?.message ?? "no job" };
  } catch (error) {
    // Another window may have forgotten the job between the listing and this look.
    if (!existsSync(path)) return null;
    return { kind: "damaged", reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The jobs that this machine knows: a folder that all windows and the command line share. A job is `<key>.job.json`,
 * created exclusively and never changed; what is known of it is `<key>.status.json`, replaced whole; `<key>.told` was
 * created by whoever told of its end. A memento would not do: two windows overwrite each other's.
 */
export class JobMemory {
  readonly folder: string;
  private readonly records = new Map<string, CachedRead<JobRecord>>();
  private readonly statuses = new Map<string, CachedRead<JobStatus>>();

  constructor(storage: string) {
    this.folder = join(storage, "jobs");
  }

  /** Remembers a new job; false when it is known already. */
  add(record: JobRecord): boolean {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    return createFile(this.path(refOf(record), "job.json"), `${JSON.stringify(record, null, 2)}\n`);
  }

  save(job: JobRef, status: JobStatus): void {
    // A job that was forgotten meanwhile stays forgotten.
    if (existsSync(this.path(job, "job.json")))
      replaceFile(this.path(job, "status.json"), `${JSON.stringify(status)}\n`);
  }

  /** Whether this caller is the first, over all windows, to tell of the job's end. */
  claimTelling(job: JobRef): boolean {
    return createFile(this.path(job, "told"), "");
  }

  /** The end that was told is none, or another: it is told again when it comes. */
  withdrawTelling(job: JobRef): void {
    rmSync(this.path(job, "told"), { force: true });
  }

  forget(job: JobRef): void {
    for (const end of ["job.json", "status.json", "told"]) rmSync(this.path(job, end), { force: true });
    for (const name of this.leasesOf(job)) rmSync(this.leasePath(name), { force: true });
  }

  /** Leases are beaten and taken all the time: in a folder of their own nobody who watches the jobs is woken by them. */
  leasePath(name: string): string {
    return join(this.folder, "leases", name);
  }

  path(job: JobRef, end: string): string {
    return join(this.folder, `${jobKey(job)}.${end}`);
  }

  /** What the files say now of one job's status; null: the job is not known any more. */
  statusNow(job: JobRef): JobStatus | null {
    return existsSync(this.path(job, "job.json")) ? this.statusOf(job, []) : null;
  }

  /** Everything as the files say now; only those that changed are read. Newest first. */
  read(): { readonly jobs: readonly RememberedJob[]; readonly damaged: readonly DamagedFile[] } {
    const jobs: RememberedJob[] = [];
    const damaged: DamagedFile[] = [];
    for (const name of this.names()) {
      const file = join(this.folder, name);
      const record = this.look(this.records, file, jobRecordSchema);
      if (record?.kind === "damaged") damaged.push({ file, reason: record.reason });
      if (record?.kind === "read")
        jobs.push({ record: record.value, status: this.statusOf(refOf(record.value), damaged) });
    }
    jobs.sort(
      ({ record: a }, { record: b }) => b.run.createdAt - a.run.createdAt || (a.run.runId < b.run.runId ? -1 : 1),
    );
    return { jobs, damaged };
  }

  private leasesOf(job: JobRef): readonly string[] {
    const folder = join(this.folder, "leases");
    return existsSync(folder) ? readdirSync(folder).filter(name => name.startsWith(`${jobKey(job)}.`)) : [];
  }

  private names(): readonly string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder).filter(name => name.endsWith(".job.json"));
  }

  private statusOf(job: JobRef, damaged: DamagedFile[]): JobStatus {
    const file = this.path(job, "status.json");
    const status = this.look(this.statuses, file, jobStatusSchema);
    if (status?.kind === "damaged") damaged.push({ file, reason: status.reason });
    return status?.kind === "read" ? status.value : unknownStatus;
  }

  private look<T>(cache: Map<string, CachedRead<T>>, file: string, schema: z.ZodType<T>): Parsed<T> {
    const stamp = stampOf(file);
    const known = cache.get(file);
    if (stamp === null) {
      cache.delete(file);
      return null;
    }
    if (known?.stamp === stamp) return known.parsed;
    const parsed = parse(file, schema);
    cache.set(file, { stamp, parsed });
    return parsed;
  }
}

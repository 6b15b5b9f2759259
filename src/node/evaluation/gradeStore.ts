import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as z from "zod";
import { evaluationRunSchema } from "../../core/evaluation/evaluationRun.js";
import { packedGradesSchema, packGrades, unpackGrades } from "./packedGrades.js";
import type { GradedEvaluation } from "./readEvaluation.js";

const count = z.int().nonnegative();
const entrySchema = z.object({
  v: z.literal(1),
  folder: z.string(),
  stamp: z.string(),
  run: evaluationRunSchema,
  judge: z.string().nullable(),
  judges: z.array(z.string()).readonly(),
  damaged: count,
  unknown: count,
  grades: packedGradesSchema,
});

/** Of which reading something was kept: of this folder as it was, judged as was asked for. */
export interface GradeKey {
  readonly folder: string;
  readonly stamp: string;
  readonly judge: string | null;
}

/** The text by which an evaluation is kept. */
export function encodeGraded({ folder, stamp }: GradeKey, evaluation: GradedEvaluation): string {
  const { run, judge, judges, damaged, unknown, grades } = evaluation;
  const head = { v: 1, folder: resolve(folder), stamp, run, judge, judges, damaged, unknown };
  return JSON.stringify({ ...head, grades: packGrades(grades) });
}

/** Null: it is of another folder, of other files, or nothing that was written so. */
export function decodeGraded({ folder, stamp }: GradeKey, text: string): GradedEvaluation | null {
  let entry: z.infer<typeof entrySchema>;
  try {
    entry = entrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
  if (entry.folder !== resolve(folder) || entry.stamp !== stamp) return null;
  const grades = unpackGrades(entry.grades);
  if (grades === null) return null;
  const { run, judge, judges, damaged, unknown } = entry;
  return { folder, run, grades, judge, judges, damaged, unknown };
}

const staleTemporaryMs = 3_600_000;

/**
 * Texts that are made of evaluations, one file each, in a folder of the user's own and never beside the evaluations.
 * Writers take turns by renaming: none is torn. What was not used for longest goes where it grows too large. That nothing
 * can be kept costs only time: it is no failure.
 */
export class GradeStore {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes = 512 << 20) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  async load(key: GradeKey): Promise<GradedEvaluation | null> {
    const text = await this.loadText(nameOf(key));
    return text === null ? null : decodeGraded(key, text);
  }

  save(key: GradeKey, text: string): Promise<void> {
    return this.saveText(nameOf(key), text);
  }

  /** What is kept under a name; null: nothing. */
  async loadText(name: string): Promise<string | null> {
    return readFile(this.#pathOf(name), "utf8").catch(() => null);
  }

  async saveText(name: string, text: string): Promise<void> {
    const path = this.#pathOf(name);
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(temporary, text);
      await rename(temporary, path);
      await this.#evict(path);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${createHash("sha256").update(name).digest("hex")}.json`);
  }

  async #evict(kept: string): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async name => {
        const path = join(this.#folder, name);
        const found = await stat(path).catch(() => null);
        return { path, size: found?.size ?? 0, mtimeMs: found?.mtimeMs ?? 0 };
      }),
    );
    files.sort((a, b) => Number(b.path === kept) - Number(a.path === kept) || b.mtimeMs - a.mtimeMs);
    let total = 0;
    for (const { path, size, mtimeMs } of files) {
      if (path.endsWith(".tmp") && mtimeMs > Date.now() - staleTemporaryMs) continue;
      total += size;
      if (path !== kept && (path.endsWith(".tmp") || total > this.#maxBytes)) await rm(path, { force: true });
    }
  }
}

const nameOf = ({ folder, judge }: GradeKey): string => `grades\n${resolve(folder)}\n${judge ?? ""}`;

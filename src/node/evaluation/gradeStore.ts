import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as z from "zod";
import { evaluationRunSchema } from "../../core/evaluation/evaluationRun.js";
import type { AskedQuestions } from "../../core/evaluation/tables/gradeColumns.js";
import { RecentlyMade } from "../benchmark/recentlyMade.js";
import { textSha } from "../benchmark/textSha.js";
import {
  packAsked,
  packedAskedSchema,
  packedGradesSchema,
  packGrades,
  unpackAsked,
  unpackGrades,
} from "./packedGrades.js";
import type { GradedEvaluation } from "./readEvaluation.js";

const count = z.int().nonnegative();
const entrySchema = z.object({
  v: z.literal(2),
  folder: z.string(),
  stamp: z.string(),
  run: evaluationRunSchema,
  judge: z.string().nullable(),
  judges: z.array(z.string()).readonly(),
  damaged: count,
  unknown: count,
  /** SHA-256 of the questions that were asked, which evaluations share. */
  asked: z.string(),
  grades: packedGradesSchema,
});

/** Of which reading something was kept: of this folder as it was, judged as was asked for. */
export interface GradeKey {
  readonly folder: string;
  readonly stamp: string;
  readonly judge: string | null;
}

/** The texts by which an evaluation is kept: its grades, and the questions that were asked, by their SHA-256. */
export interface EncodedGrades {
  readonly text: string;
  readonly askedSha: string;
  readonly asked: string;
}

export function encodeGraded({ folder, stamp }: GradeKey, evaluation: GradedEvaluation): EncodedGrades {
  const { run, judge, judges, damaged, unknown, grades } = evaluation;
  const asked = JSON.stringify(packAsked(grades.asked));
  const askedSha = textSha(asked);
  const head = { v: 2, folder: resolve(folder), stamp, run, judge, judges, damaged, unknown, asked: askedSha };
  return { text: JSON.stringify({ ...head, grades: packGrades(grades) }), askedSha, asked };
}

/** Gives what a text says, as `schema` has it; null: it is torn, or was written by another version. */
function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null: nothing that was written so. */
export function decodeAsked(text: string): AskedQuestions | null {
  const kept = parsed(text, packedAskedSchema);
  return kept === null ? null : unpackAsked(kept);
}

/** Null: it is of another folder, of other files, or nothing that was written so. `askedOf`: by their SHA-256. */
export async function decodeGraded(
  { folder, stamp }: GradeKey,
  text: string,
  askedOf: (sha: string) => Promise<AskedQuestions | null>,
): Promise<GradedEvaluation | null> {
  const entry = parsed(text, entrySchema);
  if (entry?.folder !== resolve(folder) || entry.stamp !== stamp) return null;
  const asked = await askedOf(entry.asked);
  const grades = asked === null ? null : unpackGrades(entry.grades, asked);
  if (grades === null) return null;
  const { run, judge, judges, damaged, unknown } = entry;
  return { folder, run, grades, judge, judges, damaged, unknown };
}

/** Evaluations that were asked the same hold one list of their questions: tables number it once. */
const mostAsked = 64;

const staleTemporaryMs = 3_600_000;

/**
 * Texts that are made of evaluations, one file each, in a folder of the user's own and never beside the evaluations.
 * Writers take turns by renaming: none is torn. What was not used for longest goes where it grows too large. That nothing
 * can be kept costs only time: it is no failure.
 */
export class GradeStore {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #asked = new RecentlyMade<Promise<AskedQuestions | null>>(mostAsked);

  constructor(folder: string, maxBytes = 512 << 20) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Null: nothing is kept, or it is of other files, or nothing that was written so. */
  async load({ folder, stamp, judge }: GradeKey): Promise<GradedEvaluation | null> {
    const text = await this.loadText(nameOf({ folder, stamp, judge }));
    return text === null ? null : decodeGraded({ folder, stamp, judge }, text, sha => this.#askedOf(sha));
  }

  async save(key: GradeKey, { text, askedSha, asked }: EncodedGrades): Promise<void> {
    const name = askedName(askedSha);
    const now = new Date();
    await utimes(this.#pathOf(name), now, now).catch(() => this.saveText(name, asked));
    await this.saveText(nameOf(key), text);
  }

  async #askedOf(sha: string): Promise<AskedQuestions | null> {
    const name = askedName(sha);
    const asked = await this.#asked.get(sha, async () => {
      const text = await this.loadText(name);
      return text === null ? null : decodeAsked(text);
    });
    if (asked !== null) return asked;
    this.#asked.forget(sha);
    await rm(this.#pathOf(name), { force: true }).catch(() => undefined); // what cannot be used is written again
    return null;
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
    return join(this.#folder, `${textSha(name)}.json`);
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

const askedName = (sha: string): string => `asked\n${sha}`;

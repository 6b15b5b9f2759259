import * as z from "zod";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { gradeOutcomes } from "../../core/evaluation/answerGrade.js";
import { type AskedQuestions, type GradeColumns, graders } from "../../core/evaluation/tables/gradeColumns.js";

/** A list, checked in one walk: an element at a time takes longer than all else of reading it. */
const list = <T>(isOne: (value: unknown) => value is T) =>
  z.custom<readonly T[]>(value => Array.isArray(value) && value.every(isOne));

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const texts = list(isText);

/**
 * A column's bytes in base64, as they lie in memory: what is kept is read by the machine that wrote it. Of a column in which
 * all values are the same, how many there are and one of them: "=16264 AAAA".
 */
type Packed = string;

type Column = Uint8Array | Uint32Array | Float64Array;

export const packedAskedSchema = z.object({
  ...{ ids: texts, shas: texts },
  /** Where the item is not the question itself, by place. */
  items: z.array(z.tuple([z.int(), z.string()]).readonly()).readonly(),
  ...{ pageNames: texts, issueNames: texts, writerNames: list(isTextOrNull) },
  ...{ tasks: z.string(), splits: z.string(), pages: z.string(), issues: z.string(), writers: z.string() },
  chances: z.string(),
});
export type PackedAsked = z.infer<typeof packedAskedSchema>;

export const packedGradesSchema = z.object({
  ...{ questions: z.string(), attempts: z.string(), outcomes: z.string(), by: z.string(), scores: z.string() },
  ...{ zooms: z.string(), targeted: z.string(), iouEnds: z.string(), ious: z.string() },
});
export type PackedGrades = z.infer<typeof packedGradesSchema>;

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

function packed(column: Column): Packed {
  const [first] = column;
  for (let at = 1; at < column.length; at++) if (!Object.is(column[at], first)) return base64(column);
  return column.length < 2 ? base64(column) : `=${String(column.length)} ${base64(column.subarray(0, 1))}`;
}

/** Longer columns are no evaluation's. */
const mostRows = 1e8;

/** In memory of its own: columns of eight bytes cannot begin anywhere. Throws RangeError for what nobody has written. */
function bytesOf(text: Packed): ArrayBuffer {
  const same = /^=(\d+) (.*)$/.exec(text);
  const bytes = Buffer.from(same?.[2] ?? text, "base64");
  const times = same === null ? 1 : Number(same[1]);
  if (times > mostRows) throw new RangeError("a column that is too long");
  const own = new Uint8Array(bytes.length * times);
  own.set(bytes);
  for (let size = bytes.length; size > 0 && size < own.length; size *= 2) own.copyWithin(size, 0, size);
  return own.buffer;
}

const octets = (text: Packed): Uint8Array => new Uint8Array(bytesOf(text));
const words = (text: Packed): Uint32Array => new Uint32Array(bytesOf(text));
const doubles = (text: Packed): Float64Array => new Float64Array(bytesOf(text));

export function packAsked(asked: AskedQuestions): PackedAsked {
  const { ids, shas, pageNames, issueNames, writerNames } = asked;
  return {
    ...{ ids, shas, pageNames, issueNames, writerNames },
    items: asked.items.flatMap((item, at) => (item === ids[at] ? [] : [[at, item] as const])),
    ...{ tasks: packed(asked.tasks), splits: packed(asked.splits), pages: packed(asked.pages) },
    ...{ issues: packed(asked.issues), writers: packed(asked.writers), chances: packed(asked.chances) },
  };
}

export function packGrades(grades: GradeColumns): PackedGrades {
  return {
    ...{ questions: packed(grades.questions), attempts: packed(grades.attempts), by: packed(grades.by) },
    ...{ outcomes: packed(grades.outcomes), scores: packed(grades.scores), zooms: packed(grades.zooms) },
    ...{ targeted: packed(grades.targeted), iouEnds: packed(grades.iouEnds), ious: packed(grades.ious) },
  };
}

const fits = (column: ArrayLike<unknown>, length: number): boolean => column.length === length;

function areBelow(column: Uint8Array | Uint32Array, end: number): boolean {
  for (const value of column) if (value >= end) return false;
  return true;
}

/** Null where columns do not fit each other: they were not written by `packAsked`. */
export function unpackAsked(kept: PackedAsked): AskedQuestions | null {
  const { ids, shas, pageNames, issueNames, writerNames } = kept;
  const rotated = new Map(kept.items);
  const items = rotated.size === 0 ? ids : ids.map((id, at) => rotated.get(at) ?? id);
  const asked = read(() => ({
    ...{ ids, shas, items, pageNames, issueNames, writerNames },
    ...{ tasks: octets(kept.tasks), splits: octets(kept.splits), pages: words(kept.pages) },
    ...{ issues: words(kept.issues), writers: words(kept.writers), chances: doubles(kept.chances) },
  }));
  if (asked === null) return null;
  const columns = [shas, asked.tasks, asked.splits, asked.pages, asked.issues, asked.writers, asked.chances];
  const isWhole =
    columns.every(column => fits(column, ids.length)) &&
    areBelow(asked.tasks, taskKinds.length) &&
    areBelow(asked.splits, splitNames.length) &&
    areBelow(asked.pages, pageNames.length) &&
    areBelow(asked.issues, issueNames.length) &&
    areBelow(asked.writers, writerNames.length);
  return isWhole ? asked : null;
}

/** Null where columns do not fit each other, or the questions: they were not written by `packGrades`. */
export function unpackGrades(kept: PackedGrades, asked: AskedQuestions): GradeColumns | null {
  const grades = read(() => ({
    ...{ asked, questions: words(kept.questions), attempts: words(kept.attempts), by: octets(kept.by) },
    ...{ outcomes: octets(kept.outcomes), scores: doubles(kept.scores), zooms: words(kept.zooms) },
    ...{ targeted: octets(kept.targeted), iouEnds: words(kept.iouEnds), ious: doubles(kept.ious) },
  }));
  if (grades === null) return null;
  const { questions, attempts, by, outcomes, scores, zooms, targeted, iouEnds, ious } = grades;
  const isWhole =
    [attempts, by, outcomes, scores, zooms, targeted, iouEnds].every(column => fits(column, questions.length)) &&
    areBelow(questions, asked.ids.length) &&
    areBelow(outcomes, gradeOutcomes.length) &&
    areBelow(by, graders.length) &&
    (iouEnds.at(-1) ?? 0) === ious.length;
  return isWhole ? grades : null;
}

/** Null where a column is torn. */
function read<T>(columns: () => T): T | null {
  try {
    return columns();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import { taskKinds } from "../../benchmark/taskKinds.js";
import { askedQuestion, plainWords, sameWords } from "./askedQuestion.js";
import type { ForeignFlag, ForeignRow } from "./foreignRow.js";

export interface JoinedRow {
  readonly row: ForeignRow;
  readonly question: QuestionRecord;
}

export interface JoinedRows {
  readonly joined: readonly JoinedRow[];
  readonly unmatched: readonly ForeignRow[];
}

/** Of the rows at least so many must be found again, or the questions are others than those that were asked. */
export const leastJoined = 0.95;

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Whether a row's right answer is the question's: its letter as the row has the options, or its words. */
function isAnswer(question: QuestionRecord, target: string, row: ForeignRow): boolean {
  const { answer, options, answer_type: type } = question;
  if (type !== "choice") return plainWords(target) === plainWords(String(answer));
  const right = options.find(({ label }) => label === answer)?.text;
  if (right !== undefined && sameWords(right, target)) return true;
  const asked = row.options?.find(({ label }) => label === plainWords(target));
  if (asked !== undefined) return right !== undefined && sameWords(asked.text, right);
  if (row.rotation === null || row.rotation === 0) return plainWords(target) === plainWords(String(answer));
  // Which letter is right then is told by the turned question.
  return askedQuestion(question, row)?.answer === plainWords(target);
}

/** Whether a row can be about a question: its words stand in what was asked, and the right answer is the same. */
function fits(row: ForeignRow, question: QuestionRecord): boolean {
  if (row.question === null || row.target === null || askedQuestion(question, row) === null) return false;
  return isAnswer(question, row.target, row) && plainWords(row.question).includes(plainWords(question.question));
}

const marked = (row: ForeignRow, flag: ForeignFlag): ForeignRow => ({ ...row, flags: [...row.flags, flag] });

/** The questions as they may have been numbered: all, those of a split, those of a task kind. */
function numberings(questions: readonly QuestionRecord[], rows: readonly ForeignRow[]) {
  const about = (rows.find(({ about: name }) => name !== null)?.about ?? "").toLowerCase();
  const kind = taskKinds.find(task => about.includes(task));
  const ofKind = kind === undefined ? [] : [questions.filter(({ task }) => task === kind)];
  const lists = [questions, ...ofKind];
  return lists.flatMap(list => [list, list.filter(({ split }) => split === "test")]);
}

/** By number, where one way of counting fits nearly all rows that have no id: single fits may be chance. */
function byIndex(rows: readonly ForeignRow[], questions: readonly QuestionRecord[]): readonly JoinedRow[] {
  let best: readonly JoinedRow[] = [];
  for (const list of numberings(questions, rows))
    for (const first of [0, 1]) {
      const found = rows.flatMap(row => {
        const question = row.index === null ? undefined : list[row.index - first];
        return question !== undefined && fits(row, question) ? [{ row, question }] : [];
      });
      if (found.length > best.length) best = found;
    }
  return best.length >= leastJoined * rows.length ? best : [];
}

/** Questions of a picture, and those of words, each in the order of the questions. */
function lookups(questions: readonly QuestionRecord[]) {
  const add = (map: Map<string, QuestionRecord[]>, key: string, question: QuestionRecord): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [question]);
    else known.push(question);
  };
  const [byImage, byWords] = [new Map<string, QuestionRecord[]>(), new Map<string, QuestionRecord[]>()];
  for (const question of questions) {
    add(byImage, nameOf(question.image), question);
    add(byWords, plainWords(question.question), question);
  }
  return { byImage, byWords };
}

/** A file's name with its folder's: pages of several books have the same number. */
const placeOf = (path: string): string => path.split(/[\\/]/).slice(-2).join("/");

/**
 * Of several questions the one whose picture lies in the same folder is meant, then the longest one that stands in what was
 * asked; null: none, or not one alone.
 */
function meant(all: readonly QuestionRecord[], image: string | null): QuestionRecord | null {
  const there = image === null ? [] : all.filter(one => placeOf(one.image) === placeOf(image));
  const fitting = there.length > 0 ? there : all;
  const longest = fitting.reduce((most, { question }) => Math.max(most, question.length), 0);
  const [only, other] = fitting.filter(({ question }) => question.length === longest);
  return only === undefined || other !== undefined ? null : only;
}

/** Thousands of questions may have the same words: two that fit are as many as tell that none is meant. */
function firstTwo(row: ForeignRow, questions: readonly QuestionRecord[]): readonly QuestionRecord[] {
  const found: QuestionRecord[] = [];
  for (const question of questions) {
    if (fits(row, question)) found.push(question);
    if (found.length === 2) break;
  }
  return found;
}

/** By what was asked, of which picture, with which right answer, where that is one question only. */
function byText(rows: readonly ForeignRow[], questions: readonly QuestionRecord[]): readonly JoinedRow[] {
  const { byImage, byWords } = lookups(questions);
  return rows.flatMap(row => {
    const { image } = row;
    const words = plainWords(row.question ?? "");
    const same = (image === null ? byWords.get(words) : byImage.get(nameOf(image))) ?? [];
    const question = meant(image === null ? firstTwo(row, same) : same.filter(one => fits(row, one)), image);
    return question === null ? [] : [{ row, question }];
  });
}

/** The question as the row has its options; other options than the question's have no grade. */
function asAsked({ row, question }: JoinedRow): JoinedRow {
  const asked = askedQuestion(question, row);
  return asked === null ? { row: marked(row, "options-differ"), question } : { row, question: asked };
}

/**
 * Finds the question that each row answers: by our id; else by its number, if what was asked and the right answer agree;
 * else by those alone, where they are of one question. A row that has an id which is none of ours is not guessed at.
 */
export function joinRows(rows: readonly ForeignRow[], questions: readonly QuestionRecord[]): JoinedRows {
  const known = new Map(questions.map(question => [question.id, question]));
  const found = new Map<ForeignRow, JoinedRow>();
  for (const row of rows) {
    const question = row.ownId === null ? undefined : known.get(row.ownId);
    if (question === undefined) continue;
    const isOther = row.target !== null && !isAnswer(question, row.target, row);
    found.set(row, { row: isOther ? marked(row, "target-differs") : row, question });
  }
  const without = rows.filter(({ ownId }) => ownId === null);
  const indexed = byIndex(without, questions);
  const flag = indexed.length > 0 ? "joined-by-index" : "joined-by-text";
  for (const { row, question } of indexed.length > 0 ? indexed : byText(without, questions))
    found.set(row, { row: marked(row, flag), question });
  return {
    joined: rows.flatMap(row => found.get(row) ?? []).map(asAsked),
    unmatched: rows.filter(row => !found.has(row)),
  };
}

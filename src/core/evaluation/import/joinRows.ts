import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import { taskKinds } from "../../benchmark/taskKinds.js";
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

const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();
const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const isAnswer = ({ answer, options }: QuestionRecord, target: string): boolean =>
  plain(target) === plain(String(answer)) ||
  options.some(({ label, text }) => label === answer && plain(text) === plain(target));

/** Whether a row can be about a question: its words stand in what was asked, and the right answer is the same. */
function fits(row: ForeignRow, question: QuestionRecord): boolean {
  if (row.question === null || row.target === null) return false;
  return isAnswer(question, row.target) && plain(row.question).includes(plain(question.question));
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

/** By what was asked, of which picture, with which right answer, where that is one question only. */
function byText(rows: readonly ForeignRow[], questions: readonly QuestionRecord[]): readonly JoinedRow[] {
  const byWords = new Map<string, QuestionRecord[]>();
  for (const question of questions) {
    const key = plain(question.question);
    byWords.set(key, [...(byWords.get(key) ?? []), question]);
  }
  return rows.flatMap(row => {
    const same = (row.question === null ? undefined : byWords.get(plain(row.question))) ?? [];
    const { image } = row;
    const fitting = same.filter(
      question => fits(row, question) && (image === null || nameOf(image) === nameOf(question.image)),
    );
    const [only, other] = fitting;
    return only === undefined || other !== undefined ? [] : [{ row, question: only }];
  });
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
    const isOther = row.target !== null && !isAnswer(question, row.target);
    found.set(row, { row: isOther ? marked(row, "target-differs") : row, question });
  }
  const without = rows.filter(({ ownId }) => ownId === null);
  const indexed = byIndex(without, questions);
  const flag = indexed.length > 0 ? "joined-by-index" : "joined-by-text";
  for (const { row, question } of indexed.length > 0 ? indexed : byText(without, questions))
    found.set(row, { row: marked(row, flag), question });
  return {
    joined: rows.flatMap(row => found.get(row) ?? []),
    unmatched: rows.filter(row => !found.has(row)),
  };
}

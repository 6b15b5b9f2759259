import type { Rollout } from "../rollout/rollout.js";
import { valueText } from "../rollout/valueText.js";
import { extractAnswer } from "./extractAnswer.js";
import { findByPrompt } from "./findByPrompt.js";
import { isJsonObject } from "./jsonObject.js";
import { layRowOver, type JoinedQuestion } from "./layRowOver.js";
import { pathName } from "./pathName.js";
import type { IndexedQuestion, QuestionIndex } from "./questionIndex.js";

/** What a row's question is. Several matches stay several: picking one could show boxes on another page. */
export type JoinResult =
  | { readonly kind: "none"; readonly reason: "no-datasets" | "no-match" }
  | { readonly kind: "one"; readonly joined: JoinedQuestion }
  | { readonly kind: "several"; readonly matches: readonly JoinedQuestion[] };

/** What of a row finds its question. */
export type JoinedRow = Pick<Rollout, "prompt" | "groundTruth" | "fields">;

/** Every way in which the row may write its right answer; empty when it does not say. */
function answersOf({ fields, groundTruth }: JoinedRow): ReadonlySet<string> {
  const answers = new Set<string>();
  const add = (text: string): void => {
    if (text.trim() !== "") answers.add(text.trim()).add(extractAnswer(text));
  };
  if (fields.answer !== null) add(fields.answer);
  if (groundTruth === undefined || groundTruth.value === null) return answers;
  add(groundTruth.text);
  const { value } = groundTruth;
  const inner = isJsonObject(value) ? (value["answer"] ?? value["ground_truth"] ?? value) : value;
  for (const item of Array.isArray(inner) ? (inner as readonly unknown[]) : [inner]) add(valueText(item));
  return answers;
}

/** True unless both sides name an answer and they differ; an option's letter and its text are the same answer. */
function answerFits({ answer, options }: IndexedQuestion["question"], answers: ReadonlySet<string>): boolean {
  if (answer === null || answers.size === 0) return true;
  const option = options.find(({ label, text }) => label === answer.trim() || text === answer.trim());
  return [answer.trim(), extractAnswer(answer), option?.label, option?.text].some(
    text => text !== undefined && answers.has(text),
  );
}

/** A page of another name is another question, where only the texts agree. */
function imageFits({ image }: IndexedQuestion["question"], { fields }: JoinedRow): boolean {
  const path = image?.path ?? null;
  return fields.image === null || path === null || pathName(path) === pathName(fields.image);
}

/** The fields that make two records the same question, in a form that can be compared. */
function identity({ image, answer, targets }: IndexedQuestion["question"]): readonly (string | null)[] {
  const boxes = targets === null ? null : JSON.stringify(targets.map(target => target.box));
  const path = image?.path ?? null;
  return [path === null ? null : pathName(path), answer, boxes];
}

/** True when `one` says all that `other`, a record of the same id, says. */
function covers(one: IndexedQuestion, other: IndexedQuestion): boolean {
  const mine = identity(one.question);
  return identity(other.question).every((value, index) => value === null || value === mine[index]);
}

/** More records of one id than this are no copies of each other, and comparing all with all would take too long. */
const mostCopies = 50;

/** Of records of one id, those that no other one covers: the record that says most stays, of equals the first. */
function withoutCopies(records: readonly IndexedQuestion[]): readonly IndexedQuestion[] {
  if (records.length > mostCopies) return records;
  return records.filter(
    (other, at) =>
      !records.some((one, index) => index !== at && covers(one, other) && (index < at || !covers(other, one))),
  );
}

/**
 * The same question named in two datasets, or twice in one, is one question. Without an id only equal records are that: a
 * record that leaves something open may be another question.
 */
function distinct(found: readonly IndexedQuestion[]): readonly IndexedQuestion[] {
  if (found.length < 2) return found;
  const groups = new Map<string, IndexedQuestion[]>();
  for (const indexed of found) {
    const key = indexed.question.id ?? JSON.stringify(indexed.question);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [indexed]);
    else group.push(indexed);
  }
  return [...groups.values()].flatMap(records =>
    records[0]?.question.id === null ? records.slice(0, 1) : withoutCopies(records),
  );
}

function find(row: JoinedRow, index: QuestionIndex): readonly IndexedQuestion[] {
  // A long prompt takes longer to look through than its row to parse.
  if (index.size === 0) return [];
  const { questionId } = row.fields;
  const byId = questionId === null ? undefined : index.byId.get(questionId);
  if (byId !== undefined) return byId;
  const answers = answersOf(row);
  const prompts = row.fields.prompt === null ? [row.prompt] : [row.prompt, row.fields.prompt];
  for (const prompt of prompts) {
    const found = findByPrompt(index, prompt).filter(
      ({ question }) => answerFits(question, answers) && imageFits(question, row),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Joins a row with its question: by id, else by prompt text (see `normalisePrompt`) and answer. An answer that one side
 * does not name does not count. The row's own fields always come first, also over a match.
 */
export function joinQuestion(row: JoinedRow, index: QuestionIndex): JoinResult {
  const matches = distinct(find(row, index)).map(indexed => layRowOver(row, indexed));
  const [first] = matches;
  if (first === undefined) {
    const { image, targets } = row.fields;
    if (image !== null || targets !== null) return { kind: "one", joined: layRowOver(row, null) };
    return { kind: "none", reason: index.size === 0 ? "no-datasets" : "no-match" };
  }
  if (matches.length === 1) return { kind: "one", joined: first };
  // A row with page and targets of its own needs no match, and is worth more than a choice between several.
  const isWhole = row.fields.image !== null && row.fields.targets !== null;
  return isWhole ? { kind: "one", joined: layRowOver(row, null) } : { kind: "several", matches };
}

import { contentSha } from "../../benchmark/contentSha.js";
import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import type { AnswerOption } from "../answerOption.js";
import type { ForeignRow } from "./foreignRow.js";

/** In one form of Unicode and with single blanks. */
export const plainWords = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/** Tables for pandas set a text that it would misread in quotation marks. */
const unquoted = (text: string): string => plainWords(text).replace(/^“(.*)”$/, "$1");

export const sameWords = (a: string, b: string): boolean => unquoted(a) === unquoted(b);

/** For each option as it was asked, the question's own; null: they are not the same ones. */
function ownOptions(
  { options }: QuestionRecord,
  asked: readonly AnswerOption[],
): readonly QuestionRecord["options"][number][] | null {
  if (asked.length !== options.length) return null;
  const left = [...options];
  const own = asked.flatMap(({ text }) => {
    const at = left.findIndex(option => sameWords(option.text, text));
    return at === -1 ? [] : left.splice(at, 1);
  });
  return own.length === asked.length ? own : null;
}

/** The options turned by so many places, which is how a rotation is made that does not say its options. */
function turned({ options }: QuestionRecord, by: number): readonly AnswerOption[] {
  return options.flatMap(({ label }, at) => {
    const option = options[(at + by) % options.length];
    return option === undefined ? [] : [{ label, text: option.text }];
  });
}

/** The order in which a row's options stood; null: as the question has them. */
function askedOrder({ options, rotation }: ForeignRow, question: QuestionRecord): readonly AnswerOption[] | null {
  return options ?? (rotation === null || rotation === 0 ? null : turned(question, rotation));
}

/** All rotations of a question's options are one item of the tables, by this name. */
const groupOf = ({ id }: QuestionRecord): string => `${id}-rotations`;

/**
 * The question as a row has it: with its options in another order it is another question, since a letter means another
 * option then; it has its order in its id. Null: the row's options are not those of the question.
 */
export function askedQuestion(question: QuestionRecord, row: ForeignRow): QuestionRecord | null {
  if (question.answer_type !== "choice") return question;
  const circular = row.rotation === null ? {} : { circular: { group: groupOf(question), index: row.rotation } };
  const asked = askedOrder(row, question);
  if (asked === null) return { ...question, ...circular };
  const own = ownOptions(question, asked);
  if (own === null) return null;
  const isSame = own.every(({ label }, at) => label === question.options[at]?.label);
  if (isSame && asked.every(({ label }, at) => label === own[at]?.label)) return { ...question, ...circular };
  const right = own.findIndex(({ label }) => label === question.answer);
  const variant: QuestionRecord = {
    ...question,
    ...circular,
    id: `${question.id}-${own.map(({ label }) => label).join("")}`,
    options: own.map(({ text }, at) => ({ label: asked[at]?.label ?? "", text })),
    answer: asked[right]?.label ?? question.answer,
  };
  return { ...variant, content_sha: contentSha(variant) };
}

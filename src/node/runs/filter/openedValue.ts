import { questionOf } from "../../../core/evaluation/questionOf.js";
import type { FilterField, FilterFieldName } from "../../../core/filter/filterField.js";
import type { FieldValue } from "../../../core/filter/testAtom.js";
import type { LoggedNumber } from "../../../core/rollout/loggedNumber.js";
import { promptMessages } from "../../../core/rollout/promptMessages.js";
import { readLoggedNumber } from "../../../core/rollout/readLoggedNumber.js";
import { columnsOfPart } from "../../../core/rollout/rewardPartColumns.js";
import { rewardParts } from "../../../core/rollout/rewardParts.js";
import { truthOf } from "../../../core/rollout/truthOf.js";
import type { Rollout } from "../../../core/rollout/rollout.js";
import { valueText } from "../../../core/rollout/valueText.js";
import type { OpenedRollout } from "../openedRow.js";

/** Text of a column beyond this is not looked through: token lists have megabytes. */
const longestColumn = 100_000;

const questionIn = ({ join }: OpenedRollout) => (join.kind === "one" ? join.joined.question : null);

/** Messages that a response begins with may be what the model was asked. */
function messagesOf(rollout: Rollout, part: "prompt" | "response"): readonly string[] {
  const { response } = rollout;
  if (response.kind === "text") return part === "prompt" ? [] : [response.text];
  const asked = promptMessages(rollout);
  return response.messages.filter((_, at) => at < asked === (part === "prompt")).map(({ text }) => text);
}

const answered = (rollout: Rollout): string => messagesOf(rollout, "response").join("");

type ByText = (opened: OpenedRollout) => FieldValue;

const ofText: Readonly<Partial<Record<FilterFieldName, ByText>>> = {
  task: opened => questionIn(opened)?.taskKind ?? opened.rollout.fields.taskKind,
  id: opened => questionIn(opened)?.id ?? opened.rollout.fields.questionId,
  question: opened => questionIn(opened)?.question ?? questionOf(opened.rollout).question,
  prompt: ({ rollout }) => [rollout.prompt, ...messagesOf(rollout, "prompt")].join("\n"),
  response: ({ rollout }) => answered(rollout),
  answer: ({ given }) => given,
  expected: opened => questionIn(opened)?.answer ?? truthOf(opened.rollout.groundTruth),
  characters: ({ rollout }) => answered(rollout).length,
};

const numberOf = (logged: LoggedNumber): number | null => (logged.kind === "number" ? logged.value : null);

function columnValue(value: unknown): FieldValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return numberOf(readLoggedNumber(value));
  if (Array.isArray(value) && value.every(one => typeof one === "string")) return value;
  return valueText(value, longestColumn);
}

function columnOf({ rollout }: OpenedRollout, name: string): FieldValue {
  return columnValue(rollout.extras.findLast(one => one.name === name)?.value);
}

function partOf(opened: OpenedRollout, name: string): FieldValue {
  if (columnsOfPart(name) === null) return columnOf(opened, name);
  const part = rewardParts(opened.rollout).find(({ role }) => role === name.toLowerCase());
  return part === undefined ? null : numberOf(part.value);
}

/** The value of a field that only the row's text tells. */
export function openedValue(field: FilterField, opened: OpenedRollout): FieldValue {
  if (field.kind === "column") return columnOf(opened, field.name);
  if (field.kind === "reward") return partOf(opened, field.name);
  return ofText[field.name]?.(opened) ?? null;
}

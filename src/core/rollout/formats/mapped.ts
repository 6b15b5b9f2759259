import type { ColumnNames } from "../../dataset/columnNames.js";
import { fieldReader } from "../../dataset/fieldReader.js";
import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { loggedText } from "../loggedText.js";
import { promptOf } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

/** Names that no trainer uses, so that no column of the row is taken for a mapped one. */
const at = { prompt: "\u0000prompt", response: "\u0000response", score: "\u0000score", step: "\u0000step" };

const shape: RowShape = {
  format: "mapped",
  ...at,
  groundTruth: "\u0000answer",
  givenAnswer: null,
  uid: "\u0000group",
  readResponse: logged => {
    const messages = chatMessages(logged);
    return messages === null ? { kind: "text", text: loggedText(logged) } : { kind: "messages", messages };
  },
};

/** Parts of the reward under the names that they are known by everywhere. */
const parts = [
  ["format_reward", "formatReward"],
  ["acc_reward", "accuracyReward"],
  ["count_reward", "countReward"],
  ["iou_reward", "iouReward"],
] as const satisfies readonly (readonly [string, keyof ColumnNames])[];

function mappedRow(row: JsonObject, columns: ColumnNames): RowRead {
  const read = fieldReader(row);
  const value = (name: string | undefined): unknown => (name === undefined ? undefined : read(name, []));
  const response = value(columns.response);
  if (response === undefined)
    return { kind: "malformed", reason: { code: "missing-keys", keys: [columns.response ?? "response"] } };
  const group = value(columns.group);
  const named: readonly (readonly [string, unknown])[] = [
    [at.score, value(columns.score)],
    [at.step, value(columns.step)],
    [shape.groundTruth, value(columns.answer)],
    ["\u0000group", typeof group === "string" || typeof group === "number" ? group : undefined],
    ...parts.map(([name, role]) => [name, value(columns[role])] as const),
  ];
  const found = Object.fromEntries(named.filter(([, one]) => one !== undefined));
  const prompt = promptOf(value(columns.prompt) ?? null);
  const opened = rolloutRow({ ...row, ...found, [at.prompt]: prompt, [at.response]: response }, shape, columns);
  if (opened.kind !== "rollout") return opened;
  // What the row holds stays as it was logged: only what was laid over it goes.
  const extras = opened.rollout.extras.filter(({ name }) => !name.startsWith("\u0000"));
  return { kind: "rollout", rollout: { ...opened.rollout, extras } };
}

/** Any other JSONL, through the `columns` of the run's loupe.json; it is detected by nothing but the response's column. */
export const mapped: DumpFormat = {
  id: "mapped",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: () => false,
  readUnit: (unit, columns = {}) => [
    isJsonObject(unit) ? mappedRow(unit, columns) : { kind: "malformed", reason: { code: "not-an-object" } },
  ],
};

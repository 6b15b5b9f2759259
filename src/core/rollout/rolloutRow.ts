import type { ColumnNames } from "../dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";
import type { RowRead } from "./dumpFormat.js";
import type { FormatId } from "./formatId.js";
import { loggedText } from "./loggedText.js";
import { readExecuted } from "./readExecuted.js";
import { readGroundTruth } from "./readGroundTruth.js";
import { readLoggedNumber } from "./readLoggedNumber.js";
import { readRowFields } from "./readRowFields.js";
import type { Rollout, RolloutResponse } from "./rollout.js";
import { valueText } from "./valueText.js";

/** Where a format keeps what. A row without its prompt or response key is malformed; the rest may be missing. */
export interface RowShape {
  readonly format: FormatId;
  readonly prompt: string;
  readonly response: string;
  readonly score: string | null;
  readonly step: string | null;
  /** The column that says whether the answer was right, where it is not `acc`. */
  readonly accuracy?: string;
  readonly groundTruth: string;
  readonly givenAnswer: string | null;
  readonly uid: string | null;
  readonly readResponse: (logged: unknown) => RolloutResponse | null;
}

const finite = (logged: unknown): number | null => {
  const number = readLoggedNumber(logged);
  return number.kind === "number" ? number.value : null;
};

function uidGroup(uid: unknown, groupOf: (uid: string) => string): string | null {
  if (typeof uid === "number") return String(uid);
  return typeof uid === "string" && uid !== "" ? groupOf(uid) : null;
}

/** Reads one parsed row by a format's shape. Never throws. */
export function rolloutRow(
  unit: unknown,
  shape: RowShape,
  columns: ColumnNames | undefined,
  groupOf: (uid: string) => string = uid => uid,
): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  const missing = [shape.prompt, shape.response].filter(key => !Object.hasOwn(unit, key));
  if (missing.length > 0) return { kind: "malformed", reason: { code: "missing-keys", keys: missing } };
  const response = shape.readResponse(unit[shape.response]);
  if (response === null) return { kind: "malformed", reason: { code: "wrong-type", key: shape.response } };
  const at = (key: string | null): unknown => (key !== null && Object.hasOwn(unit, key) ? unit[key] : undefined);
  const given = at(shape.givenAnswer);
  const rollout: Rollout = {
    format: shape.format,
    step: finite(at(shape.step)),
    score: readLoggedNumber(at(shape.score)),
    acc: readLoggedNumber(at(shape.accuracy ?? "acc")),
    prompt: loggedText(unit[shape.prompt]),
    response,
    groundTruth: readGroundTruth(at(shape.groundTruth)),
    givenAnswer: given === undefined || given === null ? null : valueText(given),
    groupKey: uidGroup(at(shape.uid), groupOf),
    fields: readRowFields(unit, columns),
    ...executedIn(at("executed_json")),
    extras: extrasOf(unit, shape),
  };
  return { kind: "rollout", rollout };
}

function executedIn(logged: unknown): Pick<Rollout, "executed"> {
  const executed = logged === undefined ? null : readExecuted(logged);
  return executed === null ? {} : { executed };
}

function extrasOf(row: JsonObject, shape: RowShape): Rollout["extras"] {
  const own = [shape.prompt, shape.response, shape.score, shape.step, shape.groundTruth, shape.givenAnswer];
  const extras: Rollout["extras"][number][] = [];
  for (const name of Object.keys(row)) if (!own.includes(name)) extras.push({ name, value: row[name] });
  return extras;
}

import { markKinds } from "../benchmark/questionRecord.js";
import { parseTolerant } from "../rollout/parseTolerant.js";
import { isJsonObject } from "./jsonObject.js";
import type { QuestionMark } from "./question.js";
import { readTargets } from "./readTargets.js";

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

function readMark(value: unknown): QuestionMark | null {
  if (!isJsonObject(value)) return null;
  const read = readTargets([value]);
  const box = read.kind === "targets" ? read.targets[0]?.box : undefined;
  if (box === undefined) return null;
  const kind = markKinds.find(known => known === value["kind"]) ?? "box";
  return { kind, box, label: asText(value["label"]), color: asText(value["color"]) };
}

/** The marks of a record (benchmark.md 2.1), or JSON text of them. Marks are drawn for orientation only, so an unreadable one is left out. */
export function readMarks(written: unknown): readonly QuestionMark[] {
  const parsed = typeof written === "string" ? parseTolerant(written) : null;
  const value = parsed?.ok === true ? parsed.value : written;
  return Array.isArray(value) ? value.map(readMark).filter(mark => mark !== null) : [];
}

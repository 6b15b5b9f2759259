import { isJsonObject } from "./jsonObject.js";
import type { QuestionMark } from "./question.js";
import { readTargets } from "./readTargets.js";

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

function readMark(value: unknown): QuestionMark | null {
  if (!isJsonObject(value)) return null;
  const read = readTargets([value]);
  const box = read.kind === "targets" ? read.targets[0]?.box : undefined;
  if (box === undefined) return null;
  const kind = value["kind"] === "outline" ? "outline" : "box";
  return { kind, box, label: asText(value["label"]), color: asText(value["color"]) };
}

/** The marks of a record (benchmark.md 2.1). Marks are drawn for orientation only, so an unreadable one is left out. */
export function readMarks(value: unknown): readonly QuestionMark[] {
  return Array.isArray(value) ? value.map(readMark).filter(mark => mark !== null) : [];
}

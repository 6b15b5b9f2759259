import type { ColumnNames } from "../dataset/columnNames.js";
import { fieldReader } from "../dataset/fieldReader.js";
import type { JsonObject } from "../dataset/jsonObject.js";
import { readImagePath } from "../dataset/readImagePath.js";
import { readSize } from "../dataset/readSize.js";
import { readTargets } from "../dataset/readTargets.js";
import type { RowFields, UnreadableField } from "./rollout.js";

/** A scalar as text: ids are often numbers. Undefined when the value is neither text nor number. */
function asText(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return undefined;
}

/**
 * Reads the fields by which a row names its own question, page and targets: columns that loupe.json maps, then
 * `question_id`/`sample_id`, `image`/`image_path`, `targets`/`gt_boxes`, at the top or inside `extra_info`.
 */
export function readRowFields(row: JsonObject, columns: ColumnNames = {}): RowFields {
  const read = fieldReader(row);
  const unreadable: UnreadableField[] = [];
  const text = (field: UnreadableField, mapped: string | undefined, names: readonly string[]): string | null => {
    const value = asText(read(mapped, names));
    if (value === undefined) unreadable.push(field);
    return value ?? null;
  };
  const image = read(columns.image, ["image", "image_path", "images"]);
  const path = readImagePath(image);
  if (path === null && image !== undefined && image !== null && image !== "") unreadable.push("image");
  const targets = readTargets(read(columns.targets, ["targets", "gt_boxes"]));
  if (targets.kind === "unreadable") unreadable.push("targets");
  return {
    questionId: text("questionId", columns.questionId, ["question_id", "sample_id"]),
    image: path,
    size: readSize(read),
    targets: targets.kind === "targets" ? targets.targets.map(target => target.box) : null,
    taskKind: text("taskKind", columns.taskKind, ["task_kind", "task"]),
    prompt: text("prompt", columns.prompt, ["question"]),
    answer: text("answer", columns.answer, []),
    unreadable,
  };
}

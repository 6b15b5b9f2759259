import type { FormatLoss } from "../../core/rollout/dumpFormat.js";
import { formats } from "../../core/rollout/formats.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Run } from "./run.js";

/** What a person should know of a run's files although nothing is wrong with them. */
export function runNotes({ repeats, folders, stepless }: Run): readonly FileProblem[] {
  const files = [
    ...stepless,
    ...folders.flatMap(({ steps }) => steps.slice(0, 1).flatMap(step => step.parts.map(part => part.file))),
  ];
  const rows = repeats.reduce((sum, { columns }) => sum + columns.count, 0);
  const repeated = rows === 0 ? [] : [{ code: "rows-repeated", values: [String(rows), String(repeats.length)] }];
  return [...repeated, ...lossesOf(files).map(loss => ({ code: `loss-${loss}`, values: [] }))];
}

const lossesByFormat = new Map(formats.map(({ id, losses = [] }) => [id, losses]));

/** What the formats of some files do not tell, each once. */
function lossesOf(files: readonly IndexedFile[]): readonly FormatLoss[] {
  const known = new Set(files.map(({ format }) => format));
  return [...new Set([...known].flatMap(format => (format === null ? [] : (lossesByFormat.get(format) ?? []))))];
}

import { basename } from "node:path";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { DatasetRead } from "../dataset/datasetRead.js";

/** What could not be read of a dataset, as codes and values: the whole file, some of its records, or its end. */
export function datasetProblems(read: DatasetRead): readonly FileProblem[] {
  const name = basename(read.path);
  if (read.kind === "unread") return [{ code: `dataset-${read.reason.code}`, values: [name] }];
  const first = read.problems[0];
  const problems: FileProblem[] = [];
  if (first !== undefined)
    problems.push({
      code: "dataset-records",
      values: [name, String(read.problemCount), String(first.row), first.reason.code],
    });
  if (read.isCut) problems.push({ code: "dataset-cut", values: [name, String(read.questions.length)] });
  return problems;
}

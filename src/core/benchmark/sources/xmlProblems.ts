import type { ImportProblem } from "../importProblem.js";
import type { XmlRead } from "./xmlRead.js";

/** What is wrong with a file itself; what stands in it is told by the reader of its format. */
export function xmlProblems(file: string, { root, faults, isExact }: XmlRead): readonly ImportProblem[] {
  const effect = root === null ? "left-out" : "noted";
  const told = (detail: string): ImportProblem => ({
    file,
    annotation_id: null,
    code: "unreadable-file",
    effect,
    detail,
  });
  const problems = faults.map(({ line, reason }) => told(`line ${line}: ${reason}`));
  if (!isExact) problems.push(told("bytes that are no text in the file's encoding"));
  return root === null && problems.length === 0 ? [told("no element")] : problems;
}

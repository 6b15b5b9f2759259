import type { Runs } from "../runs/runs.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { reasonText } from "./reasonText.js";

/** Further paths of one kind are only counted. */
const pathsNamed = 3;

function list(paths: readonly string[], what: string): readonly string[] {
  if (paths.length === 0) return [];
  const named = paths.slice(0, pathsNamed).join(", ");
  return [`${what}: ${named}${paths.length > pathsNamed ? ` and ${paths.length - pathsNamed} more` : ""}`];
}

const count = (number: number, one: string, many: string): readonly string[] =>
  number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];

/** What discovery left out, for its limits or because it may not look there. */
function leftOut(runs: Runs): readonly string[] {
  const left = runs.source?.leftOut();
  if (left === undefined) return [];
  return [
    ...list(left.unreadable, "folders that cannot be read"),
    ...list(left.cutRoots, "too many entries, not all of it was looked at"),
    ...list(left.tooDeep, "folders too deep to be looked at"),
    ...list(left.links, "symbolic links, not followed"),
    ...count(
      left.ignored,
      "folder passed over: hidden, or on the ignore list",
      "folders passed over: hidden, or on the ignore list",
    ),
    ...count(
      left.junk,
      "file passed over: by its name a copy or a remainder",
      "files passed over: by their names copies or remainders",
    ),
  ];
}

/** Says on the standard error what was not read or not used, one line each; the results stay as they are. */
export function tellProblems(runs: Runs, output: Output): void {
  const config = runs
    .runFolders()
    .flatMap(run => runs.problemsOf(run).map(problem => `${run}: ${reasonText(problem)}`));
  for (const line of [...leftOut(runs), ...config]) output.err(`loupe: ${printable(line).replaceAll("\n", " ")}\n`);
}

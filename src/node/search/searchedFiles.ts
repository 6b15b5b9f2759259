import type { SearchScope } from "../../protocol/searchApi.js";
import type { Phase } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "../runs/buildRuns.js";
import type { Run } from "../runs/run.js";

/** Rows of one file that a search looks at, and what the tree says of them. */
export interface SearchedFile {
  readonly run: string;
  readonly step: number | null;
  readonly phase: Phase | null;
  readonly file: IndexedFile;
  /** Null: all of them. */
  readonly rows: Uint32Array | null;
}

function filesOf({ path, folders, stepless }: Run): readonly SearchedFile[] {
  const steps = folders.flatMap(folder =>
    folder.steps.flatMap(({ step, phase, parts }) =>
      parts.map(({ file, rows }) => ({ run: path, step, phase, file, rows })),
    ),
  );
  return [...steps, ...stepless.map(file => ({ run: path, step: null, phase: null, file, rows: null }))];
}

/** What a search looks through, in the order of the tree: the newest step first. */
export function searchedFiles({ runs }: RunList, scope: SearchScope): readonly SearchedFile[] {
  switch (scope.kind) {
    case "all":
      return runs.flatMap(filesOf);
    case "run":
      return runs.filter(({ path }) => path === scope.path).flatMap(filesOf);
    case "file":
      return runs.flatMap(filesOf).filter(({ file }) => file.path === scope.path);
  }
}

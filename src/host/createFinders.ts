import type * as vscode from "vscode";
import type { ContextKeys } from "./contextKeys.js";
import type { OpenTree } from "./openTree.js";
import { GoldenTree } from "./remarks/goldenTree.js";
import { RemarkWriter } from "./remarks/remarkWriter.js";
import type { RunsWorker } from "./runsWorker.js";
import { SearchView } from "./search/searchView.js";
import type { ShowFailure } from "./showFailure.js";

interface FinderParts {
  readonly worker: RunsWorker;
  readonly keys: ContextKeys;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly trees: OpenTree;
}

/** What brings people back to rollouts: notes and tags, the golden list, and the search in texts. */
export function createFinders({ worker, keys, log, showFailure, trees }: FinderParts) {
  return {
    remarks: new RemarkWriter(worker, log),
    golden: new GoldenTree(worker, showFailure, trees),
    searchView: new SearchView({ worker, keys, trees }),
  };
}

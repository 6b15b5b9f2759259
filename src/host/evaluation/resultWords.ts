import * as vscode from "vscode";
import { statisticsStrings } from "../../protocol/benchmark/statisticsStrings.js";
import { paperNoteStrings } from "../../protocol/evaluation/paperNoteStrings.js";
import { resultStrings } from "../../protocol/evaluation/resultStrings.js";

/** Words of tables of results in the person's language. */
export const resultWords = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...statisticsStrings, ...paperNoteStrings, ...resultStrings }).map(([key, english]) => [
      key,
      vscode.l10n.t(english),
    ]),
  );

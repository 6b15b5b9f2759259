import { findInconsistencies } from "../../core/evaluation/paper/findInconsistencies.js";
import { paperClaims } from "../../core/evaluation/paper/paperClaims.js";
import { paperNoteRecords } from "../../core/evaluation/paper/paperNotes.js";
import { paperTables } from "../../core/evaluation/paper/paperTables.js";
import type { ResultNote } from "../../core/evaluation/tables/resultNote.js";
import type { DrawnOptions } from "./drawnOptions.js";
import { findingSentence, tablesOfFinding } from "./paperFindingSentence.js";
import { paperNoteStrings } from "./paperNoteStrings.js";
import type { ResultSay } from "./resultSay.js";

type ColumnName = (id: string) => string;

/** What has to be said with a table, of own rows first. */
export function noteSentences({ number, own, paper, say }: DrawnOptions, columnName: ColumnName): readonly string[] {
  return [
    ...(own === null ? [] : [say("result_legend", own.result.comparisons)]),
    ...(own?.notes ?? []).map(note => ownSentence(note, columnName, say)),
    ...(paper === null ? [] : [say("result_legendPaper"), ...paperSentences(number, say)]),
  ];
}

function ownSentence({ code, row, columns, values }: ResultNote, columnName: ColumnName, say: ResultSay): string {
  const where = columns.length === 0 ? say("result_allColumns") : columns.map(columnName).join(", ");
  const listed = ["mixed-sizes", "two-values", "asked-otherwise"].includes(code) ? [values.join(", ")] : values;
  return say(`result_note_${code}`, row ?? "", where, ...listed);
}

/** What rules find in the paper's table, then what else is to be known of it. */
function paperSentences(number: string, say: ResultSay): readonly string[] {
  const { findings } = findInconsistencies(paperTables, paperClaims);
  const here = findings.filter(finding => tablesOfFinding(finding).includes(number));
  const notes = paperNoteRecords.filter(
    ({ source, finds }) => finds.length === 0 && source.includes(`Table ${number}`),
  );
  return [...here.map(finding => findingSentence(finding, say)), ...notes.flatMap(({ note }) => noteText(note, say))];
}

const isKey = (key: string): key is keyof typeof paperNoteStrings => Object.hasOwn(paperNoteStrings, key);

function noteText(note: number, say: ResultSay): readonly string[] {
  const key = `paperNote${note}`;
  return isKey(key) ? [say(key)] : [];
}

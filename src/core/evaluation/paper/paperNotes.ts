import type { PrintedFinding, PrintedFindingCode } from "./printedFinding.js";

/** Which findings are what a note is about. */
interface NoteFinding {
  readonly code: PrintedFindingCode;
  readonly table?: string;
  readonly row?: string;
  readonly column?: string;
  readonly claim?: string;
}

/** Something to know before a figure of the paper is laid beside one's own (facts: benchmark 2.4, whose numbers these are). */
export interface PaperNoteRecord {
  readonly note: number;
  /** Tables, figures and sections of arXiv 2511.06490v1. */
  readonly source: readonly string[];
  /** Empty: no rule finds it. */
  readonly finds: readonly NoteFinding[];
}

const note = (number: number, source: readonly string[], ...finds: readonly NoteFinding[]): PaperNoteRecord => ({
  note: number,
  source,
  finds,
});

export const paperNoteRecords: readonly PaperNoteRecord[] = [
  note(1, ["Table 2", "Table 3"], { code: "random-differs", column: "character_identification" }),
  note(
    ...([2, ["Table 5", "1"]] as const),
    { code: "delta-differs", table: "5", row: "rarl", column: "depth_comparison" },
    { code: "claim-differs", claim: "rarl-depth-gain" },
  ),
  note(3, ["Table 5", "1"], { code: "delta-differs", table: "5", row: "rarl", column: "action_recognition" }),
  note(4, ["Table 4"], { code: "no-count", table: "4", row: "qwen2.5-vl-7b-zoom-in", column: "depth_comparison" }),
  note(
    ...([5, ["Table 3", "Table 4", "Table 5", "Table 7"]] as const),
    { code: "two-values", column: "dialog_reordering" },
    { code: "two-values", column: "character_identification" },
  ),
  note(
    ...([6, ["Table 3", "Table 5", "Table 7"]] as const),
    { code: "mixed-sizes", column: "dialog_reordering" },
    { code: "mixed-sizes", column: "character_identification" },
  ),
  note(7, ["Table 5"], { code: "no-count", table: "5", row: "sft-s", column: "panel_reordering" }),
  note(8, ["Abstract", "Table 5"]),
  note(9, ["1", "5.1", "Table 5"]),
  note(10, ["5.1", "Table 4"]),
  note(11, ["1", "Table 3", "Table 5"], { code: "gap-overshot", claim: "rarl-gap-action_recognition" }),
  note(12, ["5.2", "Table 7"]),
  note(13, ["5.2", "Table 7"], { code: "too-few-items", claim: "reorder-transfer" }),
  note(14, ["Figure 7", "5.2"]),
  note(15, ["Table 8", "5.2"]),
  note(16, ["Table 8"]),
  note(17, ["Table 1"]),
  note(18, ["Table 1", "B"]),
  note(19, ["Table 9", "Table 10"]),
  note(20, ["F.1", "Table 3"]),
  note(21, ["4.1", "5.1", "Table 9"]),
  note(
    ...([22, ["5.1", "Table 6"]] as const),
    { code: "claim-differs", claim: "zoom-iou" },
    { code: "mean-differs", table: "6", row: "rarl", column: "character_identification-iou" },
  ),
  note(23, ["Table 6", "5.1", "Table 10"]),
  note(24, ["Table 10"]),
  note(25, ["F.2", "5.1", "3.1"]),
  note(26, ["Table 3"]),
];

/** The number of the note that a finding is about; null: of none. */
export function noteOf(finding: PrintedFinding): number | null {
  return paperNoteRecords.find(({ finds }) => finds.some(one => isAbout(finding, one)))?.note ?? null;
}

function isAbout(finding: PrintedFinding, { code, table, row, column, claim }: NoteFinding): boolean {
  if (finding.code !== code) return false;
  if (claim !== undefined) return "claim" in finding && finding.claim === claim;
  const place = "at" in finding && !("length" in finding.at) ? finding.at : null;
  const own = "column" in finding ? finding.column : place?.column;
  const isHere = (table === undefined || place?.table === table) && (row === undefined || place?.row === row);
  return isHere && own === column;
}

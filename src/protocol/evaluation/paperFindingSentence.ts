import type { PrintedFinding, PrintedPlace } from "../../core/evaluation/paper/printedFinding.js";
import { paperTables } from "../../core/evaluation/paper/paperTables.js";
import { pText } from "./ownCellText.js";
import type { ResultSay } from "./resultSay.js";

/** The tables whose cells a finding is about. */
export function tablesOfFinding(finding: PrintedFinding): readonly string[] {
  const { at } = finding;
  return "table" in at ? [at.table] : [...new Set(at.map(({ table }) => table))];
}

/** What rules find in printed tables, in a sentence. */
export function findingSentence(finding: PrintedFinding, say: ResultSay): string {
  const place = (at: PrintedPlace) => placeText(at, say);
  const places = (at: readonly PrintedPlace[]) => at.map(place).join("; ");
  switch (finding.code) {
    case "delta-differs":
      return deltaSentence(finding, say);
    case "no-count":
      return say("result_finding_no-count", place(finding.at), finding.n, finding.below, finding.above);
    case "mixed-sizes":
      return say(
        ...(["result_finding_mixed-sizes", columnName(finding.column)] as const),
        ...[places(finding.at), finding.other, finding.n],
      );
    case "two-values":
      return say("result_finding_two-values", finding.model, places(finding.at));
    case "random-differs":
      return say(
        ...(["result_finding_random-differs", place(finding.at), finding.choices] as const),
        ...[finding.recomputed, finding.treatedAs ?? finding.choices],
      );
    case "mean-differs":
      return meanSentence(finding, say);
    case "claim-differs":
      return claimSentence(finding, say);
    case "gap-overshot": {
      const percent = (100 * (finding.share - 1)).toFixed(0);
      return say("result_finding_gap-overshot", finding.source, percent, places(finding.at));
    }
    case "too-few-items":
      return say(
        ...(["result_finding_too-few-items", finding.source, finding.items] as const),
        ...[pText(finding.leastP), places(finding.at)],
      );
  }
}

type OfCode<Code extends PrintedFinding["code"]> = Extract<PrintedFinding, { readonly code: Code }>;

function deltaSentence({ at, delta, recomputed, explainedBy }: OfCode<"delta-differs">, say: ResultSay): string {
  const place = placeText(at, say);
  if (explainedBy === null) return say("result_finding_delta-differs", place, delta, recomputed);
  return say("result_finding_explained", place, delta, recomputed, placeText(explainedBy, say));
}

function meanSentence({ at, parts, plain, byCalls, isRounding }: OfCode<"mean-differs">, say: ResultSay): string {
  const key = isRounding ? "result_finding_meanRounded" : "result_finding_mean-differs";
  return say(key, placeText(at, say), parts.join(", "), plain.toFixed(4), byCalls?.toFixed(4) ?? "–");
}

function claimSentence({ at, source, stated, recomputed }: OfCode<"claim-differs">, say: ResultSay): string {
  const key = stated === null ? "result_finding_unborne" : "result_finding_claim-differs";
  const number = recomputed === null ? "–" : String(Math.round(recomputed * 1000) / 1000);
  return say(key, source, stated ?? "", number, at.map(one => placeText(one, say)).join("; "));
}

function placeText({ table, row, column, printed }: PrintedPlace, say: ResultSay): string {
  const found = paperTables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row);
  return say("result_place", table, found?.label ?? row, columnName(column), printed);
}

function columnName(column: string): string {
  return paperTables.flatMap(({ columns }) => columns).find(({ id }) => id === column)?.label ?? column;
}

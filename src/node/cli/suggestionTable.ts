import type { MappingReason } from "../../core/benchmark/import/suggestMapping.js";
import { rewardTable } from "./rewardTable.js";

function whyOf(reason: Exclude<MappingReason, { kind: "depth" }>): string {
  switch (reason.why) {
    case "word":
      return `holds “${reason.word ?? ""}”`;
    case "supercategory":
      return `its group holds “${reason.word ?? ""}”`;
    case "part":
      return `a part only: “${reason.word ?? ""}”`;
    case "values":
      return `holds “${reason.word ?? ""}”, but its values do not fit`;
    case "taken":
      return "another name says it better";
    case "no-word":
      return "nothing in it is known";
  }
}

function row(reason: MappingReason): readonly string[] {
  switch (reason.kind) {
    case "category":
      return ["category", reason.name, reason.role, String(reason.count), whyOf(reason)];
    case "attribute":
      return ["attribute", reason.name, reason.meaning ?? "–", String(reason.count), whyOf(reason)];
    case "depth":
      return ["depth", "the larger is", reason.larger, "", "assumed: nothing in the files says it"];
  }
}

/** What is suggested for the names of a set, and why, as lines of text. */
export function suggestionTable(reasons: readonly MappingReason[]): readonly string[] {
  return rewardTable([["kind", "name", "meaning", "count", "because"], ...reasons.map(row)]);
}

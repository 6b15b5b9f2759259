import type { AuditCause } from "../../core/reward/auditCause.js";
import { causeKeys } from "../../protocol/reward/causeKeys.js";
import type { AuditedRow } from "../../protocol/reward/auditApi.js";
import { viewStrings } from "../../protocol/viewStrings.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { scoreWords } from "../tree/scoreWords.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { partWords } from "./partWords.js";

/** Differences are small at times: more digits than elsewhere. */
const digits = 4;

/** What the trainer did in another way, a sentence each. */
export function causeSentences(codes: AuditCause["codes"]): string {
  const table = translated(viewStrings);
  return codes.map(code => table[causeKeys[code]] ?? viewStrings[causeKeys[code]]).join(" ");
}

/** The first part of a rollout's reward that differs, by how much, and why where that was found. */
export function differenceSentence({ parts, firstDifference, strategy, cause }: AuditedRow): string {
  const value = parts.find(({ part }) => part === firstDifference);
  if (value === undefined || value.recomputed === null) return t("The logged reward differs from its rule.");
  const sentence = t(
    "The logged reward differs in {0}: logged {1}, recomputed {2} by {3}.",
    partWords(value.part, t),
    value.logged.kind === "number" ? formatDecimal(value.logged.value, digits) : scoreWords(value.logged, t),
    formatDecimal(value.recomputed, digits),
    strategy,
  );
  return cause === null ? sentence : `${sentence} ${causeSentences(cause.codes)}`;
}

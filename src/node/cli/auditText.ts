import { auditedParts, auditVerdicts } from "../../core/reward/auditedPart.js";
import type { AuditOutput } from "./auditOutput.js";

type SetJson = AuditOutput["sets"][number];
type RowJson = AuditOutput["rows"][number];

const partWidth = Math.max(...auditedParts.map(part => part.length));

function spanLine(span: SetJson["spans"][number]): string {
  const { from, to, strategy, alsoFits, agreeing, compared, byLoggedParts, notFinite, isWritten } = span;
  const steps = from === null ? "no step" : from === to ? `step ${from}` : `steps ${from}–${to}`;
  if (compared === 0 && !isWritten) return `${steps}: no logged total can be compared with a rule`;
  if (strategy === null) return `${steps}: the log follows none of the known strategies (${compared} compared)`;
  const also = alsoFits.length === 0 ? "" : `; cannot be told from ${alsoFits.join(", ")}`;
  const said = isWritten ? ", as the rows say" : "";
  const parts = byLoggedParts === 0 ? "" : `, ${byLoggedParts} of them by the logged parts alone`;
  const left = notFinite === 0 ? "" : `; ${notFinite} NaN or infinite, not compared`;
  return `${steps}: the log follows ${strategy}${said} (${agreeing} of ${compared} totals agree${parts}${left}${also})`;
}

/** Logged values that are no numbers, by part: in the table null and texts are "absent" as what was never logged is. */
function kindLines({ loggedKinds }: SetJson): readonly string[] {
  return auditedParts.flatMap(part => {
    const { nan, infinity, null: nulls, text } = loggedKinds[part];
    const named = [
      [nan, "NaN"],
      [infinity, "infinite"],
      [nulls, "null"],
      [text, "text that is no number"],
    ] as const;
    const found = named.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
    return found.length === 0 ? [] : [`logged ${part} that is no number: ${found.join(", ")}`];
  });
}

function countLines({ counts }: SetJson): readonly string[] {
  const head = auditVerdicts.map(verdict => verdict.padStart(17)).join("");
  const lines = auditedParts.map(part => {
    const cells = auditVerdicts.map(verdict => String(counts[part][verdict]).padStart(17));
    return part.padEnd(partWidth) + cells.join("");
  });
  return [" ".repeat(partWidth) + head, ...lines];
}

function suspectLine({ question, kind, agreement, withTarget, rollouts }: SetJson["suspects"][number]): string {
  const [own, other] = [agreement.toFixed(2), withTarget.toFixed(2)];
  const what =
    kind === "box"
      ? `look at one place (IoU ${own} with each other, ${other} with the target)`
      : `give one answer (${own} of the rollouts; ${other} give the expected one)`;
  return `suspect target: ${question}: ${rollouts.length} rollouts ${what}`;
}

/** What the audit of one set found, as lines. */
export function auditSetLines(set: SetJson): readonly string[] {
  const name = set.folder ?? `${set.run}, ${set.phase}`;
  const unread = set.unread === 0 ? "" : `, ${set.unread} rows not read`;
  return [
    `${name}: ${set.differing} of ${set.rollouts} rollouts differ${unread}`,
    ...[
      ...set.spans.map(spanLine),
      ...countLines(set),
      ...kindLines(set),
      ...set.causes.map(({ codes, rollouts }) => `cause ${codes.join(" and ")}: ${rollouts} rollouts`),
      ...set.suspects.map(suspectLine),
    ].map(line => `  ${line}`),
  ];
}

export function auditRowLine({ file, row, strategy, firstDifference, parts, cause }: RowJson): string {
  const { logged, recomputed } = parts[firstDifference];
  const why = cause === null ? "" : `, cause ${cause.join(" and ")}`;
  const values = `${firstDifference} logged ${logged ?? "nothing"}, recomputed ${recomputed ?? "nothing"}`;
  return `${file} row ${row}: ${values} by ${strategy}${why}`;
}

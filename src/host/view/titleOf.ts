import type { OpenedRow } from "../../protocol/rolloutView.js";
import { clip } from "../tree/clip.js";
import type { Translate } from "../translate.js";

/** The title of a view: the question and the rollout's number in its group. */
export function titleOf(row: OpenedRow | null, t: Translate): string {
  if (row === null) return t("Rollout");
  if (row.kind === "unreadable") return clip(`${row.name} · ${row.ref.row}`, 60);
  const { question, group } = row;
  const { ref } = row;
  const number = group.members.find(member => member.ref.file === ref.file && member.ref.row === ref.row)?.number;
  const name = clip(question.id ?? question.text, 40);
  const shown = name === "" ? row.source.name : name;
  return number === undefined ? shown : `${shown} · ${number}`;
}

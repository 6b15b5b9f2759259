import type { TurnRole } from "../core/rollout/trajectory.js";
import type { OpenedRow } from "../protocol/rolloutView.js";
import type { Translate } from "./translate.js";

/** A trajectory as one text: each turn under a heading, its text as the file holds it. */
export function trajectoryText(row: OpenedRow, t: Translate): string {
  if (row.kind === "unreadable")
    return row.code === "row-gone"
      ? t("This rollout is in no opened run any more. Open the folder of its run, then this text again.")
      : t("This row cannot be read as a rollout.");
  const turns = row.turns.map(turn => `${heading(turn.index, turn.role, t)}\n${turn.text.trim()}\n`);
  return turns.length === 0 ? t("This rollout has no turns.") : turns.join("\n");
}

const heading = (index: number, role: TurnRole, t: Translate) => `## ${index} ${roleWords(role, t)}`;

function roleWords(role: TurnRole, t: Translate): string {
  switch (role) {
    case "model":
      return t("model");
    case "tool":
      return t("tool");
    case "user":
      return t("user");
    case "unsure":
      return t("user or model, unsure");
  }
}

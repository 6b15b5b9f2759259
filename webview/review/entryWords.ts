import type { QueueEntry } from "../../src/protocol/review/reviewViewApi.js";
import type { Icon } from "../icon.js";
import { codeKeys } from "./codeKeys.js";
import type { ReviewTranslate } from "./reviewTranslate.js";

type IconName = Parameters<typeof Icon>[0]["name"];

const icons = {
  accepted: "check",
  edited: "edit",
  rejected: "close",
  conflict: "conflict",
} as const satisfies Readonly<Record<string, IconName>>;

/** How a question of the queue stands, as an icon and a word. */
export const entryWords = {
  icon: ({ state }: QueueEntry): IconName | null => (state === "new" ? null : icons[state]),

  text(entry: QueueEntry, t: ReviewTranslate): string {
    const { state, own, reason, isFlagged, checks } = entry;
    if (state === "rejected" && reason !== null) {
      const key = codeKeys.reasonOf(reason);
      return key === null ? reason : t(key);
    }
    if (state !== "new") return t(codeKeys.states[state]);
    if (own === "unsure") return t("stateUnsure");
    if (isFlagged) return t("flaggedNow");
    if (own === "passed") return t("statePassed");
    if (checks === 0) return "";
    return checks === 1 ? t("entryCheck") : t("entryChecks", checks);
  },
} as const;

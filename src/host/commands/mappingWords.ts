import type { MappedRole, ProposalReason } from "../../core/rollout/proposeColumns.js";
import type { Translate } from "../translate.js";

/** What the roles of a mapping and the reasons of its proposal are called. */
export const mappingWords = {
  roles: (t: Translate): Readonly<Record<MappedRole, string>> => ({
    response: t("Response"),
    prompt: t("Prompt"),
    score: t("Score"),
    step: t("Step"),
    group: t("Group"),
    answer: t("Right answer"),
    formatReward: t("Reward for the format"),
    accuracyReward: t("Reward for the answer"),
    countReward: t("Reward for the number of zooms"),
    iouReward: t("Reward for where the zooms went"),
  }),
  reason(reason: ProposalReason, t: Translate): string {
    switch (reason) {
      case "name":
        return t("proposed by its name");
      case "model-text":
        return t("proposed because it holds what models write");
      case "messages":
        return t("proposed because it holds messages");
      case "other-text":
        return t("proposed because it is the longest text that is left");
    }
  },
} as const;

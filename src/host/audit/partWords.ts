import type { AuditedPart } from "../../core/reward/auditedPart.js";
import type { Translate } from "../translate.js";

/** A part of the reward, in the middle of a sentence. */
export function partWords(part: AuditedPart, t: Translate): string {
  switch (part) {
    case "format":
      return t("format");
    case "accuracy":
      return t("accuracy");
    case "toolCount":
      return t("zoom count");
    case "toolAccuracy":
      return t("zoom IoU");
    case "total":
      return t("total");
  }
}

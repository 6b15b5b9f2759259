import type { QuestionOrigin } from "../../src/core/benchmark/review/questionOrigin.js";
import { formatNumber } from "../formatNumber.js";
import type { ReviewTranslate } from "./reviewTranslate.js";

const textSources = { annotation: "textAnnotation", model: "textModel", person: "textPerson" } as const;

type Balloons = Extract<QuestionOrigin, { kind: "balloons" }>;

function orderText(source: Balloons["order"], confidence: number | null, t: ReviewTranslate): string {
  switch (source) {
    case null:
      return t("unknown");
    case "given":
      return t("orderGiven");
    case "person":
      return t("orderPerson");
    case "annotation":
      return t("orderAnnotation");
    case "computed":
      return t("orderComputed", formatNumber.short((confidence ?? 1) * 100, 0));
  }
}

/** What a question was derived from, in one line. */
export function originText(origin: QuestionOrigin, t: ReviewTranslate): string {
  const or = (value: string | number | null) => value ?? t("unknown");
  switch (origin.kind) {
    case "depth": {
      const depths = origin.depths.map(({ label, depth }) => t("depthOf", label, or(depth))).join(", ");
      return t(origin.larger === "farther" ? "originDepthFarther" : "originDepthNearer", depths);
    }
    case "action":
      return t("originAction", or(origin.action));
    case "identity":
      return t(
        "originIdentity",
        origin.identities.map(({ label, identity }) => t("depthOf", label, or(identity))).join(", "),
      );
    case "count":
      return origin.identity === null
        ? t("originNoCount")
        : t("originCount", origin.identity, origin.panels.join(", "));
    case "balloons": {
      const texts = origin.texts.map(source => t(textSources[source])).join(", ");
      return t("originBalloons", or(texts === "" ? null : texts), orderText(origin.order, origin.confidence, t));
    }
    case "order":
      return t("originOrder", orderText(origin.source, origin.confidence, t));
    case "written":
      return origin.model === null ? t("originWrittenUnknown") : t("originWritten", origin.model);
  }
}

import type { ZoomCall } from "../../src/core/rollout/zoomCall.js";
import { boxText } from "../boxText.js";
import { formatNumber } from "../formatNumber.js";
import type { Translate } from "../translate.js";

/** What a zoom call asks for, as written: a box, a point, or something that is only described. */
export function aimText({ requested, aim }: ZoomCall, t: Translate): string {
  if (requested !== null) return boxText(requested, 4);
  switch (aim?.kind) {
    case "point":
      return t("aimPoint", aim.point.map(side => formatNumber.short(side, 4)).join(", "));
    case "words":
      return t("aimWords");
    case undefined:
      return t("noBox");
  }
}

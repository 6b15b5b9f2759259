import type { LoggedNumber } from "../src/core/rollout/loggedNumber.js";
import type { Translate } from "./translate.js";
import { formatNumber } from "./formatNumber.js";

/** A logged number in words: NaN, the infinities, null, absent and text stay told apart, and none of them is 0. */
export function loggedText(value: LoggedNumber, t: Translate): string {
  switch (value.kind) {
    case "number":
      return formatNumber.short(value.value, 3);
    case "nan":
      return t("loggedNan");
    case "infinity":
      return t(value.sign > 0 ? "loggedInfinity" : "loggedMinusInfinity");
    case "null":
      return t("loggedNull");
    case "absent":
      return t("notLogged");
    case "text":
      return `“${value.text}”`;
  }
}

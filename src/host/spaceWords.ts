import type { CoordinateSpace } from "../core/page/coordinateSpace.js";
import type { Translate } from "./translate.js";

/** What the numbers of a box count in a coordinate space. */
export function spaceWords(space: CoordinateSpace, t: Translate): { readonly name: string; readonly detail: string } {
  switch (space) {
    case "page":
      return { name: t("Page pixels"), detail: t("pixels of the stored page") };
    case "model":
      return { name: t("Model pixels"), detail: t("pixels of the page as the model saw it, after smart_resize") };
    case "unit":
      return { name: t("0 to 1"), detail: t("fractions of the page") };
    case "thousand":
      return { name: t("0 to 1000"), detail: t("thousandths of the page") };
  }
}

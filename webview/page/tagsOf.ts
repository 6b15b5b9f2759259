import { formatNumber } from "../formatNumber.js";
import type { Translate } from "../translate.js";
import type { DrawnBox } from "./drawnBoxes.js";
import type { Tag } from "./placeTags.js";

/** A tag before its size is known. */
export interface TagText {
  readonly id: string;
  readonly text: string;
  readonly place: Tag["place"];
  readonly drawn: DrawnBox;
}

/** So many tags can be told apart; of more boxes only the first are named on the page. */
const most = 40;

function textOf(drawn: DrawnBox, t: Translate): string {
  const number = drawn.index + 1;
  switch (drawn.kind) {
    case "target":
      return t("tagTarget", number);
    case "executed":
      return drawn.iou === null ? t("tagCall", number) : t("tagCallIou", number, formatNumber.fixed(drawn.iou, 2));
    case "requested":
      return t(drawn.isNotRun ? "tagNotRun" : drawn.isRefused ? "tagAskedRefused" : "tagAsked", number);
  }
}

const places = { target: "bottom", executed: "above-left", requested: "above-right" } as const;

/** The tags of the boxes on show; the first in the list get the best places. */
export function tagsOf(boxes: readonly DrawnBox[], t: Translate): readonly TagText[] {
  const order = [...boxes.filter(({ kind }) => kind !== "target"), ...boxes.filter(({ kind }) => kind === "target")];
  return order.slice(0, most).map(drawn => ({
    id: `${drawn.kind}-${drawn.index}`,
    text: textOf(drawn, t),
    place: places[drawn.kind],
    drawn,
  }));
}

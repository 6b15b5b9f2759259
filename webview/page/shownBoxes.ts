import type { ViewState } from "../../src/protocol/viewApi.js";
import type { DrawnBox } from "./drawnBoxes.js";

const switches = { target: "targets", executed: "executed", requested: "requested" } as const;

/** The boxes whose kind is switched on. */
export const shownBoxes = (boxes: readonly DrawnBox[], shown: ViewState["shown"]) =>
  boxes.filter(({ kind }) => shown[switches[kind]]);

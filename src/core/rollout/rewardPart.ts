import type { LoggedNumber } from "./loggedNumber.js";

/** A part of the reward as the trainer logged it; `name` is the column it was read from. */
export interface RewardPart {
  readonly role: "format" | "accuracy" | "count" | "iou" | "total";
  readonly name: string;
  readonly value: LoggedNumber;
}

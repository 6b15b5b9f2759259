import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import type { RemarkChange } from "../../protocol/remarks/remarksApi.js";
import type { RolloutAuditView } from "../../protocol/reward/rolloutAuditView.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";

/** What the calls of a webview lead to beyond its own panel. */
export interface ViewHostServices {
  readonly log: { warn(message: string, ...args: unknown[]): void; error(message: string, ...args: unknown[]): void };
  /** Text of the row's line, bounded; null when it is gone. */
  raw(ref: RolloutRef): Promise<{ text: string; isCut: boolean } | null>;
  /** Selects the row's item, or that of one of its zoom calls, in the tree. */
  reveal(ref: RolloutRef, call: number | null): Promise<void>;
  /** Puts the link to a row, or to one of its zoom calls, into the clipboard. */
  copyLink(ref: RolloutRef, call: number | null): Promise<void>;
  /** True when it is written down; what went wrong is told. */
  remark(ref: RolloutRef, change: RemarkChange): Promise<boolean>;
  knownTags(): Promise<readonly string[]>;
  setFocus(hasFocus: boolean, isInput: boolean): void;
  openLine(ref: RolloutRef): Promise<void>;
  audit(ref: RolloutRef, strategy: string | null): Promise<RolloutAuditView | null>;
  /** Audits the row's step and filters the tree by what differs. Takes long at times: it only begins. */
  showDiffering(ref: RolloutRef): void;
  /** Asks for another filter or order of the lists, or clears it. The person may take long: it only begins. */
  changeList(what: "where" | "sort", how: "change" | "clear"): void;
  /** Null goes back to guessing. */
  setSpace(run: string, space: CoordinateSpace | null): Promise<void>;
  // These ask the person first, who may take long or never answer: they only begin, and show their own failures.
  chooseSpace(run: string): void;
  addPrefix(from: string, to: string): void;
  addImageRoot(): void;
  addDataset(): void;
}

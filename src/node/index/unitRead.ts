import type { UnreadReason } from "./indexedFile.js";

/** The bytes of one row's unit, or why there are none. */
export type UnitRead =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "too-large"; readonly length: number }
  /** The file changed since this state of it was indexed; the next state is on its way. */
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly reason: UnreadReason };

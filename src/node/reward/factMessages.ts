import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { FactTask, JoinAnswer, JoinRequest } from "./factTask.js";

/** What a reading thread is told. A task holds for as long as the shared epoch is its own. */
export type ToFactThread =
  | { readonly kind: "task"; readonly id: number; readonly epoch: number; readonly task: FactTask }
  | { readonly kind: "answers"; readonly id: number; readonly answers: readonly JoinAnswer[] };

/** What it tells. `facts` null: cancelled. */
export type FromFactThread =
  | { readonly kind: "ask"; readonly id: number; readonly requests: readonly JoinRequest[] }
  | { readonly kind: "done"; readonly id: number; readonly facts: PackedFacts | null };

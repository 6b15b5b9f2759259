import type { ServeRefusal } from "../../../core/evaluation/checkpoint/planServers.js";
import type { HostFailure } from "../../../protocol/jobs/jobView.js";

/** Why there was no server. `log`: the end of what it said. */
export type ServeFailure =
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "ended"; readonly phase: string; readonly exitCode: number | null; readonly log: string }
  | { readonly kind: "silent"; readonly phase: string; readonly log: string }
  /** It is up where it runs, and its host does not reach it there. */
  | { readonly kind: "cut-off"; readonly addresses: readonly string[]; readonly port: number }
  | ServeRefusal
  | { readonly kind: "aborted" };

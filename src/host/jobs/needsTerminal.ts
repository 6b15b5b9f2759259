import type { HostFailureKind } from "../../protocol/jobs/jobView.js";

/** Whether a person at a terminal can help: ssh asks for something, or has not met the host yet. */
export function needsTerminal(kind: HostFailureKind): boolean {
  return kind === "needs-person" || kind === "unknown-host-key" || kind === "refused";
}

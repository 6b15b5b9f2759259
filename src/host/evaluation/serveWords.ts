import * as vscode from "vscode";
import type { ServeFailure } from "../../node/evaluation/checkpoint/serveFailure.js";
import { serveFailureStrings, servePhaseStrings, serveRefusalStrings } from "../../protocol/evaluation/serveStrings.js";
import { failureSentence } from "../jobs/failureSentence.js";
import { t } from "../t.js";

/** What is said of the server of a checkpoint. */
export const serveWords = {
  /** Null: no phase of a server. */
  phase(phase: string, seconds: number): string | null {
    const found = Object.entries(servePhaseStrings).find(([name]) => name === phase);
    if (found === undefined) return null;
    const words = vscode.l10n.t(found[1]);
    return seconds < 1 ? words : t("{0} ({1} s)", words, seconds);
  },

  /** Why there was no server. Null: it was stopped by whoever started it. */
  failure(failure: ServeFailure, host: string): string | null {
    const { l10n } = vscode;
    switch (failure.kind) {
      case "unreachable":
        return failureSentence(failure.failure, host, t);
      case "refused":
        return l10n.t(serveFailureStrings.refused, host, failure.detail.trim());
      case "ended": {
        const what = failure.phase === "merging" ? "merge-ended" : "ended";
        if (failure.exitCode === null) return l10n.t(serveFailureStrings[what], host);
        return l10n.t(serveFailureStrings[`${what}-with`], host, failure.exitCode);
      }
      case "silent":
        return l10n.t(serveFailureStrings.silent, host);
      case "cut-off":
        return l10n.t(serveFailureStrings["cut-off"], host, failure.port, failure.addresses.join(", "));
      case "unfit":
        return l10n.t(serveRefusalStrings[failure.code], ...failure.values);
      case "aborted":
        return null;
      default: {
        const never: never = failure;
        return never;
      }
    }
  },

  /** The end of what a server said; empty: it said nothing. */
  log: (failure: ServeFailure): string => ("log" in failure ? failure.log.trim() : ""),
} as const;

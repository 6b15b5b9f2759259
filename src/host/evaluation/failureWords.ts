import * as vscode from "vscode";
import type { ChatFailure } from "../../node/endpoint/chatFailure.js";
import { endpointStrings } from "../../protocol/endpoint/endpointStrings.js";

/** Why an endpoint failed, with the way out and what it said; empty: it did not fail. `endpoint`: its host. */
export function failureWords(failure: ChatFailure | null, endpoint: string): string {
  if (failure === null) return "";
  const { code, message } = failure;
  const sentence = vscode.l10n.t(endpointStrings[code], endpoint);
  return message === "" ? sentence : `${sentence} (${message})`;
}

import type { RunsEvent } from "../../protocol/runsApi.js";

/** Warnings of the index that a person should know of, by the index's own names for them. */
const codes: Readonly<Record<string, { readonly code: string; readonly value: string }>> = {
  "no watches left": { code: "watch-limit", value: "folders" },
  "index not saved": { code: "index-not-saved", value: "folder" },
  "root not readable": { code: "root-unreadable", value: "root" },
};

/** The notice that goes with a warning of the index; null for one that belongs into the log alone. */
export function noticeOf(event: string, values: Readonly<Record<string, unknown>>): RunsEvent | null {
  const known = Object.hasOwn(codes, event) ? codes[event] : undefined;
  return known === undefined ? null : { kind: "notice", code: known.code, values: [String(values[known.value])] };
}

import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import type { TraceEnd } from "../../../protocol/distil/distilViewApi.js";

/** How a trace ends: by the first filter that it fails. */
export function traceEnd({ kept, droppedBy, filters }: JudgedTrace): TraceEnd {
  return { kept, reason: droppedBy, filter: filters.find(({ code }) => code !== null)?.filter ?? null };
}

import type { FilterName } from "../../src/core/distil/dropReason.js";
import type { TraceEnd } from "../../src/protocol/distil/distilViewApi.js";
import { taskKindName } from "../taskKindName.js";
import type { DistilTranslate } from "./distilTranslate.js";

/** Words for what is shown of traces in several places. */
export const distilWords = {
  task: (task: string | null, t: DistilTranslate): string => (task === null ? t("allTasks") : taskKindName(task, t)),

  /** Which traces a list is of. */
  list(filter: FilterName | "kept" | null, t: DistilTranslate): string {
    if (filter === null) return t("list_all");
    return filter === "kept" ? t("list_kept") : t("list_dropped", t(`filter_${filter}`));
  },

  /** How a trace ends, in one word. */
  end: ({ reason }: TraceEnd, t: DistilTranslate): string => (reason === null ? t("end_kept") : t(`reason_${reason}`)),

  /** The same with its filter. */
  banner({ filter, reason }: TraceEnd, t: DistilTranslate): string {
    if (filter === null || reason === null) return t("keptBanner");
    return t("droppedBanner", t(`filter_${filter}`), t(`reason_${reason}`));
  },

  percent: (share: number): string => (share * 100).toFixed(1),
  count: (count: number): string => count.toLocaleString("en"),
} as const;

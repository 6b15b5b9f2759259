import type { FilterResult } from "../../src/core/distil/judgedTrace.js";
import type { ShownVerdict } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { filterValue } from "./filterValue.js";
import { distilContext } from "./distilContext.js";
import type { DistilTranslate } from "./distilTranslate.js";
import { distilWords } from "./distilWords.js";

/** What was measured and held against what; empty: there is nothing that could be said so. */
function measuredWords({ filter, value, threshold }: FilterResult, t: DistilTranslate): string {
  if (value === null) return "";
  const [measured, against] = [filterValue(value), filterValue(threshold)];
  if (filter === "cap") return t("capped", measured, against);
  return threshold === null ? t("measuredOnly", measured) : t("measuredAgainst", measured, against);
}

/** Whether the trace is kept, said before anything else. */
export function VerdictBanner({ verdict }: { readonly verdict: ShownVerdict | null }) {
  const { t } = distilContext.use();
  if (verdict === null) return <p class="banner dim">{t("blindHidden")}</p>;
  const { end, pass, filters } = verdict;
  const failed = filters.find(({ code }) => code !== null);
  return (
    <p class={end.kept ? "banner kept" : "banner dropped"} data-banner={end.reason ?? "kept"}>
      <Icon name={end.kept ? "check" : "close"} class={end.kept ? "correct" : "wrong"} />
      <span>{distilWords.banner(end, t)}</span>
      {failed !== undefined && <span class="small">{measuredWords(failed, t)}</span>}
      <span class="dim small">{t("passRate", pass.c, pass.k)}</span>
    </p>
  );
}

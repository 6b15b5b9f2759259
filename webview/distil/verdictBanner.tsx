import type { ShownVerdict } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { filterValue } from "./filterValue.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

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
      {failed !== undefined && failed.value !== null && (
        <span class="small">
          {failed.threshold === null
            ? t("measuredOnly", filterValue(failed.value))
            : t("measuredAgainst", filterValue(failed.value), filterValue(failed.threshold))}
        </span>
      )}
      <span class="dim small">{t("passRate", pass.c, pass.k)}</span>
    </p>
  );
}

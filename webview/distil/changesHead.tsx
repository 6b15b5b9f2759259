import { changedOptions } from "../../src/core/distil/distilDifference.js";
import { distilContext } from "./distilContext.js";

const valueWord = (value: string | number | boolean | null): string => (value === null ? "–" : String(value));

/** What the present settings of the filters change, in numbers. */
export function ChangesHead() {
  const { t, changes, options, base } = distilContext.use();
  const shown = changes.value;
  if (shown === null) return <p class="sentence dim">{t("reading")}</p>;
  const settings = changedOptions(base.value, options.value).map(
    ({ key, before, after }) => `${t(`option_${key}`)}: ${t("fromTo", valueWord(before), valueWord(after))}`,
  );
  const hasChanges = shown.gained + shown.lost + shown.moved > 0;
  return (
    <section class="parthead" aria-label={t("tab_changes")}>
      {settings.length > 0 && <p>{t("differs", settings.join("; "))}</p>}
      <p class="num" data-changes="">
        {hasChanges ? t("changesOf", shown.gained, shown.lost, shown.moved, shown.same) : t("changesNone")}
      </p>
    </section>
  );
}

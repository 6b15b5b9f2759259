import type { MetricsView } from "../../src/protocol/metricsApi.js";
import { Icon } from "../icon.js";
import { CheckLine } from "./checkLine.js";
import { metricsContext } from "./metricsContext.js";
import type { MetricsTranslate } from "./metricsTranslate.js";

/** What was left out of the curves, counted in words. */
function leftOut({ unreadRows, every, curves }: MetricsView, t: MetricsTranslate): readonly string[] {
  const { rowsWithoutStep } = curves;
  return [
    ...(unreadRows === 0 ? [] : [unreadRows === 1 ? t("unreadRow") : t("unreadRows", unreadRows)]),
    ...(rowsWithoutStep === 0
      ? []
      : [rowsWithoutStep === 1 ? t("rowWithoutStep") : t("rowsWithoutStep", rowsWithoutStep)]),
    ...(every === 1 ? [] : [t("thinned", every)]),
  ];
}

/** More seams than these are counted only. */
const namedSeams = 6;

function SeamNote({ seams }: MetricsView["curves"]) {
  const { t, showsReplaced } = metricsContext.use();
  const [first] = seams;
  if (first === undefined) return null;
  const replaced = seams.reduce((sum, { replacedRows }) => sum + replacedRows, 0);
  const steps = seams.slice(0, namedSeams).map(({ step }) => step);
  const named = steps.join(", ") + (seams.length > namedSeams ? " …" : "");
  return (
    <p class="note">
      <Icon name="info" />
      <span>{seams.length === 1 ? t("seamsOne", first.step) : t("seamsMany", named, seams.length)}</span>
      <CheckLine
        label={t("showReplaced", replaced)}
        isChecked={showsReplaced.value}
        onChange={isChecked => (showsReplaced.value = isChecked)}
      />
    </p>
  );
}

/** What one has to know to read the curves right: seams of resumed runs, and rows that are not in them. */
export function MetricsNotes({ view }: { readonly view: MetricsView }) {
  const { t } = metricsContext.use();
  const left = leftOut(view, t);
  return (
    <>
      <SeamNote {...view.curves} />
      {left.length > 0 && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{left.join(" · ")}</span>
        </p>
      )}
    </>
  );
}

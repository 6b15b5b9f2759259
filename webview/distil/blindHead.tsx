import type { ReadEstimate } from "../../src/core/distil/readEstimate.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

function Estimate({ read }: { readonly read: ReadEstimate }) {
  const { t } = distilContext.use();
  const { task, keptBad, keptRead, bad, droppedGood, droppedRead } = read;
  return (
    <tr>
      <th scope="row">{distilWords.task(task, t)}</th>
      <td class="num">{t("ofCount", keptBad, keptRead)}</td>
      <td class="num">{bad === null ? "·" : t("bounds", distilWords.percent(bad.lo), distilWords.percent(bad.hi))}</td>
      <td class="num">{t("ofCount", droppedGood, droppedRead)}</td>
    </tr>
  );
}

/** How far the blind reading is, and between which shares of all kept traces are bad by it. */
export function BlindHead() {
  const { t, sample } = distilContext.use();
  const shown = sample.value;
  if (shown === null) return <p class="sentence dim">{t("reading")}</p>;
  return (
    <section class="parthead" aria-label={t("tab_blind")}>
      <p>{t("blindIntro")}</p>
      <p class="num" data-progress="">
        <progress max={Math.max(1, shown.traces.length)} value={shown.decided} aria-label={t("tab_blind")} />{" "}
        {t("blindProgress", shown.decided, shown.traces.length)}
      </p>
      {shown.read.length > 0 && (
        <table class="grid estimates">
          <thead>
            <tr>
              {(["task", "blindBad", "blindBounds", "blindGood"] as const).map(key => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.read.map(read => (
              <Estimate key={read.task} read={read} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

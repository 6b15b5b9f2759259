import { comparedFigures } from "../../src/core/simulate/miniature/comparedFigure.js";
import { Icon } from "../icon.js";
import { AlignChoice, PlaceLine } from "../strategies/chartAxis.js";
import { CheckMenu } from "../strategies/checkMenu.js";
import { FigureChart } from "./figureChart.js";
import { miniatureContext } from "./miniatureContext.js";
import { PartBoundary } from "./partBoundary.js";
import type { ShownComparison } from "./shownComparison.js";

/** Which figures, and what the axis counts. The one that cannot be flattered is not offered: it is always there. */
function CurveTools() {
  const model = miniatureContext.use();
  const { t, figures, drawn } = model;
  const shown = drawn.value;
  return (
    <>
      <AlignChoice axis={model} t={t} />
      <CheckMenu
        label={t("figures")}
        items={comparedFigures
          .filter(figure => figure !== "found")
          .map(figure => ({ id: figure, text: t(figure), isChecked: shown.includes(figure) }))}
        onToggle={(id, isChecked) =>
          (figures.value = comparedFigures.filter(figure => (figure === id ? isChecked : shown.includes(figure))))
        }
      />
    </>
  );
}

/** The curves of every arm, one chart a figure. */
export function CurvesPane({ shown }: { readonly shown: ShownComparison }) {
  const model = miniatureContext.use();
  const { t, drawn } = model;
  const seeds = shown.comparison.seeds.length;
  return (
    <section class="curvespane" aria-label={t("curves")}>
      <div class="bar wrap">
        <h2>{t("curves")}</h2>
        <span class="sp" />
        <CurveTools />
      </div>
      <PlaceLine axis={model} t={t} />
      <div class="charts">
        {drawn.value.map(figure => (
          <PartBoundary key={figure}>
            <FigureChart {...{ figure, shown }} />
          </PartBoundary>
        ))}
        <p class="note line">
          <Icon name="info" />
          <span>{seeds > 1 ? t("bands", seeds) : t("noBands")}</span>
        </p>
      </div>
    </section>
  );
}

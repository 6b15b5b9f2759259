import { comparedFigures } from "../../src/core/simulate/miniature/comparedFigure.js";
import { Icon } from "../icon.js";
import { CheckMenu } from "../strategies/checkMenu.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { FigureChart } from "./figureChart.js";
import { miniatureContext } from "./miniatureContext.js";
import { PartBoundary } from "./partBoundary.js";
import type { ShownComparison } from "./shownComparison.js";

/** Which figures, and what the axis counts. The one that cannot be flattered is not offered: it is always there. */
function CurveTools() {
  const model = miniatureContext.use();
  const { t, figures, drawn, align, pinned } = model;
  const shown = drawn.value;
  return (
    <>
      <ChoiceField
        label={t("align")}
        isLabelHidden={true}
        value={align.value}
        choices={[
          { value: "step", text: t("alignStep") },
          { value: "last-phase", text: t("alignLastPhase") },
        ]}
        onChange={value => {
          align.value = value === "step" ? "step" : "last-phase";
          pinned.value = null;
        }}
      />
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

/** Which place the values beside the lines are of, and the pin. */
function PlaceLine() {
  const { t, hovered, pinned, align } = miniatureContext.use();
  const place = hovered.value ?? pinned.value;
  const words = () => {
    if (place === null) return t("valuesLatest");
    return align.value === "step" ? t("valuesAtStep", place) : t("valuesAtPlace", place);
  };
  return (
    <p class="place small">
      <span class="cut">{t(align.value === "step" ? "byStep" : "byLastPhase")}</span>
      <span class="sp" />
      <span class="num nowrap">{words()}</span>
      {pinned.value !== null && (
        <button
          type="button"
          class="bare"
          aria-pressed={true}
          title={t("unpinStep")}
          aria-label={t("unpinStep")}
          onClick={() => (pinned.value = null)}
        >
          <Icon name="flag" />
        </button>
      )}
    </p>
  );
}

/** The curves of every arm, one chart a figure. */
export function CurvesPane({ shown }: { readonly shown: ShownComparison }) {
  const { t, drawn } = miniatureContext.use();
  const seeds = shown.comparison.seeds.length;
  return (
    <section class="curvespane" aria-label={t("curves")}>
      <div class="bar wrap">
        <h2>{t("curves")}</h2>
        <span class="sp" />
        <CurveTools />
      </div>
      <PlaceLine />
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

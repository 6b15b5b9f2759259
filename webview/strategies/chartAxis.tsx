import type { Signal } from "@preact/signals";
import { Icon } from "../icon.js";
import { ChoiceField } from "./choiceField.js";
import type { ChartPlaces } from "./mountChart.js";

type AxisTextKey =
  | ("align" | "alignStep" | "alignLastPhase" | "byStep" | "byLastPhase")
  | ("valuesLatest" | "valuesAtStep" | "valuesAtPlace" | "unpinStep");

interface AxisProps {
  readonly axis: ChartPlaces & {
    /** What the axis counts from. */
    readonly align: Signal<"step" | "last-phase">;
  };
  readonly t: (key: AxisTextKey, ...values: readonly (string | number)[]) => string;
}

/** What the axis of all charts counts; a pin is of the one before. */
export function AlignChoice({ axis: { align, pinned }, t }: AxisProps) {
  return (
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
  );
}

/** Which place the values beside the lines are of, and the pin. */
export function PlaceLine({ axis: { hovered, pinned, align }, t }: AxisProps) {
  const place = hovered.value ?? pinned.value;
  const words = () => {
    if (place === null) return t("valuesLatest");
    return align.value === "step" ? t("valuesAtStep", place) : t("valuesAtPlace", place);
  };
  const label = t("unpinStep");
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
          title={label}
          aria-label={label}
          onClick={() => (pinned.value = null)}
        >
          <Icon name="flag" />
        </button>
      )}
    </p>
  );
}

import { useSignal } from "@preact/signals";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { stepColumns, type ColumnProblem } from "./stepColumns.js";
import { strategiesContext } from "./strategiesContext.js";

const problems: Readonly<Record<ColumnProblem, RewardStringKey>> = {
  "not-steps": "columnsNotSteps",
  empty: "columnsEmpty",
  "too-many": "columnsTooMany",
};

/** The steps of the table as text. What is typed holds when one leaves the field or presses Enter. */
export function StepsField() {
  const { t, source, columns, columnsText } = strategiesContext.use();
  const typed = useSignal<string | null>(null);
  const chosen = columns.value;
  if (source.value === null || source.value.steps.length === 0) return null;
  const shown = chosen?.kind === "columns" ? stepColumns.write(chosen.columns) : (columnsText.value ?? "");
  const settle = () => {
    if (typed.value === null) return;
    columnsText.value = typed.value.trim() === "" ? null : typed.value.slice(0, 1000);
    typed.value = null;
  };
  return (
    <label class="choice" title={t("columnsHelp")}>
      <span>{t("columns")}</span>
      <input
        class="field steps"
        value={typed.value ?? shown}
        aria-invalid={chosen?.kind === "problem"}
        aria-description={t("columnsHelp")}
        spellcheck={false}
        onInput={event => (typed.value = event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={event => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") typed.value = null;
        }}
      />
      {chosen?.kind === "problem" && (
        <span class="formproblem" role="alert">
          {t(problems[chosen.problem], chosen.problem === "too-many" ? stepColumns.most : chosen.word)}
        </span>
      )}
    </label>
  );
}

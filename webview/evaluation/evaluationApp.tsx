import { useEffect } from "preact/hooks";
import { AnswerPane } from "./answerPane.js";
import { evaluationContext } from "./evaluationContext.js";
import { listenForKeys } from "./evaluationKeys.js";
import { FailureGallery } from "./failureGallery.js";
import { FigureChart } from "./figureChart.js";
import { ResultGrid } from "./resultGrid.js";
import { RowChoice } from "./rowChoice.js";
import { TableControls } from "./tableControls.js";

function Shown() {
  const { t, table, mode } = evaluationContext.use();
  const shown = table.value;
  if (shown === null) return <p class="sentence dim">{t("reading")}</p>;
  if (shown.evaluations.length === 0) return <p class="sentence">{t("none")}</p>;
  switch (mode.value) {
    case "table":
      return <ResultGrid shown={shown} />;
    case "chart":
      return <FigureChart table={shown.table} />;
    case "gallery":
      return <FailureGallery />;
  }
}

/** Tables of evaluations, and the answers behind their cells. */
export function EvaluationApp() {
  const model = evaluationContext.use();
  const { showsRows, mode } = model;
  useEffect(() => listenForKeys(model), [model]);
  return (
    <main class="evaluation">
      <TableControls />
      {showsRows.value && mode.value !== "gallery" && <RowChoice />}
      <Shown />
      <AnswerPane />
      <div class="unseen" role="status" aria-live="polite">
        {model.said.value}
      </div>
    </main>
  );
}

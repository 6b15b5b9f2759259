import { Icon } from "../icon.js";
import { linesContext } from "./linesContext.js";
import { LinesBar } from "./linesBar.js";
import { PartBoundary } from "./partBoundary.js";
import { RowDetail } from "./rowDetail.js";
import { RowGrid } from "./rowGrid.js";

function Problem() {
  const { t, state, word } = linesContext.use();
  const failure = state.value?.failure ?? null;
  const isUtf16 = state.value?.isUtf16 === true;
  const text = failure !== null ? t(`failure_${failure.code}`, failure.message) : isUtf16 ? t("utf16") : word.value;
  if (text === null) return null;
  const isWrong = failure !== null || isUtf16;
  return (
    <p class="note line" role="status">
      <Icon name={isWrong ? "warn" : "info"} class={isWrong ? "warn" : ""} />
      <span>{text}</span>
    </p>
  );
}

function Shown() {
  const { t, state, rows } = linesContext.use();
  if (state.value === null) return <p class="sentence dim">{t("loading")}</p>;
  if (rows === 0 && state.value.failure === null) return <p class="sentence dim">{t("empty")}</p>;
  return (
    <div class="split">
      <PartBoundary>
        <RowGrid />
      </PartBoundary>
      <section class="detail">
        <PartBoundary>
          <RowDetail />
        </PartBoundary>
      </section>
    </div>
  );
}

/** A file of lines as rows. */
export function LinesApp() {
  return (
    <main class="lines">
      <LinesBar />
      <Problem />
      <Shown />
    </main>
  );
}

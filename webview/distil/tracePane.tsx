import type { ShownTrace } from "../../src/protocol/distil/distilViewApi.js";
import { DecideBar } from "./decideBar.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";
import { RowPane } from "./rowPane.js";
import { TurnList } from "./turnList.js";
import { VerdictBanner } from "./verdictBanner.js";
import { VerdictPane } from "./verdictPane.js";

function Question({ trace }: { readonly trace: ShownTrace }) {
  const { t } = distilContext.use();
  const { question, attempt, words, whole, hint, options, verdict, answer, task } = trace;
  return (
    <section class="part" aria-label={t("question")}>
      <h2>
        {distilWords.task(task, t)}{" "}
        <span class="dim small">
          {question} · {t("attempt", attempt + 1)} · {t("words", words)}
        </span>
      </h2>
      <p class="text">{whole}</p>
      {hint !== null && <p class="text dim">{hint}</p>}
      {options.length > 0 && (
        <ul class="options">
          {options.map(({ label, text }) => (
            <li key={label} class={verdict !== null && label === verdict.right ? "right" : ""}>
              <b>{label}</b> {text}
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        {verdict !== null && (
          <>
            <dt>{t("rightAnswer")}</dt>
            <dd class="text">{verdict.right}</dd>
          </>
        )}
        <dt>{t("readAnswer")}</dt>
        <dd class="text">{answer ?? t("nothingRead")}</dd>
      </dl>
    </section>
  );
}

/** The trace on show as text: the decision, the question, each turn, why it is kept or dropped, and its row. */
export function TracePane() {
  const { trace } = distilContext.use();
  const shown = trace.value;
  if (shown === null) return null;
  return (
    <article class="tracepane" data-shown={shown.prediction} aria-label={shown.prediction}>
      <DecideBar trace={shown} />
      <div class="tracetext" tabIndex={0} role="region" aria-label={shown.prediction}>
        <VerdictBanner verdict={shown.verdict} />
        <Question trace={shown} />
        <TurnList trace={shown} />
        {shown.verdict !== null && (
          <>
            <VerdictPane verdict={shown.verdict} />
            <RowPane />
          </>
        )}
      </div>
    </article>
  );
}

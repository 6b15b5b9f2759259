import type { ShownAnswer, ShownVerdict } from "../../src/protocol/evaluation/evaluationViewApi.js";
import { decideActions } from "./decideActions.js";
import { evaluationContext } from "./evaluationContext.js";
import type { EvaluationTranslate } from "./evaluationTranslate.js";

const outcomes = ["correct", "incorrect", "no_answer", "judge_failed", "excluded"] as const;

function verdictWords({ outcome, score, why }: ShownVerdict, t: EvaluationTranslate): string {
  const known = outcomes.find(one => one === outcome);
  const word = known === undefined ? outcome : t(`verdict_${known}`);
  return [word, score === null ? "" : t("score", score), why ?? ""].filter(part => part !== "").join(" · ");
}

function Facts({ answer }: { readonly answer: ShownAnswer }) {
  const { t } = evaluationContext.use();
  const { human, judge, outcome, by, failure } = answer;
  return (
    <dl class="facts">
      <dt>{t("rightAnswer")}</dt>
      <dd class="text right">{answer.right}</dd>
      <dt>{t("readAnswer")}</dt>
      <dd class="text">{answer.answer ?? t("nothingRead")}</dd>
      {outcome !== null && by !== null && (
        <>
          <dt>{t("cameTo")}</dt>
          <dd>{t("decidedBy", t(`outcome_${outcome}`), t(`by_${by}`))}</dd>
        </>
      )}
      {judge !== null && (
        <>
          <dt>{t("judge", judge.by)}</dt>
          <dd class="text">{verdictWords(judge, t)}</dd>
        </>
      )}
      {human !== null && (
        <>
          <dt>{t("person", human.by)}</dt>
          <dd class="text">{verdictWords(human, t)}</dd>
        </>
      )}
      {failure !== null && (
        <>
          <dt>{t("outcome_failed")}</dt>
          <dd class="text">{failure}</dd>
        </>
      )}
    </dl>
  );
}

function Deciding({ answer }: { readonly answer: ShownAnswer }) {
  const model = evaluationContext.use();
  const { t, why, canWrite } = model;
  if (!canWrite.value) return <p class="note">{t("restricted")}</p>;
  return (
    <div class="deciding">
      {decideActions.map(({ key, label, outcome }) => (
        <button
          key={label}
          type="button"
          class="plain"
          data-decide={outcome ?? "back"}
          disabled={outcome === null && answer.human === null}
          aria-keyshortcuts={key.toUpperCase()}
          onClick={() => model.decide(outcome)}
        >
          {t(label)}
        </button>
      ))}
      <input
        class="field reason"
        type="text"
        maxLength={2000}
        aria-label={t("reason")}
        placeholder={t("reason")}
        value={why.value}
        onInput={event => {
          why.value = event.currentTarget.value;
        }}
      />
      <button type="button" class="plain main" data-decide="open" onClick={() => model.openOnPage()}>
        {t("openOnPage")}
      </button>
    </div>
  );
}

/** The selected answer: what was asked, what is right, what was said, and what is held of it. */
export function AnswerCard() {
  const { t, answer } = evaluationContext.use();
  const shown = answer.value;
  if (shown === null) return <div class="answercard" />;
  return (
    <article class="answercard" data-answer={shown.prediction} aria-label={shown.question}>
      <Deciding answer={shown} />
      <p class="small dim keyhints">{t("keys")}</p>
      <h3 class="small dim">
        {t("question")} {shown.question}
        {shown.attempt > 0 && ` · ${t("attempt", shown.attempt + 1)}`}
      </h3>
      <p class="text">{shown.whole}</p>
      {shown.hint !== null && <p class="text dim">{shown.hint}</p>}
      {shown.options.length > 0 && (
        <ul class="options">
          {shown.options.map(({ label, text }) => (
            <li key={label} class={label === shown.right ? "right" : ""}>
              <b>{label}</b> {text}
            </li>
          ))}
        </ul>
      )}
      <Facts answer={shown} />
      <h3 class="small dim">{t("reply")}</h3>
      <pre class="text replytext">{shown.reply === "" ? t("noReply") : shown.reply}</pre>
      {shown.isCut && <p class="small dim">{t("replyCut")}</p>}
    </article>
  );
}

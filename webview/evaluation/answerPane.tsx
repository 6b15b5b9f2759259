import { useLayoutEffect, useRef } from "preact/hooks";
import { gradeOutcomes, type GradeOutcome } from "../../src/core/evaluation/answerGrade.js";
import { usualCheck } from "../../src/core/evaluation/judge/stratifiedCheck.js";
import type { AnswerList, AnswerListQuery, ListedAnswer } from "../../src/protocol/evaluation/evaluationViewApi.js";
import { Icon } from "../icon.js";
import { taskKindName } from "../taskKindName.js";
import { AnswerCard } from "./answerCard.js";
import { evaluationContext } from "./evaluationContext.js";
import { closeList } from "./evaluationKeys.js";

function Filters({ query, list }: { readonly query: AnswerListQuery; readonly list: AnswerList }) {
  const model = evaluationContext.use();
  const { t } = model;
  if (query.isBlind) return <span class="small dim">{t("blindHint")}</span>;
  const there = gradeOutcomes.filter(outcome => (list.counts[outcome] ?? 0) > 0 || outcome === query.outcome);
  const choose = (outcome: GradeOutcome | null) => model.openList({ ...query, outcome });
  return (
    <div class="filters" role="group" aria-label={t("filter")}>
      <button
        type="button"
        class="plain choose"
        aria-pressed={query.outcome === null}
        data-outcome="all"
        onClick={() => choose(null)}
      >
        {t("all")} <span class="num">{list.total}</span>
      </button>
      {there.map(outcome => (
        <button
          key={outcome}
          type="button"
          class="plain choose"
          aria-pressed={query.outcome === outcome}
          data-outcome={outcome}
          onClick={() => choose(outcome)}
        >
          {t(`outcome_${outcome}`)} <span class="num">{list.counts[outcome] ?? 0}</span>
        </button>
      ))}
    </div>
  );
}

/** Where a judge has decided something and no list of it was drawn. */
function DrawCheck({ list }: { readonly list: AnswerList }) {
  const model = evaluationContext.use();
  if (!list.canDraw || !model.canWrite.value) return null;
  return (
    <button type="button" class="plain drawcheck" onClick={() => model.drawCheck()}>
      {model.t("drawCheck", usualCheck)}
    </button>
  );
}

function Head({ query, list }: { readonly query: AnswerListQuery; readonly list: AnswerList }) {
  const model = evaluationContext.use();
  const { t, table } = model;
  const name = table.value?.evaluations.find(({ folder }) => folder === query.folder)?.name ?? query.folder;
  return (
    <div class="bar wraps">
      <h2>{t("answersOf", name, query.task === null ? t("allTasks") : taskKindName(query.task, t))}</h2>
      <Filters query={query} list={list} />
      <span class="sp" />
      {query.isBlind && <DrawCheck list={list} />}
      <label class="check" title={t("blindHint")}>
        <input
          type="checkbox"
          checked={query.isBlind}
          onChange={() => model.openList({ ...query, isBlind: !query.isBlind, outcome: null })}
        />
        {t("blind")}
      </label>
      <button
        type="button"
        class="bare"
        title={t("closeList")}
        aria-label={t("closeList")}
        onClick={() => closeList(model)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

interface AgreedLine {
  readonly words: string;
  readonly kappa: number | null;
}

/** The list by which a person checks the judge: how far it is, and how far both agree on it. */
function Check({ query, list: { check } }: { readonly query: AnswerListQuery; readonly list: AnswerList }) {
  const { t } = evaluationContext.use();
  if (!query.isBlind || check === null) return null;
  const { drawn, decided, agreement } = check;
  const parts = [t("checkList", decided, drawn)];
  if (agreement !== null) {
    const { n, agreed, kappa, interval } = agreement;
    parts.push(t("checkAgreed", Math.round(agreed * 100), n));
    if (kappa !== null && interval !== null)
      parts.push(t("kappaRange", kappa.toFixed(2), interval.lo.toFixed(2), interval.hi.toFixed(2)));
  }
  return <p class="small checklist">{parts.join(" · ")}</p>;
}

/** How far persons, rules and judges agree, two by two. */
function Agreements({ list: { agreement, raters } }: { readonly list: AnswerList }) {
  const { t } = evaluationContext.use();
  const percent = (share: number) => Math.round(share * 100);
  const all: readonly AgreedLine[] = [
    ...(agreement === null
      ? []
      : [{ words: t("agreement", percent(agreement.agreed), agreement.n), kappa: agreement.kappa }]),
    ...raters.map(({ between: [a, b], n, agreed, kappa }) => {
      const names = [a ?? t("persons"), b ?? t("persons")] as const;
      return { words: t("agreementOf", ...names, percent(agreed), n), kappa };
    }),
  ];
  if (all.length === 0) return null;
  return (
    <ul class="agreements small dim" aria-label={t("agreements")}>
      {all.map(({ words, kappa }) => (
        <li key={words}>
          {words} · {t("kappa", kappa?.toFixed(2) ?? "–")}
        </li>
      ))}
    </ul>
  );
}

function ListRow({ answer }: { readonly answer: ListedAnswer }) {
  const model = evaluationContext.use();
  const { t, selected } = model;
  const { outcome, by } = answer;
  const isSelected = selected.value === answer.prediction;
  return (
    <li
      role="option"
      id={`answer-${answer.prediction}`}
      class={isSelected ? "answerrow sel" : "answerrow"}
      aria-selected={isSelected}
      data-question={answer.question}
      onClick={() => model.select(answer.prediction)}
      onDblClick={() => model.openOnPage()}
    >
      <span class={`cameto ${outcome ?? "hidden"}`}>
        {outcome === null ? t("undecided") : t(`outcome_${outcome}`)}
        {by === "human" && <Icon name="edit" />}
      </span>
      <span class="cut">{answer.text}</span>
    </li>
  );
}

/** The answers of a cell: a list, and the one that is selected. */
export function AnswerPane() {
  const model = evaluationContext.use();
  const { t, listQuery, list, selected } = model;
  const [query, shown] = [listQuery.value, list.value];
  const listbox = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (!model.takesFocus || listbox.current === null) return;
    model.takesFocus = false;
    listbox.current.focus();
  });
  if (query === null || shown === null) return null;
  const active = selected.value === null ? {} : { "aria-activedescendant": `answer-${selected.value}` };
  return (
    <section class="answers" aria-label={t("answers")}>
      <Head query={query} list={shown} />
      <Check query={query} list={shown} />
      <Agreements list={shown} />
      <div class="split">
        {shown.answers.length === 0 ? (
          <p class="sentence dim">{t("noAnswers")}</p>
        ) : (
          <ul ref={listbox} class="answerlist" role="listbox" tabIndex={0} aria-label={t("answers")} {...active}>
            {shown.answers.map(answer => (
              <ListRow key={answer.prediction} answer={answer} />
            ))}
          </ul>
        )}
        <AnswerCard />
      </div>
    </section>
  );
}

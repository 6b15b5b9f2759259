import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { balloonTexts } from "../../src/core/benchmark/balloonTexts.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import type { WholeBox } from "../../src/core/benchmark/wholeBox.js";
import { codeKeys } from "./codeKeys.js";
import { draftEdits } from "./draftEdits.js";
import { markName } from "./markName.js";
import { reviewActions } from "./reviewActions.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewModel } from "./reviewModel.js";

/** A new target is a quarter of the page in its middle, to be dragged into place. */
const newTarget = ({ width, height }: QuestionRecord): WholeBox => [
  Math.round(width / 4),
  Math.round(height / 4),
  Math.round((width * 3) / 4),
  Math.round((height * 3) / 4),
];

/** In a field Escape leaves the edit, and Ctrl+Enter saves it. */
function fieldKeys(model: ReviewModel, event: KeyboardEvent): void {
  if (event.key === "Escape") model.mode.value = { kind: "look" };
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) reviewActions.accept(model);
  else return;
  event.preventDefault();
}

function OptionFields({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  return (
    <div class="optionfields">
      {question.options.map(({ label, text }, at) => (
        <div key={label}>
          <label class="choice" title={t("isAnswer", label)}>
            <input
              type="radio"
              name="answer"
              aria-label={t("isAnswer", label)}
              checked={question.answer === label}
              onChange={() => draftEdits.change(model, { answer: label })}
            />
            <b>{label}</b>
          </label>
          <input
            class="field"
            value={text}
            aria-label={t("optionText", label)}
            onInput={({ currentTarget }) =>
              draftEdits.change(model, {
                options: question.options.map((one, i) => ({
                  label: one.label,
                  text: i === at ? currentTarget.value : one.text,
                })),
              })
            }
          />
        </div>
      ))}
    </div>
  );
}

function AnswerField({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  switch (question.answer_type) {
    case "choice":
      return <OptionFields question={question} />;
    case "integer":
      return (
        <input
          class="field"
          type="number"
          min={0}
          step={1}
          value={question.answer}
          aria-label={t("answer")}
          onInput={({ currentTarget: { valueAsNumber } }) => {
            if (Number.isInteger(valueAsNumber)) draftEdits.change(model, { answer: valueAsNumber });
          }}
        />
      );
    case "open":
      return (
        <textarea
          class="field"
          rows={2}
          value={String(question.answer)}
          aria-label={t("answer")}
          onInput={({ currentTarget }) => draftEdits.change(model, { answer: currentTarget.value })}
        />
      );
  }
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter(line => line.trim() !== "");

function Alternatives({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  // As it is typed: a line that has only been begun is none yet, and must not vanish.
  const typed = useSignal(question.alternatives.join("\n"));
  return (
    <>
      <span class="dim">{t("alternatives")}</span>
      <textarea
        class="field"
        rows={2}
        placeholder={t("alternativesHelp")}
        aria-label={t("alternatives")}
        value={typed.value}
        onInput={({ currentTarget: { value } }) => {
          typed.value = value;
          draftEdits.change(model, { alternatives: linesOf(value) });
        }}
      />
    </>
  );
}

function TargetButtons({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  const { targets } = question;
  if (targets === null) return null;
  const add = () => {
    const box = newTarget(question);
    draftEdits.setTargets(model, [...targets, { box, role: targets[0]?.role ?? "panel", source_annotation_ids: [] }]);
    reviewActions.drag(model, "target", targets.length);
  };
  return (
    <div class="acts">
      <button type="button" class="plain" onClick={add}>
        {t("addTarget")}
      </button>
      {targets.map((_, i) => (
        <span key={i} class="acts">
          <button type="button" class="plain" onClick={() => reviewActions.drag(model, "target", i)}>
            {t("moveTarget", i + 1)}
          </button>
          {targets.length > 1 && (
            <button
              type="button"
              class="plain"
              onClick={() =>
                draftEdits.setTargets(
                  model,
                  targets.filter((_one, at) => at !== i),
                )
              }
            >
              {t("removeTarget", i + 1)}
            </button>
          )}
        </span>
      ))}
    </div>
  );
}

/** The texts of numbered balloons, a field each; a hint of another form is one field. */
function HintFields({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  const texts = balloonTexts.of(question);
  if (texts === null)
    return (
      <textarea
        class="field"
        rows={3}
        aria-label={t("hint")}
        value={question.hint ?? ""}
        onInput={({ currentTarget }) => draftEdits.change(model, { hint: currentTarget.value })}
      />
    );
  const change = (place: number, text: string) => {
    const changed = texts.map((one, at) => (at === place ? { ...one, text } : one));
    draftEdits.change(model, { hint: balloonTexts.hintOf(changed) });
  };
  return (
    <div class="optionfields">
      {texts.map(({ label, text }, place) => (
        <div key={label}>
          <b class="choice">{label}</b>
          <input
            class="field"
            value={text}
            aria-label={t("balloonText", label)}
            onInput={({ currentTarget }) => change(place, currentTarget.value)}
          />
        </div>
      ))}
    </div>
  );
}

function MarkButtons({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t } = model;
  return (
    <div class="acts">
      {question.marks.map((_, place) => (
        <button key={place} type="button" class="plain" onClick={() => reviewActions.drag(model, "mark", place)}>
          {t("moveMark", markName(question, place))}
        </button>
      ))}
    </div>
  );
}

/** The fields of a question. What is typed is a draft until it is saved. */
export function EditForm({ question }: { readonly question: QuestionRecord }) {
  const model = reviewContext.use();
  const { t, problem } = model;
  const first = useRef<HTMLTextAreaElement>(null);
  // Before the next key comes, which is for the field.
  useLayoutEffect(() => first.current?.focus(), []);
  const wrong = problem.value;
  return (
    <div class="editform" onKeyDown={event => fieldKeys(model, event)}>
      <span class="dim">{t("question")}</span>
      <textarea
        ref={first}
        class="field"
        rows={3}
        aria-label={t("question")}
        value={question.question}
        onInput={({ currentTarget }) => draftEdits.change(model, { question: currentTarget.value })}
      />
      {question.hint !== null && (
        <>
          <span class="dim">{t("hint")}</span>
          <HintFields question={question} />
        </>
      )}
      <span class="dim">{t("answer")}</span>
      <AnswerField question={question} />
      {question.answer_type === "open" && <Alternatives question={question} />}
      <span class="dim">{t("targets")}</span>
      <TargetButtons question={question} />
      {question.marks.length > 0 && (
        <>
          <span class="dim">{t("toggleMarks")}</span>
          <MarkButtons question={question} />
        </>
      )}
      {wrong !== null && (
        <p class="wrong" role="alert">
          {t(codeKeys.problems[wrong])}
        </p>
      )}
    </div>
  );
}

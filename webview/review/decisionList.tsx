import type { QuestionEdit } from "../../src/core/benchmark/reviewEvent.js";
import type { ShownDecision, ShownQuestion } from "../../src/protocol/review/reviewViewApi.js";
import { codeKeys } from "./codeKeys.js";
import { draftEdits } from "./draftEdits.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewTranslate } from "./reviewTranslate.js";

function editText(edit: QuestionEdit, t: ReviewTranslate): string {
  const parts = [
    ...(edit.question === undefined ? [] : [t("editedQuestion")]),
    ...(edit.hint === undefined ? [] : [t("editedHint")]),
    ...(edit.answer === undefined ? [] : [t("editedAnswer", edit.answer)]),
    ...(edit.options === undefined ? [] : [t("editedOptions")]),
    ...(edit.alternatives === undefined ? [] : [t("editedAlternatives")]),
    ...(edit.targets === undefined ? [] : [t("editedTargets")]),
    ...(edit.mark_boxes === undefined ? [] : [t("editedMarks")]),
  ];
  return t("edits", parts.join(", "));
}

function saidText({ verdict, unsure, flagged }: ShownDecision, t: ReviewTranslate): string {
  if (verdict !== null) return t(codeKeys.states[verdict]);
  if (unsure) return t("stateUnsure");
  return t(flagged ? "stateFlagged" : "statePassed");
}

function decisionText(decision: ShownDecision, t: ReviewTranslate): string {
  const { reviewer, verdict, reason, note, edit } = decision;
  const said = saidText(decision, t);
  if (verdict === "edited") return t("saidByReason", reviewer, said, editText(edit, t));
  if (reason === null) return t("saidBy", reviewer, said);
  const key = codeKeys.reasonOf(reason);
  const why = key === null ? reason : t(key);
  return note === null ? t("saidByReason", reviewer, said, why) : t("saidByNote", reviewer, said, why, note);
}

/** Who said what of this question, as far as it may be known. */
export function DecisionList({ shown }: { readonly shown: ShownQuestion }) {
  const model = reviewContext.use();
  const { t } = model;
  const all = [...(shown.own === null ? [] : [shown.own]), ...shown.others];
  if (all.length === 0 && !shown.isBlind && shown.stale === 0) return null;
  return (
    <>
      <span class="dim">{t("decisions")}</span>
      <ul class="checks">
        {all.map(decision => (
          <li key={decision.reviewer}>
            <span>
              {decisionText(decision, t)}{" "}
              {decision !== shown.own && decision.verdict === "edited" && (
                <button type="button" class="link" onClick={() => draftEdits.change(model, decision.edit)}>
                  {t("adopt")}
                </button>
              )}
            </span>
          </li>
        ))}
        {shown.isBlind && <li class="dim">{t("hiddenDecisions")}</li>}
        {shown.stale > 0 && <li class="dim">{t("isStale", shown.stale)}</li>}
      </ul>
    </>
  );
}

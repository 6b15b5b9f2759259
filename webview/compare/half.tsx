import type { QuestionPane, QuestionPanes } from "../../src/protocol/reward/compareApi.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { PageStage } from "../page/pageStage.js";
import { stageContext } from "../page/stageContext.js";
import { compareActions, type LookedAt } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import { OutcomeMark } from "./outcomeMark.js";

interface HalfProps {
  readonly side: LookedAt;
  readonly set: RolloutSet;
  readonly question: QuestionPanes;
  readonly pane: QuestionPane | null;
}

/** What came of the question: outcome, answer and reward. */
function Answer({ pane }: { readonly pane: QuestionPane }) {
  const { t } = compareContext.use();
  const { shown, answer } = pane;
  return (
    <>
      <OutcomeMark outcome={shown.outcome} />
      <span class="cut" title={answer ?? ""}>
        {answer === null ? t("noAnswer") : t("answered", answer)}
      </span>
      <span class="sp" />
      <span class="dim num cut">
        {shown.score === null ? t("noReward") : t("reward", formatNumber.fixed(shown.score, 2))}
      </span>
    </>
  );
}

/** One of the two large views: what came of the question above its page. */
export function Half({ side, set, pane }: HalfProps) {
  const model = compareContext.use();
  const { t, nameOf } = model;
  const name = nameOf(set);
  const openName = t("openSide", name);
  const hasProblem = (pane?.problem ?? null) !== null;
  return (
    <section class="half" aria-label={name} data-side={side}>
      <div class="bar">
        <span class="k plainkey">{t(side)}</span>
        <b class="cut">{name}</b>
        {pane === null ? <span class="dim cut">{t("notThere")}</span> : <Answer pane={pane} />}
        {pane !== null && (
          <button
            type="button"
            class="link"
            title={openName}
            aria-label={openName}
            onClick={() => compareActions.open(model, side)}
          >
            {t("open")}
          </button>
        )}
      </div>
      <stageContext.Provider value={side === "left" ? model.leftStage : model.rightStage}>
        <PageStage />
      </stageContext.Provider>
      {hasProblem && (
        <p class="note">
          <Icon name="warn" class="warn" />
          <span>{t("rowGone")}</span>
        </p>
      )}
    </section>
  );
}

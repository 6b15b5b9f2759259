import type { QuestionPane, QuestionPanes } from "../../src/protocol/reward/compareApi.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import { formatNumber } from "../formatNumber.js";
import { compareActions, type LookedAt } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import type { LoadedPanes } from "./compareModel.js";
import { OutcomeMark } from "./outcomeMark.js";
import { sideSets } from "./sideSets.js";
import { Thumbnail } from "./thumbnail.js";

/** How many rollouts came out how, and the median one: its outcome, score and IoUs. */
function PaneFacts({ pane }: { readonly pane: QuestionPane }) {
  const { t } = compareContext.use();
  const { right, wrong, unparsed, rollouts, shown } = pane;
  const ious = shown.ious.map(iou => formatNumber.fixed(iou, 2));
  return (
    <>
      <div class="tally num" role="group" aria-label={t("tally", right, wrong, unparsed)}>
        <OutcomeMark outcome="correct" /> {right} <OutcomeMark outcome="wrong" /> {wrong}{" "}
        <OutcomeMark outcome="unparsed" /> {unparsed}
      </div>
      <div class="dim cut">{rollouts === 1 ? t("onlyRollout") : t("medianRollout", rollouts)}</div>
      <div class="num">
        <OutcomeMark outcome={shown.outcome} /> {shown.score === null ? "" : formatNumber.fixed(shown.score, 2)}
      </div>
      <div class="num cut">{ious.length === 0 ? t("noCall") : t("iou", ious.join(", "))}</div>
    </>
  );
}

interface FrameProps {
  readonly set: RolloutSet;
  readonly question: QuestionPanes;
  readonly pane: QuestionPane | null;
  /** On which of the large views the side is. */
  readonly looked: LookedAt | null;
}

function Frame({ set, question, pane, looked }: FrameProps) {
  const model = compareContext.use();
  const { t, nameOf } = model;
  const name = nameOf(set);
  const button = (side: LookedAt) => (
    <button
      type="button"
      class="side"
      aria-pressed={looked === side}
      title={t(side === "left" ? "makeLeft" : "makeRight", name)}
      aria-label={t(side === "left" ? "makeLeft" : "makeRight", name)}
      onClick={() => compareActions.look(model, side, set)}
    >
      {t(side)}
    </button>
  );
  return (
    <li
      class={looked === null ? "frame" : "frame sel"}
      aria-label={name}
      {...(looked === null ? {} : { "aria-current": true })}
    >
      <Thumbnail question={question} calls={pane?.calls ?? []} name={name} />
      <div class="facts">
        <div class="ft">
          <b class="cut" title={name}>
            {name}
          </b>
          <span class="buttons">
            {button("left")}
            {button("right")}
          </span>
        </div>
        {pane === null ? <div class="dim">{t("notThere")}</div> : <PaneFacts pane={pane} />}
      </div>
    </li>
  );
}

/** The question's page with the boxes of every side, one frame each. */
export function FilmStrip({ loaded, question }: { readonly loaded: LoadedPanes; readonly question: QuestionPanes }) {
  const { t } = compareContext.use();
  return (
    <ol class="film" aria-label={t("sides")} tabindex={0}>
      {loaded.sides.map((set, i) => (
        <Frame
          key={sideSets.key(set)}
          set={set}
          question={question}
          pane={question.panes[i] ?? null}
          looked={i === loaded.left ? "left" : i === loaded.right ? "right" : null}
        />
      ))}
    </ol>
  );
}

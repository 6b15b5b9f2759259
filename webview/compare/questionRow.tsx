import type { ComparedQuestion } from "../../src/protocol/reward/compareApi.js";
import type { QuestionsQuery } from "../../src/protocol/reward/compareViewApi.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { compareActions, type LookedAt } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { figureText } from "./figureText.js";
import { OutcomeMark } from "./outcomeMark.js";

const change = (left: number | null | undefined, right: number | null | undefined, t: CompareTranslate) =>
  typeof left === "number" && typeof right === "number" ? figureText.signed(right - left, 2) : t("notGiven");

/** What changed, in the figure that the list is sorted by. */
function changeText({ left, right }: ComparedQuestion, sort: QuestionsQuery["sort"], t: CompareTranslate): string {
  switch (sort) {
    case "reward":
      return change(left?.score, right?.score, t);
    case "iou":
      return change(left?.meanIou, right?.meanIou, t);
    case "advantage":
      return change(left?.shown.advantage, right?.shown.advantage, t);
    case "unpaired":
      return t(left === null ? "onlyRight" : "onlyLeft");
  }
}

function iouText({ right }: ComparedQuestion): string {
  return (right?.shown.ious ?? [])
    .slice(0, 2)
    .map(iou => formatNumber.fixed(iou, 2))
    .join(", ");
}

interface QuestionRowProps {
  readonly row: ComparedQuestion;
  readonly sort: QuestionsQuery["sort"];
}

/** The cells of a row of the list: outcomes, name, what changed, and the ways to its rollouts. */
export function QuestionRow({ row, sort }: QuestionRowProps) {
  const model = compareContext.use();
  const { t } = model;
  const open = (side: LookedAt) => {
    const text = t(side === "left" ? "openLeft" : "openRight");
    return (
      <button
        type="button"
        class="side"
        tabindex={-1}
        title={text}
        aria-label={text}
        disabled={row[side] === null}
        onClick={event => {
          event.stopPropagation();
          compareActions.openOf(model, row, side);
        }}
      >
        {t(side)}
      </button>
    );
  };
  const mark = (side: LookedAt) => {
    const one = row[side];
    return one === null ? <span class="ico" /> : <OutcomeMark outcome={one.outcome} />;
  };
  return (
    <>
      <span role="gridcell" class="outcomes">
        {mark("left")}
        <Icon name="right" />
        {mark("right")}
      </span>
      <span role="gridcell" class="cut start" title={row.name}>
        <bdi>{row.name}</bdi>
      </span>
      <span role="gridcell" class="dim num cut iou">
        {iouText(row)}
      </span>
      <span role="gridcell" class="num change">
        {changeText(row, sort, t)}
      </span>
      <span role="gridcell" class="opens">
        {open("left")}
        {open("right")}
      </span>
    </>
  );
}

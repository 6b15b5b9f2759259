import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { ComparedQuestion, Comparison } from "../../src/protocol/reward/compareApi.js";
import type { QuestionsQuery } from "../../src/protocol/reward/compareViewApi.js";
import { ChoiceField } from "../strategies/choiceField.js";
import type { RemoteRows } from "../strategies/remoteRows.js";
import { useVirtualWindow } from "../useVirtualWindow.js";
import { compareActions } from "./compareActions.js";
import { compareContext } from "./compareContext.js";
import type { CompareModel } from "./compareModel.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { CopyButtons } from "./copyButtons.js";
import { outcomeKeys } from "./outcomeMark.js";
import { QuestionRow } from "./questionRow.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 22;

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
  Home: -Infinity,
  End: Infinity,
};

const sorts = [
  { value: "reward", key: "sortReward", column: "changeReward" },
  { value: "iou", key: "sortIou", column: "changeIou" },
  { value: "advantage", key: "sortAdvantage", column: "changeAdvantage" },
  { value: "unpaired", key: "sortUnpaired", column: "side" },
] as const;

function titleOf({ cell, sort }: QuestionsQuery, comparison: Comparison | null, t: CompareTranslate): string {
  if (sort === "unpaired") return t("listUnpaired");
  if (cell !== null) return t("listCell", t(outcomeKeys[cell.from]), t(outcomeKeys[cell.to]));
  return t(comparison?.unpairedReason === null ? "listAll" : "listShared");
}

/** What is listed, how many there are, and their order. */
function ListHead({ query, total }: { readonly query: QuestionsQuery; readonly total: number | null }) {
  const model = compareContext.use();
  const { t, sort, comparison, host, rows } = model;
  const copy = (format: "markdown" | "csv") => {
    const list = rows.peek();
    if (list !== null) model.run(host.copyQuestions({ ...list.query, format }));
  };
  return (
    <div class="bar listhead">
      <b class="cut title">{titleOf(query, comparison.state.value.value, t)}</b>
      <span class="dim num">{total ?? ""}</span>
      <span class="sp" />
      <ChoiceField
        label={t("listOrder")}
        isLabelHidden
        value={sort.value}
        choices={sorts.map(({ value, key }) => ({ value, text: t(key) }))}
        onChange={value => (sort.value = sorts.find(one => one.value === value)?.value ?? "reward")}
      />
      <CopyButtons onCopy={copy} />
    </div>
  );
}

/** For the eye: the list itself is what has the focus, and only what has the focus may tell its active row. */
function ColumnHead({ sort }: { readonly sort: QuestionsQuery["sort"] }) {
  const { t } = compareContext.use();
  const column = sorts.find(({ value }) => value === sort)?.column ?? "changeReward";
  return (
    <div class="row head small dim" aria-hidden="true">
      <span>{`${t("left")} › ${t("right")}`}</span>
      <span>{t("questions")}</span>
      <span class="iou">{t("curveOf", t("changeIou"), t("right"))}</span>
      <span class="change">{t(column)}</span>
      <span class="opens">{t("open")}</span>
    </div>
  );
}

interface RowsProps {
  readonly query: QuestionsQuery;
  readonly rows: RemoteRows<ComparedQuestion>;
}

/** L and R open the rollouts of a row; true when the key was one of them. */
function openSide(model: CompareModel, row: ComparedQuestion | undefined, key: string): boolean {
  const side = { l: "left", r: "right" }[key.toLowerCase()];
  if (row === undefined || (side !== "left" && side !== "right")) return false;
  compareActions.openOf(model, row, side);
  return true;
}

interface ListedRowProps {
  readonly id: string;
  readonly index: number;
  readonly start: number;
  readonly row: ComparedQuestion | undefined;
  readonly isReached: boolean;
  readonly sort: QuestionsQuery["sort"];
  readonly onShow: (index: number) => void;
}

function ListedRow({ id, index, start, row, isReached, sort, onShow }: ListedRowProps) {
  const { question } = compareContext.use();
  const isShown = row?.key === question.value;
  return (
    <div
      id={id}
      class={["row", isShown ? "sel" : "", isReached ? "at" : ""].filter(Boolean).join(" ")}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isShown}
      style={{ transform: `translateY(${String(start)}px)` }}
      onClick={() => onShow(index)}
    >
      {row !== undefined && <QuestionRow row={row} sort={sort} />}
    </div>
  );
}

/** The rows. Of a long list only those in sight exist, here and on the way. */
function Rows({ query, rows }: RowsProps) {
  const model = compareContext.use();
  const { t, position } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const reached = useSignal(0);
  const id = useId();
  const total = rows.total.value ?? 0;
  const visible = useVirtualWindow(scroller, { count: total, itemSize: rowHeight, isHorizontal: false, overscan: 10 });
  const { first, last } = visible.inSight;
  useEffect(() => rows.need(first, last), [rows, first, last]);
  useEffect(() => {
    if (position.value === null) return;
    reached.value = position.value;
    visible.scrollTo(position.value);
  }, [position.value]);
  const show = (index: number) => {
    reached.value = index;
    const row = rows.at(index);
    if (row !== undefined) compareActions.show(model, row, index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move !== undefined) {
      reached.value = Math.min(total - 1, Math.max(0, reached.value + move));
      visible.scrollTo(reached.value);
    } else if (event.key === "Enter" || event.key === " ") show(reached.value);
    else if (!openSide(model, rows.at(reached.value), event.key)) return;
    event.preventDefault();
  };
  return (
    <div
      class="rows"
      ref={scroller}
      role="grid"
      tabindex={0}
      aria-label={t("questions")}
      aria-rowcount={total}
      aria-activedescendant={total === 0 ? undefined : `${id}-${String(reached.value)}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${String(visible.length)}px` }}>
        {visible.items.map(({ index, start }) => (
          <ListedRow
            key={index}
            id={`${id}-${String(index)}`}
            {...{ index, start, row: rows.at(index), sort: query.sort, onShow: show }}
            isReached={index === reached.value}
          />
        ))}
      </div>
    </div>
  );
}

/** The questions behind the matrix or one of its cells, those that changed most first. */
export function QuestionList() {
  const { t, rows } = compareContext.use();
  const list = rows.value;
  if (list === null) return null;
  const total = list.rows.total.value;
  const problem = list.rows.problem.value;
  return (
    <section class="questions" aria-label={t("questions")}>
      <ListHead query={list.query} total={total} />
      {problem !== null && (
        <p class="sentence" role="status">
          {t("failed", problem)}
        </p>
      )}
      {total === 0 && <p class="sentence">{t("emptyList")}</p>}
      <div class="grid">
        <ColumnHead sort={list.query.sort} />
        <Rows key={JSON.stringify(list.query)} query={list.query} rows={list.rows} />
      </div>
    </section>
  );
}

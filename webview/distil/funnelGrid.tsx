import type { TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { filterNames, type FilterName } from "../../src/core/distil/dropReason.js";
import type { ReadEstimate } from "../../src/core/distil/readEstimate.js";
import type { ShownDistil, ShownFunnelRow } from "../../src/protocol/distil/distilViewApi.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

interface CellProps {
  readonly task: TaskKind | null;
  /** Null: all attempts. */
  readonly filter: FilterName | "kept" | null;
  readonly count: number;
}

/** A number of the funnel, which leads to its traces. */
function Cell({ task, filter, count }: CellProps) {
  const model = distilContext.use();
  const { t, query, tab } = model;
  const isOpen = tab.value === "traces" && query.value.task === task && query.value.filter === filter;
  const name = distilWords.task(task, t);
  const label = () => {
    if (filter === null) return t("attemptsCell", name, count);
    return filter === "kept" ? t("keptCell", name, count) : t("droppedCell", name, count, t(`filter_${filter}`));
  };
  if (count === 0) return <td class="num none">{filter === "kept" ? 0 : "·"}</td>;
  return (
    <td class={isOpen ? "num cell open" : "num cell"}>
      <button
        type="button"
        class="cellbutton"
        data-cell={`${task ?? "all"}/${filter ?? "all"}`}
        aria-pressed={isOpen}
        aria-label={label()}
        onClick={() => distilActions.list(model, { task, filter, reason: null })}
      >
        {distilWords.count(count)}
      </button>
    </td>
  );
}

function Accuracy({ row }: { readonly row: ShownFunnelRow }) {
  const { t } = distilContext.use();
  const { accuracy, lucky } = row;
  if (accuracy === null) return <td class="num none">·</td>;
  const { share, lo, hi } = accuracy;
  const { percent } = distilWords;
  const words = [
    t("accuracy", percent(share), percent(lo), percent(hi)),
    lucky === null ? "" : t("lucky", percent(lucky)),
  ];
  return (
    <td class="num" title={words.filter(word => word !== "").join("; ")}>
      {percent(share)} %
    </td>
  );
}

function Read({ read }: { readonly read: ReadEstimate | undefined }) {
  const { t } = distilContext.use();
  if (read === undefined || read.keptRead === 0) return <td class="num none">·</td>;
  const { keptBad, keptRead, bad } = read;
  return (
    <td
      class="num"
      title={bad === null ? "" : `${t("blindBounds")}: ${distilWords.percent(bad.lo)}–${distilWords.percent(bad.hi)} %`}
    >
      {t("ofCount", keptBad, keptRead)}
    </td>
  );
}

function Row({ row, read }: { readonly row: ShownFunnelRow; readonly read: ReadEstimate | undefined }) {
  const { t } = distilContext.use();
  return (
    <tr data-row={row.task}>
      <th scope="row" title={t("questionsKept", row.questionsKept, row.questions)}>
        {distilWords.task(row.task, t)}
      </th>
      <Cell task={row.task} filter={null} count={row.traces} />
      {filterNames.map(filter => (
        <Cell key={filter} task={row.task} filter={filter} count={row.byFilter[filter] ?? 0} />
      ))}
      <Cell task={row.task} filter="kept" count={row.kept} />
      <Accuracy row={row} />
      <Read read={read} />
    </tr>
  );
}

function Sum({ shown }: { readonly shown: ShownDistil }) {
  const { t } = distilContext.use();
  const { rows, traces, kept } = shown.funnel;
  const sum = (filter: FilterName) => rows.reduce((all, { byFilter }) => all + (byFilter[filter] ?? 0), 0);
  const keptRead = shown.read.reduce((all, one) => all + one.keptRead, 0);
  const keptBad = shown.read.reduce((all, one) => all + one.keptBad, 0);
  return (
    <tr class="sum" data-row="all">
      <th scope="row">{t("allTasks")}</th>
      <Cell task={null} filter={null} count={traces} />
      {filterNames.map(filter => (
        <Cell key={filter} task={null} filter={filter} count={sum(filter)} />
      ))}
      <Cell task={null} filter="kept" count={kept} />
      <td class="num" />
      {keptRead === 0 ? <td class="num none">·</td> : <td class="num">{t("ofCount", keptBad, keptRead)}</td>}
    </tr>
  );
}

/** What became of all attempts: by task kind, the filters in their order. */
export function FunnelGrid({ shown }: { readonly shown: ShownDistil }) {
  const { t } = distilContext.use();
  return (
    <div class="funnelframe" tabIndex={0} role="region" aria-label={t("tab_traces")}>
      <table class="grid funnel">
        <thead>
          <tr>
            <th scope="col">{t("task")}</th>
            <th scope="col">{t("attempts")}</th>
            {filterNames.map(filter => (
              <th key={filter} scope="col" class="dropping">
                {t(`filter_${filter}`)}
              </th>
            ))}
            <th scope="col">{t("kept")}</th>
            <th scope="col" title={t("teacherHint")}>
              {t("teacher")}
            </th>
            <th scope="col" title={t("readHint")}>
              {t("read")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.funnel.rows.map(row => (
            <Row key={row.task} row={row} read={shown.read.find(({ task }) => task === row.task)} />
          ))}
          <Sum shown={shown} />
        </tbody>
      </table>
    </div>
  );
}

import { tableKinds } from "../../src/core/evaluation/tables/tableKind.js";
import { drawnText } from "../../src/protocol/evaluation/drawnText.js";
import { drawTable } from "../../src/protocol/evaluation/drawTable.js";
import { evaluationContext } from "./evaluationContext.js";
import type { TableMode } from "./evaluationModel.js";
import { drawnOptionsOf } from "./shownTable.js";

const modes = ["table", "chart", "gallery"] as const satisfies readonly TableMode[];
const modeKeys = { table: "showTable", chart: "chart", gallery: "gallery" } as const;

function ModeButtons() {
  const model = evaluationContext.use();
  const { t, mode } = model;
  const choose = (one: TableMode) => {
    mode.value = one;
    if (one === "gallery") model.showGallery({});
  };
  return (
    <>
      {modes.map(one => (
        <button
          key={one}
          type="button"
          class="plain choose"
          aria-pressed={mode.value === one}
          onClick={() => choose(one)}
        >
          {t(modeKeys[one])}
        </button>
      ))}
    </>
  );
}

const splits = ["train", "val", "test"] as const;
const clusters = ["issue", "page"] as const;

function Cut() {
  const model = evaluationContext.use();
  const { t, query } = model;
  const { split, by } = query.value;
  return (
    <>
      <label class="choice">
        <span class="dim">{t("split")}</span>
        <select
          value={split ?? ""}
          data-choice="split"
          onChange={({ currentTarget: { value } }) =>
            model.changeTable({ split: splits.find(one => one === value) ?? null })
          }
        >
          <option value="">{t("allSplits")}</option>
          {splits.map(one => (
            <option key={one} value={one}>
              {t(`split_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <span class="dim">{t("clusters")}</span>
        <select
          value={by}
          data-choice="by"
          onChange={({ currentTarget: { value } }) =>
            model.changeTable({ by: clusters.find(one => one === value) ?? "issue" })
          }
        >
          {clusters.map(one => (
            <option key={one} value={one}>
              {t(`clusters_${one}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Base() {
  const model = evaluationContext.use();
  const { t, query, table } = model;
  return (
    <label class="choice">
      <span class="dim">{t("base")}</span>
      <select
        value={query.value.base ?? ""}
        data-choice="base"
        onChange={event => model.changeTable({ base: event.currentTarget.value || null })}
      >
        <option value="">{t("noBase")}</option>
        {table.value?.evaluations.map(({ folder, name }) => (
          <option key={folder} value={folder}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function TableChoice() {
  const model = evaluationContext.use();
  const { t, query } = model;
  return (
    <select
      aria-label={t("table")}
      value={query.value.kind}
      onChange={event => {
        const chosen = tableKinds.find(one => one === event.currentTarget.value);
        if (chosen !== undefined) model.changeTable({ kind: chosen });
      }}
    >
      {tableKinds.map(one => (
        <option key={one} value={one}>
          {t(`kind_${one}`)}
        </option>
      ))}
    </select>
  );
}

/** Which table, of which answers, against which base, and beside what. */
export function TableControls() {
  const model = evaluationContext.use();
  const { t, say, mode, table, showsPaper, showsRows, host, run } = model;
  const shown = table.value;
  const copy = () => {
    if (shown === null) return;
    run(host.copyText({ text: drawnText.markdown([drawTable(drawnOptionsOf(shown, model))], say) }));
  };
  return (
    <div class="bar head wraps">
      <h1>{t("title")}</h1>
      {mode.value === "table" && <TableChoice />}
      {mode.value !== "gallery" && (
        <>
          {mode.value === "table" && <Base />}
          <Cut />
          <button
            type="button"
            class="plain choose"
            aria-pressed={showsRows.value}
            data-choice="rows"
            onClick={() => {
              showsRows.value = !showsRows.value;
            }}
          >
            {t("rows")}
          </button>
          <label class="check">
            <input
              type="checkbox"
              checked={showsPaper.value}
              onChange={() => {
                showsPaper.value = !showsPaper.value;
              }}
            />
            {t("showPaper")}
          </label>
        </>
      )}
      <span class="ways">
        {mode.value === "table" && (
          <button type="button" class="plain" onClick={copy}>
            {t("copyMarkdown")}
          </button>
        )}
        <ModeButtons />
      </span>
    </div>
  );
}

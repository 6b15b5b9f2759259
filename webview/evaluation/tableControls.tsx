import { tableKinds } from "../../src/core/evaluation/tables/tableKind.js";
import { evaluationContext } from "./evaluationContext.js";
import type { TableMode } from "./evaluationModel.js";
import { tableMarkdown } from "./tableMarkdown.js";

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

/** Which table, against which base, and beside what. */
export function TableControls() {
  const model = evaluationContext.use();
  const { t, query, table, showsPaper, host, run } = model;
  const { kind, base } = query.value;
  const shown = table.value;
  const copy = () => {
    if (shown !== null) run(host.copyText({ text: tableMarkdown(shown.table, t) }));
  };
  return (
    <div class="bar head wraps">
      <h1>{t("title")}</h1>
      <select
        aria-label={t("table")}
        value={kind}
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
      <label class="choice">
        <span class="dim">{t("base")}</span>
        <select value={base ?? ""} onChange={event => model.changeTable({ base: event.currentTarget.value || null })}>
          <option value="">{t("noBase")}</option>
          {shown?.evaluations.map(({ folder, name }) => (
            <option key={folder} value={folder}>
              {name}
            </option>
          ))}
        </select>
      </label>
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
      <span class="sp" />
      <ModeButtons />
      <button type="button" class="plain" onClick={copy}>
        {t("copyMarkdown")}
      </button>
    </div>
  );
}

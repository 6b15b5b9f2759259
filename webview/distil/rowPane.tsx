import { useEffect } from "preact/hooks";
import type { ShownRow } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";

/** Laid out for reading; what is copied is the very line. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // it is shown as it is
  }
}

function NextRun() {
  const model = distilContext.use();
  const { t, runs, next } = model;
  if (runs.value.length === 0 && next.value === null) return null;
  const isListed = runs.value.some(({ path }) => path === next.value);
  return (
    <label class="choice">
      <span class="dim small">{t("nextRun")}</span>
      <select
        value={next.value ?? ""}
        onChange={({ currentTarget }) => distilActions.setNext(model, currentTarget.value || null)}
      >
        <option value="">{t("noRun")}</option>
        {next.value !== null && !isListed && <option value={next.value}>{next.value}</option>}
        {runs.value.map(({ path, name }) => (
          <option key={path} value={path}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function RowText({ row }: { readonly row: ShownRow | null }) {
  const model = distilContext.use();
  const { t, host } = model;
  if (row === null) return <p class="small dim">{t("reading")}</p>;
  switch (row.kind) {
    case "dropped":
      return <p class="small dim">{t("rowDropped")}</p>;
    case "unfit":
      return <p class="small">{t("rowUnfit", t(`unfit_${row.code}`))}</p>;
    case "bad-run":
      return <p class="small">{t("rowBadRun", row.path)}</p>;
    case "row":
      return (
        <>
          <p class="rowhead">
            <span class="small dim num">{t("rowTokens", row.tokens.low, row.tokens.high)}</span>
            <span class="sp" />
            <button
              type="button"
              class="bare"
              title={t("copyRow")}
              aria-label={t("copyRow")}
              onClick={() => model.run(host.copyText({ text: row.text }))}
            >
              <Icon name="copy" />
            </button>
          </p>
          <pre class="text rowtext" tabIndex={0}>
            {pretty(row.text)}
          </pre>
        </>
      );
  }
}

/** The trace as the export writes it; made only while it is looked at. */
export function RowPane() {
  const model = distilContext.use();
  const { t, showsRow, row, runs, host } = model;
  useEffect(() => {
    const load = async () => {
      runs.value = await host.runFiles(null);
    };
    model.run(load());
  }, [model, host, runs]);
  return (
    <details
      class="part"
      data-part="row"
      open={showsRow.value}
      onToggle={({ currentTarget }) => distilActions.showRow(model, currentTarget.open)}
    >
      <summary>{t("row")}</summary>
      {showsRow.value && (
        <>
          <NextRun />
          <RowText row={row.value} />
        </>
      )}
    </details>
  );
}

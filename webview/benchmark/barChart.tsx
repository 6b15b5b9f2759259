import type { BarRow } from "./barRows.js";
import { benchmarkContext } from "./benchmarkContext.js";
import type { BenchmarkTranslate } from "./benchmarkTranslate.js";

/** Of a bar's drawing, in its own units: a per cent is one wide. */
const height = 18;

function nameOf(row: BarRow, t: BenchmarkTranslate): string {
  const { label, group, questions, share, paper, interval } = row;
  if (interval !== null) return t("answerBar", group, label, share, questions, interval.lo, interval.hi);
  if (paper === null) return t("barHere", label, questions, share);
  return t("bar", label, questions, share, paper.questions, paper.share);
}

/** One bar: here filled, the paper's share as an outline, an interval as a line, the even share as a mark. */
function Bar({ row }: { readonly row: BarRow }) {
  const { t } = benchmarkContext.use();
  const { share, paper, interval, even } = row;
  return (
    <svg
      class="barline"
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={nameOf(row, t)}
    >
      <path class="base" d={`M0 ${height - 1}H100`} />
      <rect class="ours" x="0" y="3" width={share} height={height - 8} />
      {paper !== null && <rect class="paper" x="0" y="1.500" width={paper.share} height={height - 5} />}
      {interval !== null && (
        <path
          class="interval"
          d={`M${interval.lo} ${height / 2 - 1}H${interval.hi}M${interval.lo} 5V12M${interval.hi} 5V12`}
        />
      )}
      {even !== null && <path class="even" d={`M${even} 0V${height}`} />}
    </svg>
  );
}

/** What the drawing means, where the drawing is. */
function Legend({ rows }: { readonly rows: readonly BarRow[] }) {
  const { t } = benchmarkContext.use();
  const hasPaper = rows.some(({ paper }) => paper !== null);
  const hasEven = rows.some(({ even }) => even !== null);
  return (
    <p class="legend small" aria-hidden="true">
      <span class="key ours" /> {t("here")}
      {hasPaper && (
        <>
          <span class="key paper" /> {t("paper")}
        </>
      )}
      {hasEven && (
        <>
          <span class="key even" /> {t("even")}
        </>
      )}
    </p>
  );
}

/** Bars in groups, each with its figures; the paper's beside where it says them. */
export function BarChart({ rows }: { readonly rows: readonly BarRow[] }) {
  const { t } = benchmarkContext.use();
  const groups = [...new Set(rows.map(({ group }) => group))];
  const hasPaper = rows.some(({ paper }) => paper !== null);
  return (
    <div class={hasPaper ? "bars compared" : "bars"} role="list">
      <div class="barrow barhead small dim" aria-hidden="true">
        <span />
        <Legend rows={rows} />
        <span class="figure">{t("questions")}</span>
        <span class="figure">{t("share")}</span>
        {hasPaper && <span class="figure">{t("paper")}</span>}
      </div>
      {groups.map(group => (
        <div key={group} class="bargroup" role="listitem">
          <h3 class="small dim">{group}</h3>
          {rows
            .filter(row => row.group === group)
            .map(row => (
              <div class="barrow" key={row.label}>
                <span class="cut">{row.label}</span>
                <Bar row={row} />
                <span class="num figure">{row.questions}</span>
                <span class="num figure dim">{row.share.toFixed(1)} %</span>
                {hasPaper && <span class="num figure dim">{row.paper?.questions ?? ""}</span>}
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}

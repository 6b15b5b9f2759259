import type { BeforeAfter, DistilHistograms } from "../../src/core/distil/distilHistograms.js";
import { positionKinds } from "../../src/core/benchmark/questionRecord.js";
import { distilContext } from "./distilContext.js";
import type { DistilTranslate } from "./distilTranslate.js";
import { distilWords } from "./distilWords.js";

/** Of a bar's drawing, in its own units: the most frequent is a hundred wide. */
const height = 18;

interface CountRow extends BeforeAfter {
  readonly label: string;
}

/** Before as an outline, after filled. */
function Bar({ row, most }: { readonly row: CountRow; readonly most: number }) {
  const { t } = distilContext.use();
  const { label, before, after } = row;
  const width = (count: number) => (count / most) * 100;
  return (
    <svg
      class="barline"
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("bar", label, before, after)}
    >
      <path class="base" d={`M0 ${height - 1}H100`} />
      <rect class="ours" x="0" y="3" width={width(after)} height={height - 8} />
      <rect class="paper" x="0" y="1.500" width={width(before)} height={height - 5} />
    </svg>
  );
}

function Card({ title, rows }: { readonly title: string; readonly rows: readonly CountRow[] }) {
  const { t } = distilContext.use();
  const most = rows.reduce((largest, { before }) => Math.max(largest, before), 1);
  if (rows.every(({ before }) => before === 0)) return null;
  return (
    <section class="card" aria-label={title}>
      <h2 class="cardhead">{title}</h2>
      <div class="bars" role="list">
        <div class="barrow barhead small dim" aria-hidden="true">
          <span />
          <p class="legend small">
            <span class="key paper" /> {t("before")} <span class="key ours" /> {t("after")}
          </p>
          <span class="figure">{t("before")}</span>
          <span class="figure">{t("after")}</span>
          <span class="figure">{t("keptShare")}</span>
        </div>
        {rows.map(row => (
          <div class="barrow" role="listitem" key={row.label}>
            <span class="cut">{row.label}</span>
            <Bar row={row} most={most} />
            <span class="num figure">{distilWords.count(row.before)}</span>
            <span class="num figure">{distilWords.count(row.after)}</span>
            <span class="num figure dim">
              {row.before === 0 ? "·" : `${String(Math.round((row.after / row.before) * 100))} %`}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

function lengthRows({ words }: DistilHistograms, t: DistilTranslate): readonly CountRow[] {
  const last = words.findLastIndex(({ before }) => before > 0);
  return words.slice(0, last + 1).map(({ from, before, after }, at) => {
    const next = words[at + 1];
    return { before, after, label: next === undefined ? t("overWords", from) : t("fromWords", from, next.from - 1) };
  });
}

const namedRows = (counts: Readonly<Record<string, BeforeAfter>>, name: (key: string) => string): readonly CountRow[] =>
  Object.entries(counts).map(([key, count]) => ({ ...count, label: name(key) }));

function positionName(key: string, t: DistilTranslate): string {
  const known = positionKinds.find(kind => kind === key);
  return known === undefined ? t("position_none") : t(`position_${known}`);
}

/** What the filters did to lengths, answers and positions. */
export function CountsPart() {
  const { t, overview } = distilContext.use();
  const shown = overview.value;
  if (shown?.kind !== "shown") return null;
  const { histograms } = shown;
  return (
    <div class="scrolled cards" tabIndex={0} role="region" aria-label={t("tab_counts")}>
      <Card title={t("lengths")} rows={lengthRows(histograms, t)} />
      <Card title={t("letters")} rows={namedRows(histograms.letters, key => key)} />
      <Card title={t("positions")} rows={namedRows(histograms.positions, key => positionName(key, t))} />
    </div>
  );
}

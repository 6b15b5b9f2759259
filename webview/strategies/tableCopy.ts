import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { setName } from "./setName.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";
import { figureNames, figureOf, partTexts, tableRowsOf } from "./tableColumns.js";

/** The table of strategies and steps as it is copied: full precision, and words where there is no number. */
export function tableCopy(table: StrategyTable, showsParts: boolean, t: StrategiesTranslate): PlainTable {
  const names = (index: number) => {
    const set = table.columns[index];
    return set === undefined ? "" : setName.steps(set, t);
  };
  const rows = tableRowsOf(table.strategies, showsParts).map(({ spec, strategy, part }) => {
    const cells = table.columns.flatMap((_, column) => {
      const cell = table.cells[strategy]?.[column] ?? null;
      return figureNames.map(name => {
        if (cell === null) return null;
        if (part !== null) return name === "mean" ? (cell.means[part] ?? t("notRecomputable")) : null;
        const value = figureOf(cell, name, spec === table.against);
        if (value === "same") return null;
        return value ?? (name === "mean" ? t("notRecomputable") : null);
      });
    });
    return [part === null ? spec : t("cellName", spec, t(partTexts[part])), ...cells];
  });
  const head = table.columns.flatMap((_, i) => figureNames.map(name => t("cellName", names(i), t(name))));
  return { head: [t("strategy"), ...head], rows };
}

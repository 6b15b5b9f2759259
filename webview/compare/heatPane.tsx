import { useSignal } from "@preact/signals";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import { formatNumber } from "../formatNumber.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { compareContext } from "./compareContext.js";
import type { LoadedHeat } from "./compareModel.js";
import { CopyTable } from "./copyButtons.js";
import { HeatCanvas } from "./heatCanvas.js";
import { heatGrid, placeKeys, type HeatGrid } from "./heatGrid.js";
import { LoadState } from "./loadState.js";

interface Maps {
  readonly name: string;
  /** Left, right, and right less left. */
  readonly grids: readonly (HeatGrid | null)[];
}

const difference = (a: HeatGrid | null, b: HeatGrid | null) => (a === null || b === null ? null : heatGrid.minus(a, b));

/** Right answers, other answers, and how they differ, each for both sides and their difference. */
function mapsOf({ correct, wrong }: LoadedHeat, names: readonly [string, string, string]): readonly Maps[] {
  const row = (left: HeatGrid | null, right: HeatGrid | null) => [left, right, difference(right, left)];
  const [rightLeft, rightRight] = [heatGrid.of(correct, 0), heatGrid.of(correct, 1)];
  const [otherLeft, otherRight] = [heatGrid.of(wrong, 0), heatGrid.of(wrong, 1)];
  return [
    { name: names[0], grids: row(rightLeft, rightRight) },
    { name: names[1], grids: row(otherLeft, otherRight) },
    { name: names[2], grids: row(difference(rightLeft, otherLeft), difference(rightRight, otherRight)) },
  ];
}

interface HeatTableProps {
  readonly maps: readonly Maps[];
  readonly columns: readonly string[];
}

function plainTable({ maps, columns }: HeatTableProps, place: string, places: readonly string[]): PlainTable {
  const all = maps.flatMap(({ name, grids }) =>
    grids.map((grid, i) => ({
      head: `${name}, ${columns[i] ?? ""}`,
      ninths: grid === null ? [] : heatGrid.ninths(grid),
    })),
  );
  return {
    head: [place, ...all.map(({ head }) => head)],
    rows: places.map((text, i) => [text, ...all.map(({ ninths }) => ninths[i] ?? null)]),
  };
}

/** The maps in numbers: boxes a rollout over each ninth of the page. */
function HeatTable(props: HeatTableProps) {
  const { t } = compareContext.use();
  const table = plainTable(
    props,
    t("place"),
    placeKeys.map(key => t(key)),
  );
  return (
    <div class="tablescroll" tabindex={0}>
      <table class="num">
        <thead>
          <tr>
            {table.head.map((text, i) => (
              <th key={text} class={i === 0 ? "l" : ""} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th class="l" scope="row">
                {name}
              </th>
              {cells.map((value, i) => (
                <td key={i}>{typeof value === "number" ? formatNumber.fixed(value, 3) : t("notGiven")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatDrawings({ maps, columns, isOnPage }: HeatTableProps & { readonly isOnPage: boolean }) {
  const { t } = compareContext.use();
  const all = maps.flatMap(({ grids }) => grids.filter(grid => grid !== null));
  const scale = heatGrid.largest(all);
  const left = maps.slice(0, 2).reduce((sum, { grids }) => sum + (grids[0]?.left ?? 0) + (grids[1]?.left ?? 0), 0);
  return (
    <>
      <div class="heatgrid">
        <span />
        {columns.map(text => (
          <span key={text} class="small dim cut">
            {text}
          </span>
        ))}
        {maps.map(({ name, grids }) => [
          <span key={name} class="small dim">
            {name}
          </span>,
          ...grids.map((grid, i) =>
            grid === null ? (
              <span key={i} class="dim">
                {t("notGiven")}
              </span>
            ) : (
              <HeatCanvas key={i} grid={grid} name={[name, columns[i] ?? ""]} scale={scale} isOnPage={isOnPage} />
            ),
          ),
        ])}
      </div>
      <p class="note">
        {t("heatHelp", formatNumber.fixed(scale, 2))} {left > 0 && t("heatLeft", left)}
      </p>
    </>
  );
}

const overs = [
  { value: "all", key: "overAll" },
  { value: "page", key: "overPage" },
  { value: "question", key: "overQuestion" },
] as const;

/** Where the boxes of both sides lie, of right answers and of others, and how they differ. */
export function HeatPane() {
  const { t, heat, over, film, nameOf } = compareContext.use();
  const isTable = useSignal(false);
  const value = heat.state.value.value;
  const sides = film.value;
  const [left, right] = [sides?.sides[sides.left], sides?.sides[sides.right]];
  if (left === undefined || right === undefined) return null;
  const maps = value === null ? [] : mapsOf(value, [t("heatRight"), t("heatWrong"), t("heatDifference")]);
  const columns = [nameOf(left), nameOf(right), t("heatSides")];
  return (
    <div class="heat" role="tabpanel">
      <div class="bar">
        <h2>{t("heat")}</h2>
        <ChoiceField
          label={t("over")}
          value={over.value}
          choices={overs.map(({ value: id, key }) => ({ value: id, text: t(key) }))}
          onChange={id => (over.value = overs.find(one => one.value === id)?.value ?? "all")}
        />
        <span class="sp" />
        <button
          type="button"
          class="plain"
          aria-pressed={isTable.value}
          onClick={() => (isTable.value = !isTable.value)}
        >
          {t(isTable.value ? "showChart" : "showTable")}
        </button>
        <CopyTable
          table={() =>
            plainTable(
              { maps, columns },
              t("place"),
              placeKeys.map(key => t(key)),
            )
          }
        />
      </div>
      <LoadState of={heat} />
      {value !== null &&
        (isTable.value ? (
          <HeatTable maps={maps} columns={columns} />
        ) : (
          <HeatDrawings maps={maps} columns={columns} isOnPage={over.value !== "all"} />
        ))}
    </div>
  );
}

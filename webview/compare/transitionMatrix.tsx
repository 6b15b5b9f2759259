import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { matrixOutcomes } from "../../src/core/compare/transitionOf.js";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { Transition } from "../../src/protocol/reward/compareApi.js";
import { compareContext } from "./compareContext.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { OutcomeMark, outcomeKeys } from "./outcomeMark.js";

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

/** The matrix with its sums, as it is copied. */
export function matrixTable({ matrix }: Transition, names: readonly [string, string], t: CompareTranslate): PlainTable {
  const words = matrixOutcomes.map(outcome => t(outcomeKeys[outcome]));
  return {
    head: [t("matrixHead", names[0], names[1]), ...words, t("all")],
    rows: matrix.map((row, i) => [words[i] ?? "", ...row, sum(row)]),
  };
}

interface TransitionMatrixProps {
  readonly transition: Transition;
  /** What the sides are called. */
  readonly names: readonly [left: string, right: string];
}

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  Home: [0, -2],
  End: [0, 2],
};

const within = (value: number) => Math.min(matrixOutcomes.length - 1, Math.max(0, value));

/** What became of the pairs: a grid that arrows walk. Enter lists a cell, and lets it go again. */
export function TransitionMatrix({ transition, names }: TransitionMatrixProps) {
  const { t, cell, sort } = compareContext.use();
  const grid = useRef<HTMLTableElement>(null);
  const place = useSignal({ row: 0, column: 0 });
  const go = (row: number, column: number) => {
    place.value = { row, column };
    grid.current?.querySelector<HTMLElement>(`[data-at="${String(row)}:${String(column)}"]`)?.focus();
  };
  const pick = (row: number, column: number) => {
    const [from, to] = [matrixOutcomes[row], matrixOutcomes[column]];
    if (from === undefined || to === undefined) return;
    const isPicked = cell.peek()?.from === from && cell.peek()?.to === to;
    cell.value = isPicked ? null : { from, to };
    if (sort.peek() === "unpaired") sort.value = "reward";
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = place.peek();
    const move = moves[event.key];
    if (move !== undefined) go(within(row + move[0]), within(column + move[1]));
    else if (event.key === "Enter" || event.key === " ") pick(row, column);
    else return;
    event.preventDefault();
  };
  return (
    <table class="matrix num" role="grid" aria-label={t("transitions")} ref={grid} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          <th />
          <th colSpan={3} class="over cut" scope="colgroup">
            {t("right")} {names[1]}
          </th>
          <th />
        </tr>
        <tr>
          <th class="l cut" scope="col">
            {t("left")} {names[0]}
          </th>
          {matrixOutcomes.map(outcome => (
            <th key={outcome} scope="col">
              <OutcomeMark outcome={outcome} />
            </th>
          ))}
          <th class="dim grp" scope="col">
            {t("all")}
          </th>
        </tr>
      </thead>
      <tbody>
        {matrixOutcomes.map((from, row) => {
          const counts = transition.matrix[row] ?? [];
          return (
            <tr key={from}>
              <th class="l" scope="row">
                <OutcomeMark outcome={from} /> {t(outcomeKeys[from])}
              </th>
              {matrixOutcomes.map((to, column) => {
                const isPicked = cell.value?.from === from && cell.value.to === to;
                const isFirst = place.value.row === row && place.value.column === column;
                return (
                  <td
                    key={to}
                    role="gridcell"
                    class={[row === column ? "same" : "", isPicked ? "pick" : ""].join(" ")}
                    data-at={`${String(row)}:${String(column)}`}
                    tabindex={isFirst ? 0 : -1}
                    aria-selected={isPicked}
                    aria-label={t("matrixCell", t(outcomeKeys[from]), t(outcomeKeys[to]), counts[column] ?? 0)}
                    onClick={() => {
                      go(row, column);
                      pick(row, column);
                    }}
                  >
                    {counts[column] ?? 0}
                  </td>
                );
              })}
              <td class="dim grp">{sum(counts)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

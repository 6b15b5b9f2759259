import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { matrixOutcomes } from "../../src/core/compare/transitionOf.js";
import type { PlainTable } from "../../src/core/reward/tableText.js";
import type { Transition } from "../../src/protocol/reward/compareApi.js";
import { compareContext } from "./compareContext.js";
import type { CompareModel } from "./compareModel.js";
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

interface Place {
  readonly row: number;
  readonly column: number;
}

function MatrixHead({ names }: Pick<TransitionMatrixProps, "names">) {
  const { t } = compareContext.use();
  return (
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
  );
}

interface MatrixRowProps {
  readonly row: number;
  readonly counts: readonly number[];
  /** The place that the tabulator key leads to. */
  readonly place: Place;
  readonly onPick: (row: number, column: number) => void;
}

function MatrixRow({ row, counts, place, onPick }: MatrixRowProps) {
  const { t, cell } = compareContext.use();
  const from = matrixOutcomes[row] ?? "correct";
  return (
    <tr>
      <th class="l" scope="row">
        <OutcomeMark outcome={from} /> {t(outcomeKeys[from])}
      </th>
      {matrixOutcomes.map((to, column) => {
        const isPicked = cell.value?.from === from && cell.value.to === to;
        return (
          <td
            key={to}
            role="gridcell"
            class={[row === column ? "same" : "", isPicked ? "pick" : ""].join(" ")}
            data-at={`${String(row)}:${String(column)}`}
            tabindex={place.row === row && place.column === column ? 0 : -1}
            aria-selected={isPicked}
            aria-label={t("matrixCell", t(outcomeKeys[from]), t(outcomeKeys[to]), counts[column] ?? 0)}
            onClick={() => onPick(row, column)}
          >
            {counts[column] ?? 0}
          </td>
        );
      })}
      <td class="dim grp">{sum(counts)}</td>
    </tr>
  );
}

/** Lists the questions of a cell; those of the picked one are let go again. */
function pick({ cell, sort }: CompareModel, row: number, column: number): void {
  const [from, to] = [matrixOutcomes[row], matrixOutcomes[column]];
  if (from === undefined || to === undefined) return;
  const isPicked = cell.peek()?.from === from && cell.peek()?.to === to;
  cell.value = isPicked ? null : { from, to };
  if (sort.peek() === "unpaired") sort.value = "reward";
}

/** What became of the pairs: a grid that arrows walk. Enter lists a cell, and lets it go again. */
export function TransitionMatrix({ transition, names }: TransitionMatrixProps) {
  const model = compareContext.use();
  const grid = useRef<HTMLTableElement>(null);
  const place = useSignal<Place>({ row: 0, column: 0 });
  const go = (row: number, column: number) => {
    place.value = { row, column };
    grid.current?.querySelector<HTMLElement>(`[data-at="${String(row)}:${String(column)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = place.peek();
    const move = moves[event.key];
    if (move !== undefined) go(within(row + move[0]), within(column + move[1]));
    else if (event.key === "Enter" || event.key === " ") pick(model, row, column);
    else return;
    event.preventDefault();
  };
  const onPick = (row: number, column: number) => {
    go(row, column);
    pick(model, row, column);
  };
  return (
    <table class="matrix num" role="grid" aria-label={model.t("transitions")} ref={grid} onKeyDown={onKeyDown}>
      <MatrixHead names={names} />
      <tbody>
        {matrixOutcomes.map((from, row) => (
          <MatrixRow key={from} row={row} counts={transition.matrix[row] ?? []} place={place.value} onPick={onPick} />
        ))}
      </tbody>
    </table>
  );
}

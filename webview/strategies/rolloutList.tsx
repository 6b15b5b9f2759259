import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import { useVirtualWindow } from "../useVirtualWindow.js";
import { cellActions } from "./cellActions.js";
import { ListHead } from "./listHead.js";
import type { ListSubject } from "./listSubject.js";
import type { RemoteRows } from "./remoteRows.js";
import { RowCells } from "./rowCells.js";
import type { RolloutRow } from "./rolloutRow.js";
import { strategiesContext } from "./strategiesContext.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** CSS pixels; the style sheet says the same. */
const rowHeight = 22;

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: -Infinity,
  End: Infinity,
};

interface RolloutListProps {
  readonly subject: ListSubject;
  readonly rows: RemoteRows<RolloutRow>;
}

/** The advantage at either end of the drawn ones: the first rows hold the largest. */
function scaleOf(rows: RemoteRows<RolloutRow>): number {
  let largest = 1;
  for (let index = 0; index < 20; index++) {
    const row = rows.at(index);
    if (row?.kind !== "pushed") continue;
    const { advantageBefore, advantageAfter } = row.rollout;
    largest = Math.max(largest, Math.abs(advantageBefore ?? 0), Math.abs(advantageAfter ?? 0));
  }
  return largest;
}

/** Letters of the list: D compares the selected rollout under both strategies, P pins the step. */
function act(key: string, subject: ListSubject, row: RolloutRow | undefined, model: StrategiesModel): boolean {
  const letter = key.toLowerCase();
  if (letter === "d" && subject.kind === "pushed" && row !== undefined)
    cellActions.diff(model, subject.query, row.rollout.ref);
  else if (letter === "p" && subject.kind !== "evidence")
    cellActions.pinStep(model, subject.kind === "pushed" ? subject.query.column.to : subject.query.step);
  else return false;
  return true;
}

const px = (length: number) => `${String(length)}px`;

interface LineProps {
  readonly id: string;
  readonly index: number;
  readonly row: RolloutRow | undefined;
  readonly isSelected: boolean;
  readonly scale: number;
  readonly onOpen: (index: number) => void;
}

function Line({ id, index, row, isSelected, scale, onOpen }: LineProps) {
  // While a row is on its way, the cells of the one before stay, unseen: filling them is cheaper than making new ones.
  const drawn = useRef(row);
  drawn.current = row ?? drawn.current;
  const filled = drawn.current;
  // The same element is not drawn again: most rows only stay while others come.
  const cells = useMemo(() => filled !== undefined && <RowCells row={filled} scale={scale} />, [filled, scale]);
  return (
    <div
      id={`${id}-${String(index)}`}
      class={`row${isSelected ? " sel" : ""}${row === undefined ? " coming" : ""}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ top: px(index * rowHeight) }}
      onClick={() => onOpen(index)}
    >
      {cells}
    </div>
  );
}

/** A power of two of at least so many: keys that go round by it are each another's within so many rows. */
const roundOf = (count: number) => 2 ** Math.ceil(Math.log2(Math.max(1, count)));

/** The rollouts behind a cell, a point or an alarm. Of a long list only the rows in sight exist, here and on the way. */
export function RolloutList({ subject, rows }: RolloutListProps) {
  const model = strategiesContext.use();
  const { t, host } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useSignal(-1);
  const id = useId();
  const total = rows.total.value ?? 0;
  const shape = { count: total, itemSize: rowHeight, isHorizontal: false, overscan: 4 };
  const visible = useVirtualWindow(scroller, shape);
  const { first, last } = visible.inSight;
  useEffect(() => rows.need(first, last), [rows, first, last]);
  // A row that leaves at one end comes again at the other: filling its cells is cheaper than making new ones.
  const round = roundOf(visible.items.length);
  const scale = useMemo(() => scaleOf(rows), [rows, total]);
  const openRow = (index: number) => {
    selected.value = index;
    const ref = rows.at(index)?.rollout.ref;
    if (ref !== undefined) model.run(host.openRollout({ ref }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move !== undefined) {
      selected.value = Math.min(total - 1, Math.max(0, selected.value + move));
      visible.scrollTo(selected.value);
    } else if (event.key === "Enter") openRow(selected.value);
    else if (!act(event.key, subject, rows.at(selected.value), model)) return;
    event.preventDefault();
  };
  return (
    <div
      class={`rollouts num ${subject.kind}`}
      role="grid"
      tabindex={0}
      aria-label={t("rollouts")}
      aria-rowcount={total + 1}
      aria-activedescendant={selected.value < 0 ? undefined : `${id}-${String(selected.value)}`}
      onKeyDown={onKeyDown}
      onFocus={() => (selected.value = Math.max(0, selected.value))}
    >
      <ListHead subject={subject} />
      <div class="rows" ref={scroller} role="rowgroup">
        <div role="presentation" style={{ height: px(visible.length) }}>
          {visible.items.map(({ index }) => (
            <Line
              key={index % round}
              {...{ id, index, scale }}
              row={rows.at(index)}
              isSelected={selected.value === index}
              onOpen={openRow}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

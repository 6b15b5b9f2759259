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

interface LineProps {
  readonly id: string;
  readonly index: number;
  /** CSS pixels from the top of the list. */
  readonly start: number;
  readonly row: RolloutRow | undefined;
  readonly isSelected: boolean;
  readonly scale: number;
  readonly onOpen: (index: number) => void;
}

function Line({ id, index, start, row, isSelected, scale, onOpen }: LineProps) {
  return (
    <div
      id={`${id}-${String(index)}`}
      class={isSelected ? "row sel" : "row"}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${String(start)}px)` }}
      onClick={() => onOpen(index)}
    >
      {row !== undefined && <RowCells row={row} scale={scale} />}
    </div>
  );
}

/** The rollouts behind a cell, a point or an alarm. Of a long list only the rows in sight exist, here and on the way. */
export function RolloutList({ subject, rows }: RolloutListProps) {
  const model = strategiesContext.use();
  const { t, host } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useSignal(-1);
  const id = useId();
  const total = rows.total.value ?? 0;
  const shape = { count: total, itemSize: rowHeight, isHorizontal: false, overscan: 10 };
  const visible = useVirtualWindow(scroller, shape);
  const [first, last] = [visible.items[0]?.index ?? 0, visible.items.at(-1)?.index ?? 0];
  useEffect(() => rows.need(first, last), [rows, first, last]);
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
        <div role="presentation" style={{ height: `${String(visible.length)}px` }}>
          {visible.items.map(({ index, start }) => (
            <Line
              key={index}
              {...{ id, index, start, scale }}
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

import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ListQuery } from "../../protocol/runsApi.js";
import { placesInFile, placesOf, type RowPlace } from "./filter/rowPlace.js";
import type { RunFilters } from "./filter/runFilters.js";
import { groupsOf } from "./group.js";
import { listOrder } from "./listOrder.js";
import type { Row } from "./rowsOf.js";
import type { RowSource } from "./rowSource.js";
import type { Step } from "./run.js";
import type { RunState } from "./runState.js";
import { sortGroups, sortRows, type ListOrder } from "./sortRows.js";

export interface Walk {
  readonly ref: RolloutRef;
  readonly direction: 1 | -1;
  readonly within: "group" | "list";
  readonly query: ListQuery;
}

const refOf = ({ file, row }: Row): RolloutRef => ({ file: file.path, row });
const isAt = (ref: RolloutRef) => (row: Row) => row.row === ref.row && row.file.path === ref.file;

function beside(rows: readonly Row[], ref: RolloutRef, direction: 1 | -1): Row | undefined {
  const at = rows.findIndex(isAt(ref));
  return at === -1 ? undefined : rows[at + direction];
}

/** Finds the next row of a walk, in the order and with the filters that the tree shows. */
export class Walker {
  private readonly state: RunState;
  private readonly rows: RowSource;

  private readonly filters: RunFilters;

  constructor(state: RunState, rows: RowSource, filters: RunFilters) {
    this.state = state;
    this.rows = rows;
    this.filters = filters;
  }

  async neighbour({ ref, direction, within, query }: Walk): Promise<RolloutRef | null> {
    const row = this.state.row(ref.file, ref.row);
    if (row === undefined) return null;
    const step = this.state.stepOfRow(row);
    if (within === "group") {
      const group = this.state.groupOfRow(row)?.group;
      const next = beside(group?.rows ?? [], ref, direction);
      return next === undefined ? null : refOf(next);
    }
    const next =
      step === undefined
        ? await this.besideInFile(row, direction, query)
        : await this.besideInSteps(step, ref, direction, query);
    return next === undefined ? null : refOf(next);
  }

  private async besideInFile(row: Row, direction: 1 | -1, query: ListQuery): Promise<Row | undefined> {
    const all = placesInFile(row.file);
    const list = await this.listed(all, query);
    const stays = isAt(refOf(row));
    const kept = all.filter(place => stays(place.row) || list.filter.passes(place) === true);
    return beside(rowsIn(sortRows(kept, list)), refOf(row), direction);
  }

  /** The list goes on in the next step of the same folder, as the tree shows them: newest first. */
  private async besideInSteps(
    step: Step,
    ref: RolloutRef,
    direction: 1 | -1,
    query: ListQuery,
  ): Promise<Row | undefined> {
    const own = await this.listOf(step, query, ref);
    const next = beside(own, ref, direction);
    if (next !== undefined) return next;
    const steps = this.state.folder(step.folder)?.folder.steps ?? [];
    const at = steps.findIndex(one => one.step === step.step && one.segment === step.segment);
    for (let i = at + direction; i >= 0 && i < steps.length && at !== -1; i += direction) {
      const other = steps[i];
      const list = other === undefined ? [] : await this.listOf(other, query, null);
      const found = direction === 1 ? list[0] : list.at(-1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A step's rows as the tree lists them. The row one stands on stays in, also when a filter leaves it out. */
  private async listOf(step: Step, query: ListQuery, standing: RolloutRef | null): Promise<readonly Row[]> {
    const places = placesOf(step);
    const list = await this.listed(places, query);
    const stays = standing === null ? () => false : isAt(standing);
    const isListed = (place: RowPlace) => stays(place.row) || list.filter.passes(place) === true;
    const ordered = sortGroups(step, groupsOf(step).groups, list);
    const grouped = ordered.flatMap(group =>
      sortRows(group.rows.map(row => ({ row, step, group })).filter(isListed), list),
    );
    return rowsIn([...grouped, ...places.filter(({ group }) => group === null).filter(isListed)]);
  }

  private listed(places: readonly RowPlace[], query: ListQuery): Promise<ListOrder> {
    const { filters, rows, state } = this;
    return listOrder(places, query, { filters, rows, details: state.details });
  }
}

const rowsIn = (places: readonly RowPlace[]): readonly Row[] => places.map(({ row }) => row);

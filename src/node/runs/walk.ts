import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ListQuery } from "../../protocol/runsApi.js";
import { passesFilters } from "../../core/rollout/passesFilters.js";
import { needsText } from "../../core/rollout/quickFilter.js";
import { filteredRow, passingRows } from "./filterRows.js";
import { groupsOf } from "./group.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { RowSource } from "./rowSource.js";
import type { Step } from "./run.js";
import { fileRows } from "./runTree.js";
import type { RunState } from "./runState.js";
import { sortGroups, sortRows } from "./sortRows.js";

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

  constructor(state: RunState, rows: RowSource) {
    this.state = state;
    this.rows = rows;
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
    const all = fileRows(row.file);
    await this.know(all, query);
    const kept = all.filter(
      one => isAt(refOf(row))(one) || passesFilters(query.filters, filteredRow(one, false, this.state.details)),
    );
    return beside(sortRows(kept, query.order, this.state.details), refOf(row), direction);
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
    const { details } = this.state;
    await this.know(rowsOf(step), query);
    const { groups, malformed } = groupsOf(step);
    const ordered = sortGroups(groups, query.order, details);
    const stays = standing === null ? () => false : isAt(standing);
    const rows = ordered.flatMap(group => {
      const passing = new Set(passingRows(group, query.filters, details));
      return sortRows(
        group.rows.filter(row => passing.has(row) || stays(row)),
        query.order,
        details,
      );
    });
    const bad = malformed.filter(
      row => stays(row) || passesFilters(query.filters, { details: null, isGroupFlat: false, differs: null }),
    );
    return [...rows, ...bad];
  }

  private async know(rows: readonly Row[], { order, filters }: ListQuery): Promise<void> {
    if (needsText(filters) || order.key === "iou")
      await this.rows.ensureDetails(rows.filter(({ file, row }) => !file.columns.isMalformed(row)));
  }
}

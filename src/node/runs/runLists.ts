import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { FilterCounts, ListQuery, RunsApi } from "../../protocol/runsApi.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import { DetailPass } from "./detailPass.js";
import type { ValueSources } from "./filter/knownValue.js";
import type { RowPlace } from "./filter/rowPlace.js";
import { RunFilters } from "./filter/runFilters.js";
import { filterCounts } from "./filterCounts.js";
import type { RowSource } from "./rowSource.js";
import type { Row } from "./rowsOf.js";
import type { RunState } from "./runState.js";
import { RunTree, type RunWords } from "./runTree.js";
import { Walker } from "./walk.js";

export interface RunListsParts {
  readonly state: RunState;
  readonly rows: RowSource;
  readonly words: RunWords;
  readonly mayHaveLines: ValueSources["mayHaveLines"];
  /** Called when more is known of a tree item's rows. */
  readonly changed: (id: string) => void;
  /** Somebody looks at a node's children. */
  readonly looked: (id: string) => void;
  readonly onError: (error: unknown) => void;
}

type ChildrenParams = Parameters<RunsApi["children"]>[0];

/** Names what a query leaves out, whatever its order: lists with orders of their own are all parts of the one that is shown. */
const wishOf = ({ filters, where = "" }: ListQuery): string => JSON.stringify([filters, where]);

/** What is listed of the runs: the tree, walks through it, filters and their counts. */
export class RunLists {
  readonly filters: RunFilters;
  readonly parts: RunListsParts;
  private readonly tree: RunTree;
  private readonly walker: Walker;
  private readonly pass: DetailPass;

  constructor(parts: RunListsParts) {
    const { state, rows, words, mayHaveLines } = parts;
    this.parts = parts;
    const runNameOf: ValueSources["runNameOf"] = file => state.file(file.path)?.run?.name ?? null;
    this.filters = new RunFilters({ details: state.details, runNameOf, mayHaveLines });
    this.tree = new RunTree(state, rows, this.filters, words);
    this.walker = new Walker(state, rows, this.filters);
    this.pass = new DetailPass(rows, parts.changed, parts.onError);
  }

  async children({ id, query, isShown = false }: ChildrenParams): Promise<readonly TreeNode[]> {
    const filter = this.filters.of(query);
    if (isShown) this.pass.serve(wishOf(query));
    const nodes = await this.tree.children(id, query);
    if (id !== null) this.parts.looked(id);
    const looked = id === null ? null : this.tree.unknownRows(id);
    if (looked !== null) this.pass.first(looked);
    if (filter.isActive && nodes.some(node => node.kind === "step" && node.passing === null)) this.lookOn(query);
    return nodes;
  }

  node({ id, query }: { id: string; query: ListQuery }): Promise<TreeNode | null> {
    return this.tree.node(id, query);
  }

  neighbour(params: Parameters<RunsApi["neighbour"]>[0]): Promise<RolloutRef | null> {
    return this.walker.neighbour(params);
  }

  filterCounts(query: ListQuery): FilterCounts {
    const { state } = this.parts;
    const filter = this.filters.of(query);
    const counts = filterCounts(state.list, filter, state.details);
    // What the tree filters by is looked through to its end, also where nobody has unfolded anything.
    if (!counts.isComplete) this.lookOn(query);
    return counts;
  }

  /** Looks rows through for a query, as long as its filters are those of the list that is shown. */
  private lookOn(query: ListQuery): void {
    const owner = wishOf(query);
    if (!this.pass.isServing(owner)) return;
    this.pass.afterwards(this.tree.unknownSteps(query).map(task => ({ ...task, owner })));
  }

  /** Whether a row is in a list; null when it is gone. */
  async passes(ref: RolloutRef, query: ListQuery): Promise<boolean | null> {
    const { state, rows } = this.parts;
    const row = state.row(ref.file, ref.row);
    if (row === undefined) return null;
    const place = this.placeOf(row);
    const filter = this.filters.of(query);
    await filter.know([place], one => rows.openFresh(one));
    return filter.passes(place) === true;
  }

  path(ref: RolloutRef): readonly string[] {
    return this.tree.path(ref);
  }

  /** Stops what is computed in the background. */
  stop(): void {
    this.pass.stop();
  }

  /** What was opened is not true any more. */
  forget(isOf: (path: string) => boolean): void {
    this.pass.stop();
    this.filters.forget(isOf);
  }

  private placeOf(row: Row): RowPlace {
    const { state } = this.parts;
    const found = state.groupOfRow(row);
    return { row, step: found?.step ?? state.stepOfRow(row) ?? null, group: found?.group ?? null };
  }
}

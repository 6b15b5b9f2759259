import type { FileProblem } from "../../protocol/fileProblem.js";
import type { ListQuery } from "../../protocol/runsApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { placesInFile, placesOf, type RowPlace } from "./filter/rowPlace.js";
import type { RunFilters } from "./filter/runFilters.js";
import { filterTask } from "./filterTask.js";
import { passingCount, passingInFile, passingPlaces, passingRows } from "./filterRows.js";
import { checkpointsOf } from "./checkpoints.js";
import { groupsOf, type Group } from "./group.js";
import { checkpointItem, checkpointsItem, stageItem, stageParent } from "./launchItems.js";
import type { LaunchedStage } from "./launchedRun.js";
import { readNodeId, writeNodeId, type NodeId } from "./nodeId.js";
import type { DetailTask } from "./detailPass.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { RowSource } from "./rowSource.js";
import type { DumpFolder, Run, Step } from "./run.js";
import { runNotes } from "./runNotes.js";
import type { RunState } from "./runState.js";
import { listOrder } from "./listOrder.js";
import { sortGroups, sortRows, type ListOrder } from "./sortRows.js";
import {
  fileItem,
  groupId,
  groupItem,
  malformedItem,
  metricsItem,
  moreItem,
  phaseItem,
  rolloutItem,
  rowId,
  runId,
  runItem,
  stepId,
  stepItem,
  unreadItem,
  zoomCallItem,
} from "./treeItems.js";

/** Rows of a long file whose question is read for the list; that of the others is in the view. */
const namedRows = 500;

/** Malformed rows of a step or file that are listed; of the others their number is. */
const malformedListed = 200;

const isMalformed = ({ row: { file, row } }: RowPlace) => file.columns.isMalformed(row);

function malformedItems(rows: readonly Row[], parent: string): readonly TreeNode[] {
  const items: TreeNode[] = rows.slice(0, malformedListed).map(row => malformedItem(row, parent));
  return rows.length > items.length ? [...items, moreItem(parent, rows.length - items.length)] : items;
}

/** What is said of a run that stands in none of its dumps. */
export interface RunWords {
  /** What is wrong with its loupe.json and its datasets. */
  problemsOf(run: Run): readonly FileProblem[];
  /** What one should know, and is no fault of anybody's. */
  notesOf(run: Run): readonly FileProblem[];
}

/** The tree over the runs: children of an id, an item by its id, the way from the root to a row. */
export class RunTree {
  private readonly state: RunState;
  private readonly rows: RowSource;
  private readonly filters: RunFilters;
  private readonly words: RunWords;

  constructor(state: RunState, rows: RowSource, filters: RunFilters, words: RunWords) {
    this.state = state;
    this.rows = rows;
    this.filters = filters;
    this.words = words;
  }

  async children(id: string | null, query: ListQuery): Promise<readonly TreeNode[]> {
    if (id === null) return this.roots();
    const parsed = readNodeId(id);
    return parsed === null ? [] : this.childrenOf(parsed, query);
  }

  private roots(): readonly TreeNode[] {
    const { runs, strays } = this.state.list;
    const items = runs.map(run => this.runItem(run));
    return strays.length === 0 ? items : [...items, unreadItem(null, strays.length)];
  }

  private runItem(run: Run): TreeNode {
    const said = { problems: this.words.problemsOf(run), notes: [...runNotes(run), ...this.words.notesOf(run)] };
    return runItem(run, said, this.state.isReading);
  }

  private async childrenOf(id: NodeId, query: ListQuery): Promise<readonly TreeNode[]> {
    switch (id[0]) {
      case "run": {
        const run = this.state.run(id[1]);
        return run === undefined ? [] : this.childrenOfRun(run, query);
      }
      case "stage": {
        const found = this.stage(id[1], id[2]);
        return found === undefined ? [] : this.childrenOfStage(found.run, found.stage);
      }
      case "checkpoints": {
        const found = this.stage(id[1], id[2]);
        return found === undefined ? [] : checkpointsIn(found.run, found.stage);
      }
      case "phase": {
        const found = this.state.folder(id[1]);
        return found === undefined ? [] : this.steps(found.folder, query);
      }
      case "step": {
        const step = this.state.step(id[1], id[2], id[3]);
        return step === undefined ? [] : this.childrenOfStep(step, query);
      }
      case "group": {
        const step = this.state.step(id[1], id[2], id[3]);
        const group = step === undefined ? undefined : this.state.group(step, id[4]);
        return step === undefined || group === undefined ? [] : this.childrenOfGroup(step, group, query);
      }
      case "row": {
        const row = this.state.row(id[1], id[2]);
        return row === undefined ? [] : this.zoomCalls(row);
      }
      case "file": {
        const found = this.state.file(id[1]);
        return found === undefined ? [] : this.childrenOfFile(found.file, query);
      }
      case "unread": {
        const run = id[1] === null ? null : this.state.run(id[1]);
        const files = run === null ? this.state.list.strays : (run?.unread ?? []);
        return files.map(file => fileItem(file, writeNodeId(id), null));
      }
      case "more":
      case "call":
      case "metrics":
      case "checkpoint":
        return [];
    }
  }

  private stage(path: string, folder: string): { readonly run: Run; readonly stage: LaunchedStage } | undefined {
    const run = this.state.run(path);
    const stage = run?.launch?.stages.find(one => one.folder === folder);
    return run === undefined || stage === undefined ? undefined : { run, stage };
  }

  /** What one stage made, or (null) what a run without stages made and what lies in no stage's folder. */
  private childrenOfStage(run: Run, stage: LaunchedStage | null): readonly TreeNode[] {
    const only = stage ?? (run.launch?.stages.length === 1 ? run.launch.stages[0] : undefined);
    return [
      ...run.folders.filter(folder => folder.stage === stage).map(folder => phaseItem(run, folder)),
      ...run.metrics.filter(set => set.stage === stage).map(set => metricsItem(run, set)),
      ...(only === undefined ? [] : checkpointsOver(run, only, stageParent(run, stage))),
    ];
  }

  private childrenOfRun(run: Run, query: ListQuery): readonly TreeNode[] {
    const stages = run.launch === null || run.launch.stages.length < 2 ? [] : run.launch.stages;
    return [
      ...stages.map(stage => stageItem(run, stage)),
      ...this.childrenOfStage(run, null),
      ...run.stepless.map(file => fileItem(file, runId(run.path), this.passingInFile(file, query))),
      ...(run.unread.length === 0 ? [] : [unreadItem(run.path, run.unread.length)]),
    ];
  }

  private passingInFile(file: IndexedFile, query: ListQuery): number | null {
    const filter = this.filters.of(query);
    return filter.isActive ? passingInFile(file, filter) : null;
  }

  /** With filters, steps of which nothing is left are not listed; those still being looked through are. */
  private steps(folder: DumpFolder, query: ListQuery): readonly TreeNode[] {
    const filter = this.filters.of(query);
    const items = folder.steps.map(step => stepItem(step, filter, this.state.details));
    return filter.isActive ? items.filter(({ passing }) => passing !== 0) : items;
  }

  private async childrenOfStep(step: Step, query: ListQuery): Promise<readonly TreeNode[]> {
    const places = placesOf(step);
    const list = await this.listed(places, query);
    const kept = groupsOf(step).groups.filter(group => passingRows(step, group, list.filter).length > 0);
    const ordered = sortGroups(step, kept, list);
    const items = ordered.map(async group => {
      const first = group.rows[0];
      const question = first === undefined ? { id: null, text: "" } : await this.rows.questionOf(first);
      const item = groupItem(step, group, question, list.filter, this.state.details);
      return this.isGolden(step, group, question) ? { ...item, isGolden: true as const } : item;
    });
    const bad = passingPlaces(places.filter(isMalformed), list.filter).map(({ row }) => row);
    return [...(await Promise.all(items)), ...malformedItems(bad, stepId(step))];
  }

  private isGolden(step: Step, { hash }: Group, question: { readonly id: string | null; readonly text: string }) {
    const run = this.state.folder(step.folder)?.run;
    return run !== undefined && this.state.details.remarks.isGoldenQuestion(run.path, hash, question);
  }

  private async childrenOfGroup(step: Step, group: Group, query: ListQuery): Promise<readonly TreeNode[]> {
    // Eight rows are opened at once here, so that their items say right or wrong and the IoU.
    await this.rows.ensureDetails(group.rows);
    const list = await this.listed(
      group.rows.map(row => ({ row, step, group })),
      query,
    );
    const numbers = new Map(group.rows.map((row, i) => [rowId(row), i + 1] as const));
    return sortRows(passingRows(step, group, list.filter), list).map(({ row }) =>
      rolloutItem(row, numbers.get(rowId(row)) ?? 0, groupId(step, group), this.state.details),
    );
  }

  private async childrenOfFile(file: IndexedFile, query: ListQuery): Promise<readonly TreeNode[]> {
    if (file.format === null) return [];
    const places = placesInFile(file);
    const list = await this.listed(places, query);
    const listed = sortRows(passingPlaces(places, list.filter), list);
    const bad = listed.filter(isMalformed);
    const left = new Set(bad.slice(malformedListed));
    const shown = left.size === 0 ? listed : listed.filter(place => !left.has(place));
    const items = await Promise.all(shown.map(({ row }, at) => this.itemInFile(row, at < namedRows)));
    return left.size === 0 ? items : [...items, moreItem(writeNodeId(["file", file.path]), left.size)];
  }

  private async itemInFile(row: Row, isNamed: boolean): Promise<TreeNode> {
    const parent = writeNodeId(["file", row.file.path]);
    if (row.file.columns.isMalformed(row.row)) return malformedItem(row, parent);
    const question = isNamed ? (await this.rows.questionOf(row)).text : null;
    return rolloutItem(row, row.row + 1, parent, this.state.details, question);
  }

  private listed(places: readonly RowPlace[], query: ListQuery): Promise<ListOrder> {
    const { filters, rows, state } = this;
    return listOrder(places, query, { filters, rows, details: state.details });
  }

  private async zoomCalls(row: Row): Promise<readonly TreeNode[]> {
    const calls = await this.rows.zoomCallsOf(row);
    return calls.map((placed, index) => zoomCallItem(row, placed, index));
  }

  /** The item of an id as it is now, or null when what it names is gone. */
  async node(id: string, query: ListQuery): Promise<TreeNode | null> {
    const parsed = readNodeId(id);
    if (parsed === null) return null;
    if (parsed[0] === "run") {
      const run = this.state.run(parsed[1]);
      return run === undefined ? null : this.runItem(run);
    }
    if (parsed[0] === "step") {
      const step = this.state.step(parsed[1], parsed[2], parsed[3]);
      return step === undefined ? null : stepItem(step, this.filters.of(query), this.state.details);
    }
    const parent = this.parentOf(parsed);
    const siblings = await this.children(parent, query);
    return siblings.find(node => node.id === id) ?? null;
  }

  private parentOf(id: NodeId): string | null {
    switch (id[0]) {
      case "run":
        return null;
      case "stage":
        return runId(id[1]);
      case "checkpoints": {
        const found = this.stage(id[1], id[2]);
        if (found === undefined) return null;
        return stageParent(found.run, (found.run.launch?.stages.length ?? 0) < 2 ? null : found.stage);
      }
      case "checkpoint":
        return writeNodeId(["checkpoints", id[1], id[2]]);
      case "phase": {
        const found = this.state.folder(id[1]);
        return found === undefined ? null : stageParent(found.run, found.folder.stage);
      }
      case "step":
        return writeNodeId(["phase", id[1]]);
      case "group":
        return writeNodeId(["step", id[1], id[2], id[3]]);
      case "row":
        return this.parentOfRow(id[1], id[2]);
      case "more":
        return id[1];
      case "call":
        return writeNodeId(["row", id[1], id[2]]);
      case "metrics": {
        const run = this.state.file(id[1])?.run;
        if (run === undefined || run === null) return null;
        return stageParent(run, this.state.metricsOf(id[1])?.stage ?? null);
      }
      case "file":
        return this.parentOfFile(id[1]);
      case "unread":
        return id[1] === null ? null : runId(id[1]);
    }
  }

  private runOfFile(path: string): string | null {
    const run = this.state.file(path)?.run;
    return run === undefined || run === null ? null : runId(run.path);
  }

  private parentOfFile(path: string): string | null {
    const found = this.state.file(path);
    if (found?.file.format !== null) return this.runOfFile(path);
    return writeNodeId(["unread", found.run?.path ?? null]);
  }

  private parentOfRow(path: string, number: number): string | null {
    const row = this.state.row(path, number);
    if (row === undefined) return null;
    const found = this.state.groupOfRow(row);
    if (found !== undefined) return groupId(found.step, found.group);
    const step = this.state.stepOfRow(row);
    return step === undefined ? writeNodeId(["file", path]) : stepId(step);
  }

  /** Ids from the run down to the row's own; empty when the row is not known. */
  path({ file, row }: RolloutRef): readonly string[] {
    if (this.state.row(file, row) === undefined) return [];
    const ids: string[] = [];
    for (let id: string | null = writeNodeId(["row", file, row]); id !== null;) {
      ids.unshift(id);
      const parsed = readNodeId(id);
      id = parsed === null ? null : this.parentOf(parsed);
    }
    return ids;
  }

  /** What an id's children still need to be opened for: those of a step, or of a file without steps. */
  unknownRows(id: string): DetailTask | null {
    const parsed = readNodeId(id);
    if (parsed?.[0] === "step") {
      const step = this.state.step(parsed[1], parsed[2], parsed[3]);
      const isUnknown = ({ file, row }: Row) => this.state.details.stateOf(file, row) === "unknown";
      return step !== undefined && rowsOf(step).some(isUnknown) ? stepTask(step) : null;
    }
    const file = parsed?.[0] === "file" ? this.state.file(parsed[1])?.file : undefined;
    if (file === undefined || file.format === null) return null;
    const isKnown = fileRows(file).every(({ row }) => this.state.details.stateOf(file, row) !== "unknown");
    return isKnown ? null : { id, state: file, rows: () => fileRows(file) };
  }

  /** Steps that a filter has not been looked through yet, newest first, and files without steps after them. */
  unknownSteps(query: ListQuery): readonly DetailTask[] {
    const filter = this.filters.of(query);
    const { runs } = this.state.list;
    const steps = runs.flatMap(run => run.folders.flatMap(folder => folder.steps));
    const files = runs.flatMap(run => run.stepless);
    return [
      ...steps
        .filter(step => passingCount(step, filter) === null)
        .map(step => filterTask({ id: stepId(step), of: step, places: () => placesOf(step) }, filter, this.rows)),
      ...files
        .filter(file => passingInFile(file, filter) === null)
        .map(file => filterTask({ id: fileId(file), of: file, places: () => placesInFile(file) }, filter, this.rows)),
    ];
  }
}

/** The heading over a stage's checkpoints; none where it has none. */
function checkpointsOver(run: Run, stage: LaunchedStage, parent: string): readonly TreeNode[] {
  const found = run.launch === null ? [] : checkpointsOf(run.launch, stage);
  return found.length === 0 ? [] : [checkpointsItem(run, stage, found, parent)];
}

/** The latest first, as steps are listed. */
function checkpointsIn(run: Run, stage: LaunchedStage): readonly TreeNode[] {
  const found = run.launch === null ? [] : checkpointsOf(run.launch, stage);
  return found.toReversed().map(checkpoint => checkpointItem(run, stage, checkpoint));
}

const fileId = ({ path }: IndexedFile): string => writeNodeId(["file", path]);

const stepTask = (step: Step): DetailTask => ({ id: stepId(step), state: step, rows: () => rowsOf(step) });

/** Every row of a file without steps. */
function fileRows(file: IndexedFile): readonly Row[] {
  return Array.from({ length: file.columns.count }, (_, row) => ({ file, row }));
}

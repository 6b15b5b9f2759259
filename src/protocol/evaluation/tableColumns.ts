import { taskKinds } from "../../core/benchmark/taskKinds.js";
import type { RedrawnColumn } from "../../core/evaluation/paper/redrawTable.js";
import type { ResultColumn } from "../../core/evaluation/tables/tableTypes.js";
import type { DrawnOptions } from "./drawnOptions.js";
import type { ResultSay } from "./resultSay.js";

/** A column of own rows and the paper's: of a task kind, of a set of questions, or one of the figures of Table 6. */
export interface TableColumn {
  readonly id: string;
  readonly label: string;
  readonly part: "share" | "calls" | "iou";
  /** Ids of the columns whose cells stand here; null: there are none. */
  readonly own: string | null;
  readonly paper: string | null;
}

type Asked = Pick<DrawnOptions, "own" | "paper" | "setName" | "say">;

/** Kinds in their order, then sets: those of own rows and of the paper's together. */
export function tableColumns({ own, paper, setName, say }: Asked): readonly TableColumn[] {
  const isZooms = (own?.result.kind ?? paper?.kind) === "zooms";
  const found: TableColumn[] = [];
  for (const column of own?.result.columns ?? []) found.push(...ownColumns(column, isZooms, setName, say));
  for (const column of paper?.columns ?? []) {
    const at = found.findIndex(one => one.paper === null && isSame(one, column, setName));
    const known = found[at];
    if (known === undefined) found.push(paperColumn(column, say));
    else found[at] = { ...known, paper: column.id };
  }
  const rank = ({ id, part }: TableColumn): number => {
    const at = taskKinds.findIndex(task => id === task || id.startsWith(`${task}-`));
    return (at === -1 ? taskKinds.length : at) + (part === "iou" ? 100 : 0);
  };
  return found.sort((a, b) => rank(a) - rank(b));
}

function ownColumns(
  { id, task }: ResultColumn,
  isZooms: boolean,
  setName: (set: string) => string,
  say: ResultSay,
): readonly TableColumn[] {
  const label = task === null ? setName(id) : say(`task_${task}`);
  if (!isZooms) return [{ id, label, part: "share", own: id, paper: null }];
  return [
    { id: `${id}-calls`, label: say("result_calls", label), part: "calls", own: id, paper: null },
    { id: `${id}-iou`, label: say("result_iou", label), part: "iou", own: id, paper: null },
  ];
}

function paperColumn({ id, task, label, unit }: RedrawnColumn, say: ResultSay): TableColumn {
  const name = task === null ? label : say(`task_${task}`);
  const rest = { id, own: null, paper: id };
  if (unit === "calls") return { ...rest, label: say("result_calls", name), part: "calls" };
  if (unit === "iou") return { ...rest, label: say("result_iou", name), part: "iou" };
  return { ...rest, label: name, part: "share" };
}

/** Sets that the paper has a column of, by what people call their folders. */
const paperSets: Readonly<Record<string, RegExp>> = { "mangavqa-test": /manga[ _-]?vqa/i, "mmmu-val": /mmmu/i };

function isSame(one: TableColumn, paper: RedrawnColumn, setName: (set: string) => string): boolean {
  if (paper.task !== null) return one.id === paper.id;
  const names = one.own === null ? [] : [one.own, setName(one.own)];
  return names.some(name => paperSets[paper.id]?.test(name) === true);
}

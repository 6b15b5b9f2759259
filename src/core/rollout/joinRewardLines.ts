/** What of a line of the trainer's own JSONL finds its row. */
export interface LineKey {
  /** Of the normalised response. */
  readonly sha256: string;
  readonly questionId: string | null;
  /** Null: the line's split does not tell. */
  readonly phase: "training" | "validation" | null;
}

/** What of a dump's row finds its line. */
export interface RowKey {
  /** Null for a row that could not be read: no line is its. */
  readonly sha256: string | null;
  /** Null where the row does not name its question, as dumps of most trainers. */
  readonly questionId: string | null;
  readonly phase: "training" | "validation";
  /** Equal for rows of one question at one step, as far as the dump tells. */
  readonly group: string;
}

export interface LineJoin {
  /** By row: the index of its line, -1 where it has none. */
  readonly lineOf: Int32Array;
  /** Indexes of the lines that no row took, ascending. */
  readonly unjoined: readonly number[];
}

type Phase = RowKey["phase"];

/** What a row's question is by its lines: none that fit, one question (it may have no id), or several. */
type Asked = { readonly kind: "one"; readonly id: string | null } | { readonly kind: "none" | "several" };

/** Lines that are alike, in order; those before `next` are taken. */
interface Queue {
  readonly lines: number[];
  next: number;
}

/** The lines of one response, by question and phase. */
class Pool {
  private readonly queues = new Map<string | null, Map<Phase | null, Queue>>();
  private readonly asked = new Map<Phase, Asked>();

  add(line: number, { questionId, phase }: LineKey): void {
    const byPhase = this.queues.get(questionId) ?? new Map<Phase | null, Queue>();
    this.queues.set(questionId, byPhase);
    const queue = byPhase.get(phase);
    if (queue === undefined) byPhase.set(phase, { lines: [line], next: 0 });
    else queue.lines.push(line);
  }

  /** The question of all its lines that fit a phase. */
  askedIn(phase: Phase): Asked {
    const known = this.asked.get(phase);
    if (known !== undefined) return known;
    const ids = [...this.queues].filter(([, byPhase]) => byPhase.has(phase) || byPhase.has(null)).map(([id]) => id);
    const [id = null] = ids;
    const asked: Asked = ids.length === 1 ? { kind: "one", id } : { kind: ids.length === 0 ? "none" : "several" };
    this.asked.set(phase, asked);
    return asked;
  }

  /** The first line that is left; -1 where none is. */
  take(questionId: string | null, phase: Phase): number {
    const byPhase = this.queues.get(questionId);
    const waiting = [byPhase?.get(phase), byPhase?.get(null)].flatMap(queue => {
      const line = queue?.lines[queue.next];
      return queue === undefined || line === undefined ? [] : [{ queue, line }];
    });
    const [first, second] = waiting;
    const found = second !== undefined && first !== undefined && second.line < first.line ? second : first;
    if (found === undefined) return -1;
    found.queue.next++;
    return found.line;
  }
}

function poolsOf(lines: readonly LineKey[]): ReadonlyMap<string, Pool> {
  const pools = new Map<string, Pool>();
  for (const [index, line] of lines.entries()) {
    const pool = pools.get(line.sha256) ?? new Pool();
    pools.set(line.sha256, pool);
    pool.add(index, line);
  }
  return pools;
}

function askedOf(row: RowKey, pool: Pool | undefined): Asked {
  if (pool === undefined) return { kind: "none" };
  return row.questionId === null ? pool.askedIn(row.phase) : { kind: "one", id: row.questionId };
}

/** The question of each group all of whose known rows have the same. */
function questionsOfGroups(rows: readonly RowKey[], asked: readonly Asked[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  const mixed = new Set<string>();
  for (const [at, one] of asked.entries()) {
    const group = rows[at]?.group;
    if (one.kind !== "one" || group === undefined) continue;
    if (found.has(group) && found.get(group) !== one.id) mixed.add(group);
    found.set(group, one.id);
  }
  for (const group of mixed) found.delete(group);
  return found;
}

/**
 * Joins the trainer's own lines (in the order in which they were scored) with the rows of its dumps (in the order of their
 * steps) by question and response: of equal ones the first line is that of the first row. Where a row does not name its
 * question, the lines of its response do, if they are of one question; else the other rows of its group; else it stays
 * without a line, since another question's boxes would be wrong ones.
 */
export function joinRewardLines(lines: readonly LineKey[], rows: readonly RowKey[]): LineJoin {
  const pools = poolsOf(lines);
  const poolOf = ({ sha256 }: RowKey) => (sha256 === null ? undefined : pools.get(sha256));
  const asked = rows.map(row => askedOf(row, poolOf(row)));
  const groups = questionsOfGroups(rows, asked);
  const isTaken = new Uint8Array(lines.length);
  const lineOf = Int32Array.from(rows, (row, at) => {
    const one = asked[at] ?? { kind: "none" };
    const ofGroup = one.kind === "several" ? groups.get(row.group) : undefined;
    const id = one.kind === "one" ? one.id : ofGroup;
    const line = id === undefined ? -1 : (poolOf(row)?.take(id, row.phase) ?? -1);
    if (line !== -1) isTaken[line] = 1;
    return line;
  });
  return { lineOf, unjoined: lines.flatMap((_, index) => (isTaken[index] === 1 ? [] : [index])) };
}

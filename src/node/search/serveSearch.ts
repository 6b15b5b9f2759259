import { createMatcher } from "../../core/search/createMatcher.js";
import { rowMatches } from "../../core/search/rowMatches.js";
import { FileSearch } from "./fileSearch.js";
import type { FoundRow, FromSearchThread, RolloutTask, SearchTask, SearchThreadData } from "./searchTask.js";

/** What a searching thread hears and answers by. */
export interface SearchPort {
  postMessage(message: FromSearchThread): void;
  on(event: "message", listener: (task: SearchTask) => void): unknown;
}

/** Found rows are sent when there are so many, or when so long has passed since the last ones. */
const mostWaiting = 64;
const longestWaitMs = 50;

/** Found rows on their way to whoever asked. Those of a pattern go at once: its thread may be ended in the next row. */
class Outbox {
  private readonly waiting: FoundRow[] = [];
  private sentAt = performance.now();
  private readonly mostWaiting: number;
  private readonly send: (rows: readonly FoundRow[]) => void;

  constructor(isPattern: boolean, send: (rows: readonly FoundRow[]) => void) {
    this.mostWaiting = isPattern ? 1 : mostWaiting;
    this.send = send;
  }

  put(row: FoundRow): void {
    this.waiting.push(row);
    if (this.waiting.length >= this.mostWaiting || performance.now() - this.sentAt > longestWaitMs) this.flush();
  }

  flush(): void {
    if (this.waiting.length > 0) this.send(this.waiting.splice(0));
    this.sentAt = performance.now();
  }
}

/**
 * Searches what it is sent, one task after the other, on a thread of its own: a regular expression may run for ever, and
 * then only the end of its thread stops it. Rows that were begun are counted in `progress`. Throws for a query that is no
 * pattern: whoever starts the thread has tried it.
 */
export function serveSearch(port: SearchPort, { query, hitsPerRow, progress }: SearchThreadData): void {
  const matcher = createMatcher(query);
  if (matcher.kind !== "matcher") throw new Error(matcher.reason);
  const { find } = matcher;
  const onRow = () => void Atomics.add(progress, 0, 1);
  const files = new FileSearch({ query, find, hitsPerRow, onRow });

  function* rolloutRows({ rows }: RolloutTask): Generator<FoundRow> {
    for (const { row, rollout } of rows) {
      onRow();
      const found = rowMatches(rollout, find, query.place, hitsPerRow);
      if (found !== null) yield { ...found, row };
    }
  }

  port.on("message", task => {
    const { id } = task;
    const outbox = new Outbox(query.isRegex, rows => port.postMessage({ kind: "found", id, rows }));
    const before = Atomics.load(progress, 0);
    let [left, unread] = [task.limit, 0];
    for (const searched of task.kind === "file" ? files.rows(task) : rolloutRows(task)) {
      if (searched === "unread") unread++;
      else {
        left -= searched.count;
        outbox.put(searched);
      }
      if (left <= 0) break;
    }
    outbox.flush();
    const isCut = left <= 0;
    const looked = isCut ? Atomics.load(progress, 0) - before : task.rows.length;
    port.postMessage({ kind: "done", id, looked, unread, isCut });
  });
}

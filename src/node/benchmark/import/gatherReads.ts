import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import type { ProblemCount } from "./importResult.js";
import { problemTally } from "./problemTally.js";
import type { ForeignSet, ReadCounts, SourceRead, UnreadFile } from "./sourceReader.js";

/** What was read of one source. */
export interface SourceOfRead {
  readonly name: string;
  /** Of looking through it. */
  readonly problems: readonly ImportProblem[];
  readonly reads: readonly SourceRead[];
  /** Files of it that none of them is of. */
  readonly unknown: readonly UnreadFile[];
}

export interface GatheredReads {
  /** False where all that was read were question sets: then pages of an earlier import stay. */
  readonly bringsPages: boolean;
  readonly pages: readonly PageRecord[];
  readonly sets: readonly ForeignSet[];
  readonly problems: readonly ImportProblem[];
  readonly counts: ReadCounts;
  readonly tally: readonly ProblemCount[];
  /** Files that nothing was read of; most of them are no annotations. */
  readonly unread: readonly UnreadFile[];
}

const noCounts: ReadCounts = { annotations: 0, panels: 0, characters: 0, bubbles: 0, other: 0, left_out: 0 };

const sum = (a: ReadCounts, b: ReadCounts): ReadCounts => ({
  annotations: a.annotations + b.annotations,
  panels: a.panels + b.panels,
  characters: a.characters + b.characters,
  bubbles: a.bubbles + b.bubbles,
  other: a.other + b.other,
  left_out: a.left_out + b.left_out,
});

const partsOf = ({ panels, characters, bubbles }: PageRecord): Omit<ReadCounts, "annotations" | "other"> => ({
  panels: -panels.length,
  characters: -characters.length,
  bubbles: -bubbles.length,
  left_out: panels.length + characters.length + bubbles.length,
});

/** Question sets of one name are one file. */
function mergedSets(sets: readonly ForeignSet[]): readonly ForeignSet[] {
  const byName = new Map<string, readonly object[]>();
  for (const { name, records } of sets) byName.set(name, [...(byName.get(name) ?? []), ...records]);
  return [...byName].map(([name, records]) => ({ name, records }));
}

/**
 * Puts together what was read of several sources. A page that two of them bring is taken once. Where there are several
 * sources, files of problems are named with theirs.
 */
export function gatherReads(sources: readonly SourceOfRead[]): GatheredReads {
  const pages = new Map<string, PageRecord>();
  const problems: ImportProblem[] = [];
  const unread: UnreadFile[] = [];
  let counts = noCounts;
  for (const { name, problems: own, reads, unknown } of sources) {
    const named = <T extends { readonly file: string }>(one: T): T =>
      sources.length === 1 ? one : { ...one, file: `${name}/${one.file}` };
    for (const problem of [...own, ...reads.flatMap(read => read.problems)]) problems.push(named(problem));
    for (const file of unknown) unread.push(named(file));
    for (const read of reads) {
      counts = sum(counts, read.counts);
      unread.push(...(read.unread ?? []).map(named));
      for (const page of read.pages) {
        if (!pages.has(page.id)) pages.set(page.id, page);
        else {
          counts = sum(counts, { ...noCounts, ...partsOf(page) });
          const detail = `${page.id}: a page of this name is there already`;
          const { file_name: file } = page.source;
          problems.push(named({ file, annotation_id: null, code: "twice-the-id", effect: "left-out", detail }));
        }
      }
    }
  }
  const all = sources.flatMap(({ reads }) => reads);
  const sets = mergedSets(all.flatMap(read => read.sets));
  const bringsPages = all.some(read => read.sets.length === 0);
  return { bringsPages, pages: [...pages.values()], sets, problems, counts, tally: problemTally(problems), unread };
}

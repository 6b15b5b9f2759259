import type { SplitName } from "../../benchmark/pageRecord.js";
import type { AskedQuestions } from "./gradeColumns.js";

/** Which answers count, and what lies together: issues of a magazine where they are known, or pages. */
export interface GradeCut {
  /** Null: all of them. */
  readonly split: SplitName | null;
  readonly by: "issue" | "page";
}

export const everyGrade: GradeCut = { split: null, by: "issue" };

/** The table's numbers of questions that were asked, in their order. */
export interface AskedNumbers {
  readonly items: Int32Array;
  readonly issues: Int32Array;
  readonly pages: Int32Array;
}

/** Numbers for what the rows of one table name, so that rows are compared by numbers. */
export interface TableNames {
  readonly cut: GradeCut;
  readonly items: Map<string, { readonly sha: string; readonly number: number }[]>;
  readonly issues: Map<string, number>;
  readonly pages: Map<string, number>;
  /** Items so far: the next one's number. */
  count: number;
}

export const tableNames = (cut: GradeCut = everyGrade): TableNames => ({
  ...{ cut, items: new Map(), issues: new Map(), pages: new Map(), count: 0 },
});

/** The number of an item; of another text of the same question it is another. */
export function itemNumber(names: TableNames, item: string, sha: string): number {
  const known = names.items.get(item);
  const found = known?.find(one => one.sha === sha);
  if (found !== undefined) return found.number;
  const made = { sha, number: names.count++ };
  if (known === undefined) names.items.set(item, [made]);
  else known.push(made);
  return made.number;
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}

export function askedNumbers(names: TableNames, asked: AskedQuestions): AskedNumbers {
  const { ids, items, shas } = asked;
  const pageNames = Int32Array.from(asked.pageNames, name => numberOf(names.pages, name));
  const issues = Int32Array.from(asked.issues, (issue, at) => {
    const name = names.cut.by === "page" ? "" : (asked.issueNames[issue] ?? "");
    return numberOf(names.issues, name === "" ? `page ${asked.pageNames[asked.pages[at] ?? 0] ?? ""}` : name);
  });
  return {
    // Rotations are numbered together, when it is known which of them were asked.
    items: Int32Array.from(ids, (id, at) => (items[at] === id ? itemNumber(names, id, shas[at] ?? "") : -1)),
    issues,
    pages: Int32Array.from(asked.pages, page => pageNames[page] ?? 0),
  };
}

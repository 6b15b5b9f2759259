import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";

/** A column of some rows, those of objects in them too. */
export interface SampleColumn {
  /** A key, or a path of keys with dots. */
  readonly path: string;
  /** The last key without case, dashes and underscores. */
  readonly name: string;
  /** The last two keys in one, spelt alike: `rewardtotal` of `reward.total`. Of a column outside of objects its name. */
  readonly longName: string;
  /** Of the rows that have it. */
  readonly values: readonly unknown[];
}

const deepest = 3;
const mostColumns = 512;

/** The columns of some rows with their values, in order of first appearance. */
export function sampleColumns(rows: readonly JsonObject[]): readonly SampleColumn[] {
  const found = new Map<string, unknown[]>();
  const take = (object: JsonObject, before: string, depth: number): void => {
    for (const [key, value] of Object.entries(object)) {
      const path = `${before}${key}`;
      const values = found.get(path);
      if (values !== undefined) values.push(value);
      else if (found.size < mostColumns) found.set(path, [value]);
      if (isJsonObject(value) && depth < deepest) take(value, `${path}.`, depth + 1);
    }
  };
  for (const row of rows) take(row, "", 1);
  return [...found].map(([path, values]) => ({ path, name: named(path, 1), longName: named(path, 2), values }));
}

const named = (path: string, parts: number): string =>
  path.split(".").slice(-parts).join("").toLowerCase().replace(/[-_ ]/g, "");

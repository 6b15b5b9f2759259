import type { PageRecord, SplitName } from "../pageRecord.js";

const names: Readonly<Record<string, SplitName>> = {
  train: "train",
  training: "train",
  val: "val",
  valid: "val",
  validation: "val",
  dev: "val",
  test: "test",
  testing: "test",
};

/** The split that the set puts a page into, by the names that are in use; null where it says none of them. */
export function givenSplit({ source }: PageRecord): SplitName | null {
  return names[source.split?.toLowerCase() ?? ""] ?? null;
}

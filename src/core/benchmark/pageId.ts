import { sha256 } from "./sha256.js";

/** The id of a page: the same set, split and file name give the same id on every machine and in every import. */
export function pageId(dataset: string, split: string | null, fileName: string): string {
  return `pg-${sha256(`${dataset}/${split ?? ""}/${fileName}`).slice(0, 10)}`;
}

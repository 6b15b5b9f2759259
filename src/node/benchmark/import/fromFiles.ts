import { join } from "node:path";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import type { OpenedSource } from "./openedSource.js";
import { recordPath } from "./recordPath.js";

/** How records call a file of a source. `out`: real path of the benchmark's folder. */
export const recordPathIn =
  ({ root }: OpenedSource, out: string) =>
  (file: string): string =>
    recordPath(join(root, file), out);

/** A page that says which annotation files it was read from, so that it stays when one of them cannot be read later. */
export const fromFiles = (page: PageRecord, annotations: readonly string[]): PageRecord => ({
  ...page,
  source: { ...page.source, annotations: [...annotations] },
});

import { join } from "node:path";
import type { Translate } from "../translate.js";

/** A folder that an import may go to, as VS Code's lists show it. */
export interface OfferedFolder {
  readonly label: string;
  readonly description: string;
  /** What becomes of what is there; absent for a new folder. */
  readonly detail?: string;
  readonly folder: string;
}

interface Known {
  readonly t: Translate;
  /** Whether a benchmark's pages lie in a folder. */
  readonly hasPages: (folder: string) => Promise<boolean>;
  /** Whether it was these comics that a folder's pages were imported from. */
  readonly isAgain: (folder: string) => boolean;
}

const name = "benchmark";

async function firstFree(root: string, hasPages: Known["hasPages"]): Promise<string> {
  for (let number = 2; ; number++) {
    const label = `${name}-${String(number)}`;
    if (!(await hasPages(join(root, label)))) return label;
  }
}

/**
 * The folders below an opened one that an import is offered, what is most likely meant first: other comics in a folder that
 * has pages would take the place of these, so they are offered a new one.
 */
export async function offeredFolders(root: string, { t, hasPages, isAgain }: Known): Promise<readonly OfferedFolder[]> {
  const offer = (label: string): OfferedFolder => ({ label, description: root, folder: join(root, label) });
  const own = offer(name);
  if (!(await hasPages(own.folder))) return [own];
  const free = offer(await firstFree(root, hasPages));
  if (isAgain(own.folder)) return [{ ...own, detail: t("The same comics, imported again.") }, free];
  const detail = t("Has pages already: those imported now take their place. Corrections and decisions stay.");
  return [free, { ...own, detail }];
}

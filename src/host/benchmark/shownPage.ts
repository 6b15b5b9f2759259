import { realpath } from "node:fs/promises";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { ShownPageOrder } from "../../protocol/benchmark/benchmarkViewApi.js";
import { isInside } from "../view/isInside.js";
import type { ToUri } from "./benchmarkSubject.js";

async function isThere(path: string, roots: readonly string[]): Promise<boolean> {
  try {
    const real = await realpath(path);
    const known = await Promise.all(roots.map(root => realpath(root).catch(() => root)));
    return known.some(root => isInside(real, root));
  } catch {
    return false; // the image is not there
  }
}

/** A page as the view of its order shows it. `path`: its image, absolute. */
export async function shownPage(
  page: PageRecord,
  path: string,
  roots: readonly string[],
  toUri: ToUri,
): Promise<NonNullable<ShownPageOrder["page"]>> {
  const places = new Map(page.panels.map(({ id, order }, at) => [id, order ?? at]));
  const { width, height } = page.image;
  return {
    ...{ id: page.id, fileName: page.source.file_name, width, height },
    uri: (await isThere(path, roots)) ? toUri(path) : null,
    panels: page.panels.map(({ id, box, order, order_source: source, order_confidence: confidence }, at) => ({
      ...{ id, box, order: order ?? at, source: source ?? "computed", confidence },
    })),
    bubbles: page.bubbles.map(({ id, box, panel_id: panel, text, text_source: source }) => ({
      ...{ id, box, text, source, panel: panel === null ? null : (places.get(panel) ?? null) },
    })),
  };
}

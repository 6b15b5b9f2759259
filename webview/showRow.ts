import { batch } from "@preact/signals";
import type { FoundText } from "../src/protocol/foundText.js";
import type { OpenedRow, PageView } from "../src/protocol/rolloutView.js";
import { markFound } from "./markFound.js";
import { takeUpState } from "./takeUpState.js";
import type { ViewModel } from "./viewModel.js";

/** How long the old rollout stays while the new one's page is decoded, in milliseconds. */
const patience = 200;

const pageOf = (row: OpenedRow | null): PageView | null => (row?.kind === "rollout" ? row.page : null);

/** Blank pages of one size are alike; images are the same when they are the same file. */
const pageName = (page: PageView) => `${page.kind === "image" ? page.uri : ""} ${page.width} × ${page.height}`;

const isSamePage = (a: PageView | null, b: PageView | null) => a !== null && b !== null && pageName(a) === pageName(b);

const isSameRow = (a: OpenedRow | null, b: OpenedRow | null) =>
  a !== null && a.ref.file === b?.ref.file && a.ref.row === b.ref.row;

let latest = 0;

/**
 * Puts a row on show. The old one stays until the new page is decoded, but not for long; of several rows in a hurry
 * only the last is shown. On the same page the camera stays, so that a group can be compared.
 */
export async function showRow(
  model: ViewModel,
  row: OpenedRow | null,
  selectCall: number | null,
  found: FoundText | null = null,
): Promise<void> {
  const mine = ++latest;
  const decoded = model.loader.prepare(pageOf(row));
  model.run(decoded);
  await Promise.race([decoded, new Promise(resolve => setTimeout(resolve, patience))]);
  if (mine !== latest) return;
  batch(() => {
    const old = model.row.value;
    if (!isSamePage(pageOf(old), pageOf(row))) model.camera.value = null;
    model.selectedCall.value = selectCall ?? (isSameRow(old, row) ? model.selectedCall.value : null);
    model.hoveredCall.value = null;
    if (!isSameRow(old, row) || found !== null) model.overlay.value = "none";
    if (!isSameRow(old, row) || found !== null) model.found.value = found;
    model.row.value = row;
    model.loader.show(pageOf(row));
    takeUpState(model);
  });
  // The parts draw themselves before the next frame; what stands in them is looked for after that.
  requestAnimationFrame(() => setTimeout(() => markFound(model.found.peek())));
}

import type { ShownPageOrder } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import type { BenchmarkModel } from "./benchmarkModel.js";
import { movedPanels } from "./movedPanels.js";

type Page = NonNullable<ShownPageOrder["page"]>;

/** The page as it will be once the host has kept the order: nobody waits for a disk to see what they did. */
function withOrder(page: Page, ids: readonly string[]): Page {
  const places = new Map(ids.map((id, at) => [id, at]));
  const before = new Map(page.panels.map(({ id, order }) => [order, id]));
  const panels = page.panels.map(panel => ({
    ...panel,
    ...{ order: places.get(panel.id) ?? panel.order, source: "person" as const, confidence: null },
  }));
  const bubbles = page.bubbles.map(bubble => {
    const panel = bubble.panel === null ? undefined : before.get(bubble.panel);
    return { ...bubble, panel: panel === undefined ? null : (places.get(panel) ?? null) };
  });
  return { ...page, panels, bubbles };
}

/** What can be done on a page whose order is on show. */
export const orderActions = {
  /** Puts a panel at a place, counted from 0, and tells the host. Nothing happens where it stands there already. */
  move(model: BenchmarkModel, shown: ShownPageOrder, panel: string, place: number): void {
    const { page } = shown;
    if (page === null || !shown.isTrusted) return;
    const now = page.panels.find(({ id }) => id === panel)?.order;
    const to = Math.max(0, Math.min(page.panels.length - 1, place));
    if (now === undefined || now === to) return;
    const ids = movedPanels(page.panels, panel, to);
    model.selectedPanel.value = panel;
    model.said.value = model.t("moved", now + 1, to + 1);
    model.shown.value = { ...shown, page: withOrder(page, ids) };
    model.act({ kind: "setOrder", page: page.id, panels: [...ids] });
  },
  /** Selects the panel that many places on. */
  select(model: BenchmarkModel, { page }: ShownPageOrder, by: number): void {
    if (page === null) return;
    const ordered = page.panels.toSorted((a, b) => a.order - b.order);
    const at = ordered.findIndex(({ id }) => id === model.selectedPanel.value);
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, at + by))];
    if (next !== undefined) model.selectedPanel.value = next.id;
  },
  /** Shows another page: the next or the one before, or the next of those to be looked at. */
  page(model: BenchmarkModel, { page, pages }: ShownPageOrder, step: 1 | -1 | "doubtful"): void {
    const at = pages.findIndex(({ id }) => id === page?.id);
    const after = [...pages.slice(at + 1), ...pages.slice(0, Math.max(0, at))];
    const next = step === "doubtful" ? after.find(({ isDoubtful }) => isDoubtful) : pages[at + step];
    if (next !== undefined) model.act({ kind: "showPage", page: next.id });
  },
} as const;

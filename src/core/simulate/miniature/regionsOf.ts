import type { PageDescription } from "../pageDescription.js";
import type { SimulatedQuestion } from "../simulatedQuestion.js";
import type { MiniatureRegion } from "./miniature.js";

/** The candidates for a crop: every panel of the page, the marked characters, the page itself. */
export function regionsOf(
  page: PageDescription,
  { marks }: Pick<SimulatedQuestion, "marks">,
): readonly MiniatureRegion[] {
  return [
    ...page.panels.map(({ box }, index) => ({ kind: "panel" as const, label: `panel ${index + 1}`, box })),
    ...marks.map(({ label, box }) => ({ kind: "character" as const, label: `character ${label}`, box })),
    { kind: "page", label: "whole page", box: [0, 0, page.width, page.height] },
  ];
}

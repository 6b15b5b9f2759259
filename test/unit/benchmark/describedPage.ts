import type { BubbleRecord, CharacterRecord, PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { describePage } from "../../../src/core/simulate/describePage.js";
import type { PageDescription, PanelDescription } from "../../../src/core/simulate/pageDescription.js";

/** What a page description says, as a set that annotates everything without a fault would say it. */
export interface DescribedPage {
  readonly page: PageRecord;
  readonly truth: PageDescription;
}

const whole = (box: readonly [number, number, number, number]): WholeBox => [
  Math.floor(box[0]),
  Math.floor(box[1]),
  Math.ceil(box[2]),
  Math.ceil(box[3]),
];

/** Share of a box that lies in another. */
function insideOf(box: WholeBox, [left, top, right, bottom]: WholeBox): number {
  const width = Math.min(box[2], right) - Math.max(box[0], left);
  const height = Math.min(box[3], bottom) - Math.max(box[1], top);
  return (Math.max(0, width) * Math.max(0, height)) / ((box[2] - box[0]) * (box[3] - box[1]));
}

export const panelId = (index: number) => `train/${100 + index}`;
export const figureId = (panel: number, figure: number) => `train/${1000 + 20 * panel + figure}`;
export const balloonId = (panel: number, balloon: number) => `train/${5000 + 20 * panel + balloon}`;

function charactersOf(panel: PanelDescription, truth: PageDescription): readonly CharacterRecord[] {
  return panel.figures.map((figure, index) => ({
    id: figureId(panel.index, index),
    box: whole(figure.box),
    panel_id: panelId(panel.index),
    inside: insideOf(whole(figure.box), whole(panel.box)),
    identity: truth.cast[figure.member]?.name ?? null,
    action: figure.action,
    depth: figure.depth,
    depth_intra: 0,
    is_crowd: false,
    box_source: "bbox",
  }));
}

function bubblesOf(panel: PanelDescription): readonly BubbleRecord[] {
  return panel.balloons.map((balloon, index) => ({
    id: balloonId(panel.index, index),
    box: whole(balloon.box),
    panel_id: panelId(panel.index),
    text: balloon.lines.join(" "),
    text_source: "annotation",
    order: panel.index * 20 + index,
    character_id: figureId(panel.index, balloon.figure),
  }));
}

/** A page of the generator with records of everything on it; four pages make an issue. Orders of panels are not given. */
export function describedPage(seed: number, size: { width: number; height: number }, number: number): DescribedPage {
  const truth = describePage(seed, size, number);
  const issue = `issue-${String(Math.floor(number / 4)).padStart(4, "0")}`;
  const id = `pg-${seed.toString(16).padStart(4, "0")}${number.toString(16).padStart(6, "0")}`;
  const page: PageRecord = {
    v: 1,
    kind: "page",
    id,
    issue_id: issue,
    index: number % 4,
    image: { path: `images/${id}.png`, sha256: null, width: size.width, height: size.height, mime: "image/png" },
    depth_larger: "farther",
    panels: truth.panels.map(panel => ({
      id: panelId(panel.index),
      box: whole(panel.box),
      order: null,
      order_source: null,
      order_confidence: null,
      row: null,
      column: null,
    })),
    characters: truth.panels.flatMap(panel => charactersOf(panel, truth)),
    bubbles: truth.panels.flatMap(bubblesOf),
    source: { dataset: "made", file_name: `${issue}-${number % 4}.png`, split: "train", saliency: null },
  };
  return { page, truth };
}

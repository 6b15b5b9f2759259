import type { Box } from "../../page/box.js";
import type { PanelDescription } from "../pageDescription.js";
import { makeRandom, type Random } from "../random.js";
import type { AnnotatedCategoryName } from "./annotatedCategories.js";
import type { AnnotatedPage } from "./planAnnotatedPages.js";
import { compressCounts } from "./compressCounts.js";
import type { MadeAnnotation } from "./madeAnnotation.js";
import { madeShapes } from "./madeShapes.js";

const plain = (key: string, category: AnnotatedCategoryName, box: Box, corners: number): MadeAnnotation => ({
  key,
  category,
  bbox: madeShapes.numbers(box),
  segmentation: [corners === 4 ? madeShapes.rectangle(box) : madeShapes.ellipse(box, corners)],
  isCrowd: false,
  attributes: { occluded: false },
  isStray: false,
});

const panelKey = ({ index }: PanelDescription) => `p${index}`;

/** Sky, ground, faces and lettering of a panel: much is annotated that no question is about. */
export function panelSurroundings(panel: PanelDescription): readonly MadeAnnotation[] {
  const [x1, y1, x2, y2] = panel.box;
  const horizon = y1 + (y2 - y1) * 0.6;
  const key = panelKey(panel);
  return [
    plain(`${key}/sky`, "Sky", [x1, y1, x2, horizon], 4),
    plain(`${key}/ground`, "Ground", [x1, horizon, x2, y2], 4),
    ...panel.figures.map(({ head: [x, y], headRadius: r }, at) =>
      plain(`${key}/face${at}`, "Face", [x - r, y - r, x + r, y + r], 12),
    ),
    ...(panel.caption === null ? [] : [plain(`${key}/caption`, "Caption", panel.caption.box, 4)]),
  ];
}

/** Two figures and what stands between them as one crowd, in run lengths of either form. */
export function crowdOf(page: AnnotatedPage, panel: PanelDescription, isCompressed: boolean): MadeAnnotation | null {
  const boxes = panel.figures.map(({ box }) => box);
  if (boxes.length < 2) return null;
  const box: Box = [
    Math.min(...boxes.map(([x1]) => x1)),
    Math.min(...boxes.map(([, y1]) => y1)),
    Math.max(...boxes.map(([, , x2]) => x2)),
    Math.max(...boxes.map(([, , , y2]) => y2)),
  ];
  const size = [page.description.height, page.description.width] as const;
  const counts = madeShapes.runs(box, size);
  return {
    key: `${panelKey(panel)}/crowd`,
    category: "Person",
    bbox: madeShapes.numbers(box),
    segmentation: { size, counts: isCompressed ? compressCounts(counts) : counts },
    isCrowd: true,
    attributes: { occluded: false },
    isStray: false,
  };
}

/** What went wrong while the set was annotated: a click that made a balloon of no size, a category or a page that is gone. */
export function mishaps({ number, description: { width, height } }: AnnotatedPage): readonly MadeAnnotation[] {
  const at = (key: string): MadeAnnotation =>
    plain(key, "Comic Bubble", [width * 0.4, height * 0.4, width * 0.5, height * 0.5], 8);
  return [
    ...(number % 10 === 5
      ? [{ ...at("mishap/click"), bbox: [width * 0.4, height * 0.4, 0, 0] as const, segmentation: [] }]
      : []),
    ...(number % 10 === 6 ? [{ ...at("mishap/category"), category: null }] : []),
    ...(number % 12 === 7 ? [{ ...at("mishap/page"), isStray: true }] : []),
    ...(number % 6 === 4 ? [plain("mishap/undecided", "To be decided", [0, 0, width * 0.05, height * 0.02], 4)] : []),
  ];
}

const scenery = ["Tree", "Building", "Vehicle", "Furniture", "Sound Effect"] as const;

function oneThing(random: Random, key: string, { description }: AnnotatedPage): MadeAnnotation {
  const [x, y] = [random.range(0, description.width * 0.9), random.range(0, description.height * 0.9)];
  const [width, height] = [description.width * random.range(0.01, 0.1), description.height * random.range(0.01, 0.1)];
  return plain(key, random.pick(scenery), [x, y, x + width, y + height], 4 * (1 + random.int(14)));
}

/** Further things in the background, so that a set has as many annotations as a real one. */
export function padding(seed: number, page: AnnotatedPage, count: number): readonly MadeAnnotation[] {
  const random = makeRandom(seed, "padding", page.number);
  return Array.from({ length: count }, (_, at) => oneThing(random, `padding/${at}`, page));
}

import { makeRandom, type Random } from "../random.js";
import type { PanelDescription } from "../pageDescription.js";
import { actionPhrases } from "../figureAction.js";
import { settingAnswers } from "../panelPairs.js";
import { annotateBalloon, annotateTail, balloonBox, balloonText } from "./annotateBalloon.js";
import { annotateFigure } from "./annotateFigure.js";
import { crowdOf, mishaps, panelSurroundings } from "./annotateOthers.js";
import type { PageTruth } from "./annotationTruth.js";
import type { MadeAnnotation, MadeAttributes } from "./madeAnnotation.js";
import { madeShapes } from "./madeShapes.js";
import type { AnnotatedPage } from "./planAnnotatedPages.js";

/** A balloon with its place on the page: read panel by panel, in each from the left. */
function balloonsOf({ description }: AnnotatedPage) {
  return description.panels
    .flatMap(panel => panel.balloons.map((balloon, at) => ({ panel, balloon, key: `p${panel.index}/b${at}` })))
    .map((one, order) => ({ ...one, order }));
}

function figuresOf({ number, description }: AnnotatedPage) {
  return description.panels
    .flatMap(panel => panel.figures.map((figure, at) => ({ panel, figure, key: `p${panel.index}/f${at}` })))
    .map((one, at) => ({ ...one, turn: number + at }));
}

/** Every fourth page says in which order its panels are read, one of them but for one panel. */
function panelAttributes({ number }: AnnotatedPage, { index }: PanelDescription): MadeAttributes {
  const isKnown = number % 4 === 0 && !(number % 16 === 4 && index === 1);
  return { occluded: false, ...(isKnown ? { "Reading order": index + 1 } : {}) };
}

function annotatePanel(page: AnnotatedPage, panel: PanelDescription): MadeAnnotation {
  return {
    key: `p${panel.index}`,
    category: "Panel",
    bbox: madeShapes.numbers(panel.box),
    segmentation: [panel.corners.flat()],
    isCrowd: false,
    attributes: panelAttributes(page, panel),
    isStray: false,
  };
}

const hasTail = ({ number }: AnnotatedPage, order: number) => (number + order) % 6 === 2;

function crowdsOf(page: AnnotatedPage): readonly MadeAnnotation[] {
  if (page.number % 2 === 0) return [];
  const found = page.description.panels.flatMap(panel => crowdOf(page, panel, page.number % 4 === 3) ?? []);
  return found.slice(0, 1);
}

function balloonAnnotations(page: AnnotatedPage, random: Random): readonly MadeAnnotation[] {
  return balloonsOf(page).flatMap(({ panel, balloon, key, order }) => {
    const speaker = panel.figures[balloon.figure];
    const made = annotateBalloon(key, page, balloon, order, random);
    return speaker !== undefined && hasTail(page, order)
      ? [made, annotateTail(`${key}/tail`, balloon, speaker)]
      : [made];
  });
}

/**
 * A page as people would annotate it, with everything that AI4VA's readers stumble over (facts: benchmark 1). In the order
 * in which the tool numbers them: panels first, things in the background last.
 */
export function annotatePage(seed: number, page: AnnotatedPage): readonly MadeAnnotation[] {
  const random = makeRandom(seed, "annotations", page.number);
  return [
    ...page.description.panels.map(panel => annotatePanel(page, panel)),
    ...figuresOf(page).map(({ figure, key, turn }) => annotateFigure(key, page, figure, turn, random)),
    ...crowdsOf(page),
    ...balloonAnnotations(page, random),
    ...mishaps(page),
    ...page.description.panels.flatMap(panelSurroundings),
  ];
}

/** What is true of the page. `idOf` gives the annotation that a key got, as `<split>/<id>`. */
export function pageTruth(page: AnnotatedPage, idOf: (key: string) => string): PageTruth {
  const { description, file_name, split, issue_id, index } = page;
  return {
    file_name,
    split,
    issue_id,
    index,
    width: description.width,
    height: description.height,
    panels: description.panels.map(({ index: order, box, place, setting, sound, caption }) => ({
      ...{ id: idOf(`p${order}`), box, order, place },
      setting: setting === "burst" ? null : settingAnswers[setting],
      sound: sound?.word ?? null,
      caption: caption?.lines.join(" ") ?? null,
    })),
    characters: figuresOf(page).map(({ panel, figure, key }) => ({
      id: idOf(key),
      box: figure.box,
      panel_id: idOf(`p${panel.index}`),
      identity: description.cast[figure.member]?.name ?? "",
      action: actionPhrases[figure.action],
      depth: figure.depth,
    })),
    bubbles: balloonsOf(page).map(({ panel, balloon, key, order }) => ({
      id: idOf(key),
      box: balloonBox(balloon, page),
      panel_id: idOf(`p${panel.index}`),
      order,
      text: balloonText(balloon),
      speaker_id: idOf(`p${panel.index}/f${balloon.figure}`),
    })),
    crowds: crowdsOf(page).map(({ key }) => idOf(key)),
    tails: balloonsOf(page)
      .filter(({ order }) => hasTail(page, order))
      .map(({ key }) => ({ id: idOf(`${key}/tail`), bubble_id: idOf(key) })),
  };
}

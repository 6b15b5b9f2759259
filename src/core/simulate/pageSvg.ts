import { drawBalloon, drawCaption, drawSound } from "./drawBalloon.js";
import { drawFigure } from "./drawFigure.js";
import { drawSetting } from "./drawSetting.js";
import type { Glyphs } from "./glyphs.js";
import { drawLine } from "./lettering.js";
import type { PageDescription, PanelDescription } from "./pageDescription.js";
import { svg } from "./svg.js";

const ink = "#2b2622";

const outline = ({ corners }: PanelDescription) => `M${corners.map(([x, y]) => svg`${x} ${y}`).join("L")}z`;

function drawPanel(panel: PanelDescription, page: PageDescription, glyphs: Glyphs): string {
  const clip = `panel-${panel.index}`;
  const figures = panel.figures.map(figure => {
    const member = page.cast[figure.member];
    return member === undefined ? "" : drawFigure(figure, member, page.ink);
  });
  const balloons = panel.balloons.map(balloon => {
    const speaker = panel.figures[balloon.figure];
    return speaker === undefined ? "" : drawBalloon(balloon, speaker, page.ink * 0.8, glyphs);
  });
  const sound = panel.sound === null ? "" : drawSound(panel.sound, page.ink * 0.7, glyphs);
  const caption = panel.caption === null ? "" : drawCaption(panel.caption, page.ink * 0.8, glyphs);
  const frame = svg`<path d="${outline(panel)}" fill="none" stroke="${ink}" stroke-width="${page.ink * 1.4}" stroke-linejoin="miter"/>`;
  return svg`<clipPath id="${clip}"><path d="${outline(panel)}"/></clipPath><g clip-path="url(#${clip})">${drawSetting(panel, page.ink)}${sound}${figures.join("")}${caption}${balloons.join("")}</g>${frame}`;
}

/**
 * The page as SVG text of the page's size in pixels. Lettering is drawn as outlines, so no font is needed where it is
 * rasterised.
 */
export function pageSvg(page: PageDescription, glyphs: Glyphs): string {
  const { width, height } = page;
  const panels = page.panels.map(panel => drawPanel(panel, page, glyphs));
  const margin = Math.min(width, height) * 0.036;
  const number = svg`<g fill="${ink}">${drawLine(String(page.number), width / 2, height - margin * 0.28, margin * 0.6, glyphs)}</g>`;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><desc>A made-up comic page, drawn by a program.</desc><rect width="${width}" height="${height}" fill="${page.paper}"/>${panels.join("")}${number}</svg>`;
}

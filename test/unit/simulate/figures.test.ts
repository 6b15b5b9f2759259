import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { roster } from "../../../src/core/simulate/castMember.js";
import { drawFigure } from "../../../src/core/simulate/drawFigure.js";
import { figureActions, type FigureAction } from "../../../src/core/simulate/figureAction.js";
import { figureSkeleton } from "../../../src/core/simulate/figureSkeleton.js";
import type { FigureDescription } from "../../../src/core/simulate/pageDescription.js";

const side = 300;
const scale = 1.6;

/** Marks beside a figure (speed lines, snores, its shadow, its ladder) are no part of it, so they are left out here. */
const withMarks: readonly FigureAction[] = [
  "running",
  "sleeping",
  "shouting",
  "falling",
  "jumping",
  "waving",
  "climbing",
];

function figure(action: FigureAction, facing: 1 | -1): FigureDescription {
  const ground = [side / 2, side - 20] as const;
  return {
    member: 0,
    action,
    expression: "smile",
    facing,
    depth: 4,
    ground,
    scale,
    box: [0, 0, 0, 0],
    head: ground,
    headRadius: 0,
  };
}

/** Bounds of everything that is not background, in pixels. */
async function drawnBounds(svg: string) {
  const { info } = await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#00ff00"/>${svg}</svg>`,
    ),
  )
    .trim({ background: "#00ff00", threshold: 20 })
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [-(info.trimOffsetLeft ?? 0), -(info.trimOffsetTop ?? 0)];
  return [left, top, left + info.width, top + info.height] as const;
}

describe("a character's box", () => {
  const actions = figureActions.filter(action => !withMarks.includes(action));

  it.each(actions)("is where the character is drawn when it is %s", async action => {
    for (const member of roster) {
      const drawn = figure(action, 1);
      const [left, top, right, bottom] = figureSkeleton(member, action).bounds;
      const box = [
        side / 2 + left * scale,
        side - 20 + top * scale,
        side / 2 + right * scale,
        side - 20 + bottom * scale,
      ];
      const shadowless = drawFigure(drawn, member, 2).replace(/^<ellipse[^>]*>/, "");
      const bounds = await drawnBounds(shadowless);
      for (const [edge, value] of bounds.entries())
        expect(Math.abs(value - (box[edge] ?? NaN)), `${member.name}, edge ${edge}`).toBeLessThan(0.09 * side);
    }
  });

  it("is mirrored when the character looks the other way", async () => {
    const member = roster[0]!;
    const strip = (svg: string) => svg.replace(/^<ellipse[^>]*>/, "");
    const right = await drawnBounds(strip(drawFigure(figure("pointing", 1), member, 2)));
    const left = await drawnBounds(strip(drawFigure(figure("pointing", -1), member, 2)));
    expect(Math.abs(right[0] - (side - left[2]))).toBeLessThanOrEqual(2);
    expect(right[1]).toBe(left[1]);
  });
});

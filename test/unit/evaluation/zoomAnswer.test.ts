import { describe, expect, it } from "vitest";
import * as z from "zod";
import { nextZoom } from "../../../src/core/evaluation/nextZoom.js";
import { zoomAnswer } from "../../../src/core/evaluation/zoomAnswer.js";
import { zoomOffer } from "../../../src/core/evaluation/zoomOffer.js";
import { zoomToolSchema, zoomToolText } from "../../../src/core/launch/zoomToolText.js";
import type { Box } from "../../../src/core/page/box.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { Dice } from "../trainer/randomCases.js";
import { callTrainer } from "../trainer/trainer.js";

const limits = { factor: 28, minPixels: 3136, maxPixels: 4096 * 784 };

const answerSchema = z.object({
  page: z.array(z.number()).nullable(),
  executed: z.array(z.number()).nullable(),
  refused_by: z.string().nullable(),
  changed_by: z.array(z.string()),
  text: z.string(),
});

function randomSide(dice: Dice, length: number): number {
  const kind = dice.below(8);
  if (kind === 0) return dice.below(2 * length) - length / 2;
  if (kind === 1) return dice.below(length * 4) / 4;
  return kind === 2 ? dice.one([0, length, 0.5, 27, 28, 30, 31]) : dice.below(length);
}

describe("the zoom tool of an evaluation", () => {
  it("crops, refuses and answers word for word as the tool of training", () => {
    const dice = new Dice(7);
    const cases = Array.from({ length: 3000 }, () => {
      const page = { width: 30 + dice.below(3000), height: 30 + dice.below(3000) };
      const resized = smartResize(page, limits);
      const sent = resized.kind === "resized" ? resized.size : page;
      const [x, y] = [() => randomSide(dice, sent.width), () => randomSide(dice, sent.height)];
      const box: Box = [x(), y(), x(), y()];
      const args = dice.one([{ bbox_2d: box }, { bbox_2d: box, img_idx: 1 }, { bbox_2d: box.slice(1) }, {}] as const);
      return {
        page,
        sent,
        args: dice.below(8) === 0 ? args : { bbox_2d: box },
        tool: dice.one(["verl", "deepeyes"] as const),
      };
    }).filter(({ page }) => smartResize(page, limits).kind === "resized");
    const told = callTrainer(
      cases.map(({ page, args, tool }) => ({
        ...{ module: "zoom_replies", function: "answer" },
        args: [args, [page.width, page.height], { limits, rule: tool, space: "model" }],
      })),
    ).map(value => answerSchema.parse(value));
    for (const [at, { page, sent, args, tool }] of cases.entries()) {
      const text = `<tool_call>${JSON.stringify({ name: "image_zoom_in_tool", arguments: args })}</tool_call>`;
      const next = nextZoom(text, tool);
      if (next.kind !== "call") throw new Error(text);
      const shown = { sent, seen: sent, part: [0, 0, page.width, page.height] as const };
      const own = zoomAnswer(next.call, { size: page, shown, convention: "px_resized", tool });
      const expected = told[at];
      expect([own.refusedBy, own.changedBy, own.text], text).toEqual([
        ...[expected?.refused_by, expected?.changed_by, expected?.text],
      ]);
      for (const [side, value] of (own.executed ?? []).entries())
        expect(value).toBeCloseTo(expected?.executed?.[side] ?? Number.NaN, 6);
      expect(own.executed === null).toBe(expected?.executed === null);
    }
  });
});

describe("the offer of the tool", () => {
  it("is that of training, word for word, where boxes count pixels", () => {
    for (const convention of ["px_sent", "px_resized"] as const) {
      const { schema, text } = zoomOffer(convention);
      expect([schema, text]).toEqual([zoomToolSchema, zoomToolText]);
    }
  });

  it("says in what the model is to count everywhere else", () => {
    expect(zoomOffer("norm1000_xyxy").text).toContain("from 0 to 1000");
    expect(zoomOffer("norm1").text).toContain("from 0 to 1 ");
    const yFirst = zoomOffer("norm1000_yxyx").text;
    expect(yFirst).toContain('"arguments": {"bbox_2d": [y1, x1, y2, x2]');
    expect(yFirst).not.toContain("[x1, y1");
    const shas = (["px_sent", "norm1000_xyxy", "norm1000_yxyx", "norm1"] as const).map(one => zoomOffer(one).sha256);
    expect(new Set(shas).size).toBe(4);
  });
});

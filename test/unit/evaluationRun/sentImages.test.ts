import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { defaultSettings } from "../../../src/core/evaluation/defaultSettings.js";
import type { ImageSettings } from "../../../src/core/evaluation/evaluationSettings.js";
import { QuestionImages } from "../../../src/node/evaluation/questionImages.js";
import type { SentImage } from "../../../src/node/evaluation/sentImage.js";
import { madePanels, madeSize } from "../../fixtures/madeBenchmark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { type Made, madeSet } from "./asking.js";

const makeFolder = temporaryFolder();
const plain: ImageSettings = defaultSettings("m", "page").image;

const of = ({ questions }: Made, task: QuestionRecord["task"]): QuestionRecord => {
  const found = questions.find(question => question.task === task);
  if (found === undefined) throw new Error(task);
  return found;
};

async function sent(
  set: Made,
  task: QuestionRecord["task"],
  input: "page" | "panel" | "zoom",
  image: Partial<ImageSettings> = {},
): Promise<readonly SentImage[]> {
  const images = await new QuestionImages(set.folder, input, { ...plain, ...image }).of(
    of(set, task),
    set.pages[0] ?? null,
  );
  if ("kind" in images) throw new Error(images.detail);
  return images;
}

/** How far from `x` the ink of the first mark stands in a row of pixels, up to eight; null: nowhere. */
async function inkNear(image: SentImage | undefined, x: number, y: number): Promise<number | null> {
  const { data, info } = await sharp(image?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const isInk = (at: number) =>
    data
      .subarray((y * info.width + at) * 3)
      .subarray(0, 3)
      .toString("hex") === "b3261e";
  const found = Array.from({ length: 17 }, (_, at) => at - 8).find(by => isInk(x + by));
  return found ?? null;
}

describe("images as they are sent", () => {
  it("are the stored file where nothing is to be changed", async () => {
    const set = await madeSet(makeFolder(), 1);
    const [image] = await sent(set, "panel_understanding", "page");
    const stored = readFileSync(join(set.folder, "pages", "1.png"));
    // The made page has no transparency and is a PNG already.
    expect(Buffer.compare(Buffer.from(image?.bytes ?? []), stored)).toBe(0);
    expect(image?.sha256).toBe(createHash("sha256").update(stored).digest("hex"));
    expect(image).toMatchObject({ ...madeSize, box: [0, 0, 400, 600] });
  });

  it("are what their records say: kind, size, hash, and the part of the page", async () => {
    const set = await madeSet(makeFolder(), 1);
    const ways = [
      { mime: "image/jpeg" as const },
      { multiple: 28, minPixels: 3136, maxPixels: 100_000 },
      { maxSide: 300 },
      { shown: "aside" as const },
    ];
    for (const way of ways)
      for (const image of await sent(set, "panel_reordering", "page", way)) {
        const { format, width, height } = await sharp(image.bytes).metadata();
        expect([`image/${format}`, width, height]).toEqual([image.mime, image.width, image.height]);
        expect(image.sha256).toBe(createHash("sha256").update(image.bytes).digest("hex"));
        expect(image.shown.sent).toEqual({ width, height });
      }
  });

  it("show the panels that are asked about, with the marks that are in them", async () => {
    const set = await madeSet(makeFolder(), 1);
    const images = await sent(set, "character_identification", "panel");
    expect(images.map(({ box }) => box)).toEqual(madePanels.slice(0, 2));
    // The mark of A begins at 40 of the page, and its line about there on the crop.
    const left = 40 - (madePanels[0]?.[0] ?? 0);
    expect(await inkNear(images[0], left, 190)).not.toBe(null);
    const [bare] = await sent(set, "character_identification", "panel", { areMarksDrawn: false });
    expect(await inkNear(bare, left, 190)).toBe(null);
  });

  it("send what Panel Reordering shows as a second image, or beside the page", async () => {
    const set = await madeSet(makeFolder(), 1);
    const second = await sent(set, "panel_reordering", "page");
    expect(second.map(({ box }) => box)).toEqual([[0, 0, 400, 600], madePanels[1]]);
    const [aside, ...more] = await sent(set, "panel_reordering", "page", { shown: "aside" });
    expect(more).toEqual([]);
    expect(aside?.width).toBe(400 + 10 + 185);
    expect(aside?.shown.part).toEqual([0, 0, 595, 600]);
  });

  it("crop the page as the model was shown it, at its own pixels, in the family's grid", async () => {
    const set = await madeSet(makeFolder(), 1);
    const question = of(set, "depth_comparison");
    const grid = { multiple: 28, minPixels: 3136, maxPixels: 12_845_056 };
    const images = new QuestionImages(set.folder, "zoom", { ...plain, ...grid });
    const box: WholeBox = [20, 100, 132, 268];
    const crop = await images.crop(question, set.pages[0] ?? null, box);
    if ("kind" in crop) throw new Error(crop.detail);
    expect([crop.width, crop.height, crop.box]).toEqual([112, 168, box]);
    // The left side of mark A stands at 40 of the page, 20 of the crop, whichever size the page was sent in.
    expect(await inkNear(crop, 20, 100)).not.toBe(null);
    const tall = await images.crop(question, set.pages[0] ?? null, [0, 0, 10, 600]);
    expect("kind" in tall ? tall.code : [tall.width, tall.height]).toEqual([28, 588]);
  });

  it("fail in words where the page cannot be shown", async () => {
    const set = await madeSet(makeFolder(), 2);
    writeFileSync(join(set.folder, "pages", "1.png"), "no image");
    const images = new QuestionImages(set.folder, "page", plain);
    expect(await images.of(of(set, "depth_comparison"), null)).toMatchObject({
      kind: "failed",
      code: "unreadable-image",
    });
    const gone = { ...of(set, "depth_comparison"), image: "pages/9.png" };
    expect(await images.of(gone, null)).toMatchObject({ kind: "failed", code: "missing-image" });
    const outside = { ...gone, image: "../1.png" };
    expect(await images.of(outside, null)).toMatchObject({ kind: "failed", code: "missing-image" });
  });
});

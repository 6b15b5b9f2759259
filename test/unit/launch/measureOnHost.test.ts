import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHostData } from "../../../src/core/launch/hostData.js";
import { hostDataFindings } from "../../../src/core/launch/hostDataFindings.js";
import { measureData } from "../../../src/node/launch/measureData.js";
import { FakeHost, noNeeds } from "./fakeHost.js";
import { rarlConfig } from "./launchConfig.js";

let host: FakeHost;
beforeEach(async () => {
  host = new FakeHost();
  const pages = join(host.folder, "pages");
  mkdirSync(pages);
  const page = sharp({ create: { width: 300, height: 421, channels: 3, background: "red" } });
  const rotated = page.clone().withExif({ IFD0: { Software: "x".repeat(3000) } });
  await Promise.all([
    page.clone().png().toFile(join(pages, "a.png")),
    page.clone().jpeg({ progressive: true }).toFile(join(pages, "b.jpg")),
    rotated.jpeg().withMetadata({ orientation: 6 }).toFile(join(pages, "c.jpg")),
    page.clone().webp().toFile(join(pages, "d.webp")),
    page.clone().webp({ lossless: true }).toFile(join(pages, "e.webp")),
    page.clone().ensureAlpha(0.5).webp().toFile(join(pages, "f.webp")),
    page.clone().gif().toFile(join(pages, "g.gif")),
  ]);
  writeFileSync(join(pages, "h.png"), "no picture");
});
afterEach(() => {
  host.remove();
});

const images = ["a.png", "b.jpg", "c.jpg", "d.webp", "e.webp", "f.webp", "g.gif", "h.png", "absent.png"];

/** Rows as every maker of data writes them. */
const rows: readonly object[] = [
  ...images.map(image => ({
    id: image,
    task: "action_recognition",
    image,
    question: "What is 人物 A doing at 10:30?",
    answer: "A",
  })),
  {
    data_source: "x",
    prompt: [
      { role: "system", content: "You look at pages." },
      { role: "user", content: "<image>Which one?" },
    ],
    images: [{ path: "a.png" }],
    reward_model: { ground_truth: "A" },
    extra_info: { gt_boxes: "[[1, 2, 30, 40]]", expected_zooms: 2, task: "depth_comparison" },
  },
  {
    messages: [
      { role: "user", content: "<image>First" },
      { role: "assistant", content: "A" },
      { role: "user", content: "Second" },
    ],
    images: ["b.jpg"],
  },
  {
    conversations: [
      { from: "human", value: "Hello" },
      { from: "gpt", value: "A" },
    ],
  },
  { question: "No page?", answer: "A", targets: [{ box: [1, 2, 3, 4], role: "panel" }], expected_zooms: 1 },
  {
    question: "Boxes?",
    answer: "A",
    targets: [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ],
    expected_zooms: 2,
  },
];

describe("data that stand on a host", () => {
  it("are measured there as they are measured here", async () => {
    const train = join(host.folder, "train.jsonl");
    writeFileSync(train, rows.map(row => `${JSON.stringify(row)}\n`).join(""));
    const here = await measureData({ train, images: join(host.folder, "pages"), isSft: false });
    if (here.kind !== "measured") throw new Error(here.reason.code);
    const there = host.report({ ...noNeeds, data: { train: "~/train.jsonl", images: "~/pages" } })?.data;
    if (there?.kind !== "measured") throw new Error(there?.reason ?? "nothing was measured");
    expect(there.measures).toEqual(here.data.measures);
    const sizes = there.measures.slice(0, 9).map(({ page }) => page?.height ?? null);
    expect(sizes).toEqual([421, 421, 421, 421, 421, 421, 421, null, null]);
  });

  it("are told as damaged, absent or of a kind that needs more than Python", () => {
    const data = (name: string) =>
      host.report({ ...noNeeds, data: { train: join(host.folder, name), images: null } })?.data;
    writeFileSync(join(host.folder, "torn.jsonl"), '{"question": "A?"}\n{"torn\n[1]\n');
    expect(data("torn.jsonl")).toMatchObject({ kind: "measured", damaged: 2, isCut: false });
    expect(data("absent.jsonl")).toMatchObject({ kind: "unread" });
    expect(data("absent.jsonl")).toMatchObject({ reason: expect.stringContaining("No such file") as unknown });
  });

  it("give the same findings as data of this machine", () => {
    writeFileSync(join(host.folder, "train.jsonl"), `${JSON.stringify({ ...rows[7] })}\n`);
    const report = host.report({ ...noNeeds, data: { train: "~/train.jsonl", images: "~/pages" } });
    if (report === null) throw new Error("no report");
    expect(hostDataFindings(report, rarlConfig()).map(({ code, values }) => [code, ...values])).toEqual([
      ["pages-unknown", 1, 1, "action_recognition"],
      ["no-targets", 1, 1, "action_recognition"],
    ]);
  });

  it("are never taken from lines that are no measures", () => {
    const line = fc.oneof(fc.string(), fc.json(), fc.constant('{"end":true,"damaged":0,"cut":false}'));
    fc.assert(
      fc.property(fc.array(line), lines => {
        const data = readHostData(lines);
        if (data?.kind === "measured") expect(data.measures.length + data.damaged).toBeLessThanOrEqual(lines.length);
      }),
    );
  });
});

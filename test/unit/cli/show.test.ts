import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dumpLine, writeDump, zoom, type MadeUpRow } from "../../fixtures/dump.js";
import { writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";
import { indexShape, showShape } from "./shapes.js";

const makeFolder = temporaryFolder();

async function show(path: string, row: number, ...options: readonly string[]) {
  const { code, out, err } = await loupe("show", path, String(row), "--json", ...options);
  expect([code, err]).toEqual([0, ""]);
  return showShape.parse(JSON.parse(out));
}

const oneRow = (row: MadeUpRow) => writeDump(makeFolder(), "1.jsonl", [row]);

describe("loupe show", () => {
  test("gives step, score, question, answer, turns and extras", async () => {
    const path = oneRow({
      step: 12,
      score: 1.43,
      response: `<think>x</think>${zoom([1, 2, 300, 400], "left panel")}<answer>A</answer>`,
      more: { iou_mean: 0.71, boxes_json: "[[1,2]]" },
    });
    const shown = await show(path, 0);
    expect(shown).toMatchObject({
      step: 12,
      score: 1.43,
      answer: { text: "A", status: "correct" },
      extras: { iou_mean: 0.71, boxes_json: "[[1,2]]" },
    });
    expect(shown.question.text).toContain("Which?");
    expect(shown.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(shown.zoomCalls).toMatchObject([
      { turn: 0, tool: "image_zoom_in_tool", requested: [1, 2, 300, 400], label: "left panel", source: 0 },
    ]);
  });

  test("without a page knows no page pixels, and says so by null", async () => {
    const shown = await show(oneRow({ response: `${zoom([1, 2, 300, 400])}<answer>A</answer>` }), 0);
    expect(shown.page).toMatchObject({ image: null, width: null, height: null });
    expect(shown.zoomCalls[0]).toMatchObject({ page: null, executed: null, refusedBy: null, iou: null });
    expect(shown.zoomCalls[0]?.spaceReason).toBe("page-size-unknown");
  });

  test("a score that is no number is the token that was logged, one that is not there is null", async () => {
    const folder = makeFolder();
    const line = (score: string) =>
      `{"input": "user\\nq\\nassistant\\n", "output": "x", "score": ${score}, "step": 1}\n`;
    const path = join(folder, "1.jsonl");
    writeFileSync(path, ["NaN", "Infinity", "-Infinity", "null", '"n/a"', '"0.5"', "-0.0"].map(line).join(""));
    const scores = [];
    for (let row = 0; row < 7; row++) scores.push((await show(path, row)).score);
    expect(scores).toEqual(["NaN", "Infinity", "-Infinity", null, "n/a", 0.5, 0]);
  });

  test("bytes that are no UTF-8 are told, and a token's own U+FFFD is none", async () => {
    const path = join(makeFolder(), "1.jsonl");
    const line = (output: Buffer) =>
      Buffer.concat([
        Buffer.from('{"input": "user\\nq\\nassistant\\n", "output": "'),
        output,
        Buffer.from('", "score": 1, "step": 1}\n'),
      ]);
    const latin1 = line(Buffer.from("caf\u00e9", "latin1"));
    writeFileSync(path, Buffer.concat([line(Buffer.from("caf\u00e9 \uFFFD")), latin1, line(Buffer.from("a"))]));
    const rows = [await show(path, 0), await show(path, 1), await show(path, 2)];
    expect(rows.map(({ turns, notUtf8 }) => [turns[0]?.text, notUtf8])).toEqual([
      ["caf\u00e9 \uFFFD", false],
      ["caf\uFFFD", true],
      ["a", false],
    ]);
    const { out } = await loupe("index", path, "--json");
    expect(indexShape.parse(JSON.parse(out)).files.map(({ notUtf8 }) => notUtf8)).toEqual([1]);
    expect((await loupe("index", path)).out).toContain("1 row with bytes that are no UTF-8");
    expect((await loupe("show", path, "1")).out).toContain("some bytes are no UTF-8");
  });

  test("a malformed row is told at the byte at which `loupe index` tells it", async () => {
    const path = join(makeFolder(), "1.jsonl");
    const bad = [
      Buffer.from('\r{"input": "caf\u00e9", "output": x}\n'),
      Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d, 0x0a]),
    ];
    writeFileSync(path, Buffer.concat([Buffer.from(dumpLine({})), Buffer.from("\n"), ...bad]));
    const { malformed } = indexShape.parse(JSON.parse((await loupe("index", path, "--json")).out)).files[0]!;
    expect(malformed.map(({ row, reason }) => [row, reason])).toEqual([
      [1, "not JSON (at byte 30 of the row)"],
      [2, "not JSON (at byte 4 of the row)"],
    ]);
    for (const { row, reason } of malformed)
      expect((await loupe("show", path, String(row))).err).toBe(`loupe: ${path}, row ${row}: ${reason}\n`);
  });

  test("refused and malformed calls keep their place, with the rule that did it", async () => {
    const folder = makeFolder();
    await writePicture(join(folder, "p.png"), 560, 840);
    const error = "user\n<tool_response>\nError: The specified bounding box is invalid.\n</tool_response>\nassistant\n";
    const inverted =
      '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [300, 2, 1, 400]}}\n</tool_call>\n';
    const broken = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": "no"}}\n</tool_call>\n';
    const path = writeDump(folder, "1.jsonl", [
      { response: inverted + error + broken + error + "<answer>A</answer>", more: { image: "p.png" } },
    ]);
    const shown = await show(path, 0);
    expect(shown.zoomCalls).toMatchObject([
      { turn: 0, requested: [300, 2, 1, 400], executed: null, refusedBy: "inverted" },
      { turn: 2, requested: null, page: null, executed: null, refusedBy: "bad-call" },
    ]);
  });

  test("markup in a model's text comes out as it went in", async () => {
    const response = '<think></script><img src=x onerror="alert(1)"></think><answer><b>A</b></answer>';
    const shown = await show(oneRow({ response, more: { note: "</script><!--" } }), 0);
    expect(shown.turns.map(({ text }) => text).join("")).toBe(response);
    expect(shown.extras).toEqual({ note: "</script><!--" });
  });

  test("is readable without --json", async () => {
    const folder = makeFolder();
    await writePicture(join(folder, "p.png"), 560, 840);
    const path = writeDump(folder, "1.jsonl", [
      {
        response: `${zoom([10, 20, 300, 400])}<answer>A</answer>`,
        more: { image: "p.png", targets: [[10, 20, 300, 400]] },
      },
    ]);
    const { out } = await loupe("show", path, "0");
    expect(out).toContain("step 1 · score 1 · correct\n");
    expect(out).toContain(`page ${join(folder, "p.png")} · 560 × 840\n`);
    expect(out).toContain("zoom 1 · requested [10, 20, 300, 400] (page: same-size)");
    expect(out).toContain("executed [10, 20, 300, 400] · IoU 1.00");
  });
});

describe("loupe show with --dataset and --images", () => {
  /** A dump that names nothing, its dataset elsewhere, and the page in a third place. */
  async function joined() {
    const path = oneRow({
      question: "Where is the lighthouse keeper?",
      response: `${zoom([100, 200, 300, 500])}<answer>A</answer>`,
    });
    const dataset = join(makeFolder(), "questions.jsonl");
    const record = {
      id: "q-1",
      image: "p1.png",
      width: 560,
      height: 840,
      question: "Where is the lighthouse keeper?",
      answer: "A",
      targets: [{ box: [100, 200, 300, 400], role: "panel" }],
    };
    writeFileSync(dataset, `${JSON.stringify(record)}\n`);
    const images = makeFolder();
    const page = await writePicture(join(images, "p1.png"), 560, 840);
    return { path, dataset, images, page };
  }

  test("boxes become page pixels, and get their IoU", async () => {
    const { path, dataset, images, page } = await joined();
    const shown = await show(path, 0, "--dataset", dataset, "--images", images);
    expect(shown.question.id).toBe("q-1");
    expect(shown.page).toMatchObject({ image: page, width: 560, height: 840 });
    expect(shown.zoomCalls[0]).toMatchObject({ page: [100, 200, 300, 500], executed: [100, 200, 300, 500] });
    expect(shown.zoomCalls[0]?.iou).toBeCloseTo(2 / 3, 12);
  });

  test("the dataset's size is enough for page pixels while the page itself is missing", async () => {
    const { path, dataset } = await joined();
    const shown = await show(path, 0, "--dataset", dataset);
    expect(shown.page).toMatchObject({ image: null, width: 560, height: 840, problem: { code: "image-missing" } });
    expect(shown.zoomCalls[0]?.page).toEqual([100, 200, 300, 500]);
  });

  test("a page of another size than the dataset says is refused, with the reason", async () => {
    const { path, dataset, images } = await joined();
    await writePicture(join(images, "p1.png"), 840, 560);
    const { out } = await loupe("show", path, "0", "--json", "--dataset", dataset, "--images", images);
    expect(JSON.parse(out)).toHaveProperty("page.problem.code", "image-size-differs");
  });

  test("a row's own fields come before the dataset's", async () => {
    const { dataset, images } = await joined();
    const path = join(makeFolder(), "1.jsonl");
    const more = { question_id: "q-1", targets: [[0, 0, 10, 10]] };
    writeFileSync(path, `${dumpLine({ response: `${zoom([100, 200, 300, 400])}<answer>A</answer>`, more })}\n`);
    const shown = await show(path, 0, "--dataset", dataset, "--images", images);
    expect(shown.zoomCalls[0]?.iou).toBe(0);
    expect(shown.page.width).toBe(560);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { distilRow } from "../../../src/core/distil/distilRow.js";
import { judgeTraces } from "../../../src/core/distil/judgeTraces.js";
import type { StudentSettings } from "../../../src/core/distil/studentSettings.js";
import { type TrainedTurn, trainedTurns } from "../../../src/core/distil/trainedTurns.js";
import { boxAsWritten } from "../../../src/core/evaluation/boxOnPage.js";
import { boxConventions } from "../../../src/core/evaluation/modelFamily.js";
import { nextZoom } from "../../../src/core/evaluation/nextZoom.js";
import { parseReply } from "../../../src/core/evaluation/parseReply.js";
import type { PredictionTurn } from "../../../src/core/evaluation/predictionRecord.js";
import type { ShownImage } from "../../../src/core/evaluation/shownImage.js";
import { wholeOnPage } from "../../../src/core/evaluation/wholeOnPage.js";
import { zoomAnswer } from "../../../src/core/evaluation/zoomAnswer.js";
import { messagesShape } from "../../../src/core/launch/datasetInfo.js";
import { readSftRow } from "../../../src/core/launch/sftRow.js";
import type { Box } from "../../../src/core/page/box.js";
import type { Size } from "../../../src/core/page/size.js";
import { madeAttempt, madeQuestion, madeSource, saying, thought, usualOptions } from "./madeTraces.js";

/** How a teacher calls the tool: as a function of the API, or in one of the dialects in text. */
const styles = ["native", "tool_call", "unclosed", "grounding", "json"] as const;
type Style = (typeof styles)[number];

function said(style: Style, at: number, box: Box): { readonly text: string; readonly arguments: string } {
  const before = `<think>Let me see panel ${at} closer.</think>`;
  const args = JSON.stringify({ bbox_2d: box, label: `panel ${at}` });
  const call = `{"name": "image_zoom_in_tool", "arguments": ${args}}`;
  switch (style) {
    case "native":
      return { text: `${before}\n`, arguments: args };
    case "tool_call":
      return { text: `${before}\n<tool_call>\n${call}\n</tool_call>`, arguments: call };
    case "unclosed":
      return { text: `${before}\n<tool_call>\n${call}`, arguments: call };
    case "grounding":
      return { text: `${before}\n<grounding>${args}</grounding>`, arguments: args };
    case "json":
      return { text: `${before}\n\`\`\`json\n${call}\n\`\`\``, arguments: call };
  }
}

/** What an attempt leaves: a turn of the model for each call, the tool's reply, and the answer. */
function turnsOf(boxes: readonly Box[], style: Style, page: Size): readonly PredictionTurn[] {
  const turns = boxes.flatMap((box, at): readonly PredictionTurn[] => {
    const { text, arguments: written } = said(style, at, box);
    const tool = { name: "image_zoom_in_tool", arguments: written, box_raw: [...box], error: null };
    const done = { ...tool, requested: [...box], executed: wholeOnPage(box, page) };
    return [
      { role: "assistant", text, images: [], tool: null },
      { role: style === "native" ? "tool" : "user", text: "the crop", images: [], tool: done },
    ];
  });
  const answer = saying(thought("z"));
  return [...turns, { role: "assistant", text: answer, images: [], tool: null }];
}

const box = (page: Size) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: page.width - 120 }),
      fc.integer({ min: 0, max: page.height - 120 }),
      fc.integer({ min: 60, max: 120 }),
      fc.integer({ min: 60, max: 120 }),
    )
    .map(([x, y, width, height]): Box => [x, y, x + width, y + height]);

const pages = fc.record({
  width: fc.integer({ min: 300, max: 2000 }),
  height: fc.integer({ min: 300, max: 2000 }),
});
const cases = pages.chain(page =>
  fc.record({
    page: fc.constant(page),
    seen: fc.record({ width: fc.integer({ min: 10, max: 70 }), height: fc.integer({ min: 10, max: 70 }) }),
    boxes: fc.array(box(page), { maxLength: 4 }),
    style: fc.constantFrom(...styles),
    boxesIn: fc.constantFrom(...boxConventions),
    tool: fc.constantFrom("verl" as const, "deepeyes" as const, "pillow" as const),
    hasSecond: fc.boolean(),
  }),
);

function student(changes: Partial<StudentSettings>): StudentSettings {
  return {
    ...{ method: "SFT-R", input: "zoom", use: "reason", prompts: builtInPrompts, system: null, boxes: "px_resized" },
    ...{ tool: "verl", maxTurns: 6, resize: { factor: 28, maxPixels: 1_000_000, minPixels: 3136 }, cutoffTokens: 9000 },
    ...changes,
  };
}

const wholePage = ({ width, height }: Size): Box => [0, 0, width, height];

function traceOf(question: QuestionRecord, turns: readonly PredictionTurn[]) {
  const text = turns.at(-1)?.text ?? "";
  const [trace] = judgeTraces(madeSource([question], [madeAttempt(question, 0, { text, turns })]), usualOptions());
  if (trace === undefined) throw new Error("the attempt has a trace");
  return trace;
}

/** Asks the student's own tool for what each turn of a row calls, as its trainer would when the model says so. */
function replayed(turns: readonly TrainedTurn[], page: Size, shown: ShownImage, settings: StudentSettings): number {
  let crops = 0;
  for (const [at, { role, content }] of turns.entries()) {
    if (role !== "assistant" || at === turns.length - 1) continue;
    const next = nextZoom(content, settings.tool);
    if (next.kind !== "call") throw new Error(`no call in ${content}`);
    expect(next.all).toHaveLength(1);
    const answer = zoomAnswer(next.call, { size: page, shown, convention: settings.boxes, tool: settings.tool });
    const reply = turns[at + 1];
    expect(reply?.images).toEqual(answer.executed === null ? null : wholeOnPage(answer.executed, page));
    expect(reply?.content).toBe(`<tool_response>\n<image>${answer.text}\n</tool_response>`);
    crops++;
  }
  return crops;
}

describe("rows of zoom trajectories", () => {
  it("have a place for each image, replay turn by turn in the student's tool, and end in the answer", () => {
    fc.assert(
      fc.property(cases, ({ page, seen, boxes, style, boxesIn, tool, hasSecond }) => {
        const question = madeQuestion("q1", { ...page });
        const trace = traceOf(question, turnsOf(boxes, style, page));
        expect(trace.droppedBy).toBe(null);
        const sent = { width: 28 * seen.width, height: 28 * seen.height };
        const shown = { sent, seen: sent, part: wholePage(page) };
        const settings = student({ boxes: boxesIn, tool });
        const all = hasSecond ? [shown, shown] : [shown];
        const found = trainedTurns(trace, settings, all);
        if (found.kind === "unfit") {
          // The student's tool has rules of its own, as least sides; nothing else is in the way.
          expect(found.code).toBe("call");
          return;
        }
        const { turns } = found;
        expect(replayed(turns, page, shown, settings)).toBe(boxes.length);
        const shownIn = ({ images }: TrainedTurn) => (images === null ? 0 : images === "shown" ? all.length : 1);
        const images = Array.from({ length: turns.reduce((sum, turn) => sum + shownIn(turn), 0) });
        const row = distilRow(
          trace,
          turns,
          images.map((_, at) => ({ path: `images/${at}.png`, ...sent })),
          "teacher",
        );
        expect(readSftRow(row, messagesShape)).toMatchObject({ problem: null, hasThought: true });
        expect(row.images).toHaveLength(all.length + boxes.length);
        for (const turn of turns) {
          const { role, content } = turn;
          expect(content.split("<image>").length - 1).toBe(shownIn(turn));
          if (role === "assistant") expect(content).not.toMatch(/<grounding>|```/);
        }
        expect(parseReply(turns.at(-1)?.content ?? "", question).answer).toBe("B");
      }),
      { numRuns: 150 },
    );
  });

  it("show what the teacher was shown, but for the rounding of the student's own numbers", () => {
    fc.assert(
      fc.property(cases, ({ page, seen, boxes, style, boxesIn }) => {
        const question = madeQuestion("q1", { ...page });
        const sent = { width: 28 * seen.width, height: 28 * seen.height };
        const shown = { sent, seen: sent, part: wholePage(page) };
        const trace = traceOf(question, turnsOf(boxes, style, page));
        const found = trainedTurns(trace, student({ boxes: boxesIn, tool: "pillow" }), [shown]);
        if (found.kind === "unfit") throw new Error(found.detail);
        const crops = found.turns.flatMap(({ images }) => (images === null || images === "shown" ? [] : [images]));
        // Half a unit of the convention, and the whole pixels of the page.
        const [, , x, y] = boxesIn === "norm1" ? [0, 0, 0, 0] : boxAsWritten(wholePage(page), boxesIn, shown);
        const [columns, rows] = boxesIn === "norm1000_yxyx" ? [y, x] : [x, y];
        const slack = (side: number, units: number) => 1 + (units === 0 ? 0 : (1.5 * side) / units);
        for (const [at, crop] of crops.entries()) {
          for (const [side, value] of crop.entries()) {
            const most = side % 2 === 0 ? slack(page.width, columns) : slack(page.height, rows);
            expect(Math.abs(value - (boxes[at]?.[side] ?? NaN))).toBeLessThanOrEqual(most);
          }
        }
        expect(crops).toHaveLength(boxes.length);
      }),
      { numRuns: 100 },
    );
  });

  it("of a panel alone ask without the words for its place on the page, which are not to be seen there", () => {
    const place = "the panel in row 1, column 2";
    const question = madeQuestion("q1", { question: `In ${place}, what does A do?`, position_text: place });
    const size = { width: 400, height: 600 };
    const shown = { sent: size, seen: size, part: wholePage(size) };
    const asked = (input: StudentSettings["input"]) => {
      const found = trainedTurns(traceOf(question, turnsOf([], "native", size)), student({ input }), [shown]);
      return found.kind === "turns" ? found.turns.find(({ role }) => role === "user")?.content : found.code;
    };
    expect(asked("panel")).toContain("What does A do?");
    expect(asked("panel")).not.toContain(place);
    expect(asked("page")).toContain(`In ${place}, what does A do?`);
  });

  it("are none of a turn that writes several calls, or an answer that holds one, in whichever dialect", () => {
    const question = madeQuestion("q1");
    const [first, reply, last] = turnsOf([[10, 10, 195, 295]], "grounding", { width: 400, height: 600 });
    if (first === undefined || reply === undefined || last === undefined) throw new Error("there are three turns");
    const twice = `${first.text}\n<grounding>{"bbox_2d": [1, 1, 99, 99]}</grounding>`;
    const reasonOf = (...turns: readonly PredictionTurn[]) =>
      traceOf(question, turns).filters.find(({ filter }) => filter === "format")?.value;
    expect(reasonOf(first, reply, last)).toBe(null);
    expect(reasonOf({ ...first, text: twice }, reply, last)).toBe("several-calls");
    expect(reasonOf({ ...first, text: `${first.text} There.` }, reply, last)).toBe("text-after");
    const asking = saying('I zoom. <grounding>{"bbox_2d": [1, 1, 99, 99]}</grounding>');
    expect(reasonOf({ ...last, text: asking })).toBe("call-in-answer");
  });
});

import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { heldOutOf } from "../../src/core/distil/splitFilter.js";
import type { TraceReview } from "../../src/core/distil/traceReview.js";
import type { PredictionRecord } from "../../src/core/evaluation/predictionRecord.js";
import { DistilState } from "../../src/node/distil/stored/distilState.js";
import { madeUpReview } from "./madeUpReview.js";

type Fault = "wrong" | "short" | "leak" | "open-tag" | "no-place" | null;

const [first, ...rest] = madeUpReview.questions;
/** One question is held out, so that its neighbours are told. */
const held = first === undefined ? [] : [{ ...first, id: "dep-held00000001", split: "test" as const }];
const asked: readonly QuestionRecord[] = [...(first === undefined ? [] : [first]), ...rest].map(question => ({
  ...{ ...question, issue_id: "0500_1954_12_05" },
}));

const attempts = 4;
const faults: readonly Fault[] = [null, null, "short", null, "wrong", null, "leak", null, "open-tag", "no-place", null];
const faultOf = (question: number, attempt: number): Fault => faults[(question * attempts + attempt * 3) % 11] ?? null;

const sentences = [
  "In the upper row I first look at the large panel, where the farmer in the red coat fills most of the height",
  "while the boy beside him stands farther back, behind the fence, and is drawn much smaller",
  "The feet of the marked figure are lower in the frame, so that it is nearer to the viewer than the other",
  "Nothing in the panel to the right of it speaks against this, for there the two are shown again in the same order",
];

function thought(key: string, fault: Fault): string {
  if (fault === "short") return "The marked one is nearer in this panel.";
  if (fault === "no-place") return Array.from({ length: 60 }, (_, at) => `so${String(at)} ${key}`).join(" ");
  const begins = fault === "leak" ? "As the reference answer says, there is little doubt. " : "";
  return `${begins}${sentences.join(". ")}. That settles ${key}, since ${key} is what was asked for here and no other reading of the drawing fits.`;
}

function answerOf({ answer, options }: QuestionRecord, fault: Fault): string {
  if (fault !== "wrong") return String(answer);
  return options.find(({ label }) => label !== answer)?.label ?? "3";
}

function zoomTurns({ targets }: QuestionRecord, attempt: number): PredictionRecord["turns"] {
  return (targets ?? []).slice(0, 2).flatMap(({ box: [x1, y1, x2, y2] }, at) => {
    const executed: [number, number, number, number] = [x1 - 20 + attempt * 30, y1, x2 + 40, y2 - 30 * at];
    const written = JSON.stringify({ name: "image_zoom_in_tool", arguments: { bbox_2d: executed } });
    return [
      {
        ...{ role: "assistant" as const, images: [], tool: null },
        text: `<think>I look closer at this place of the page.</think>\n<tool_call>\n${written}\n</tool_call>`,
      },
      {
        ...{ role: "tool" as const, text: "Here is the part of the page that you asked for." },
        images: [{ sha256: "0".repeat(64), width: 900, height: 600, box: executed }],
        tool: {
          ...{ name: "image_zoom_in_tool", arguments: written, box_raw: executed },
          ...{ requested: executed, executed, error: null },
        },
      },
    ];
  });
}

function prediction(question: QuestionRecord, place: number, attempt: number): PredictionRecord {
  const fault = faultOf(place, attempt);
  const id = `pr-${question.id}-${String(attempt)}`;
  const close = fault === "open-tag" ? "" : "</think>";
  const text = `<think>${thought(`${question.id.replace("-", "")}x${String(attempt)}`, fault)}${close}\n<answer>${answerOf(question, fault)}</answer>`;
  const page: [number, number, number, number] = [0, 0, question.width, question.height];
  return {
    ...{ v: 1, kind: "prediction", id, run_id: "run-teacher", question_id: question.id, attempt, state: "ok", text },
    ...{ question_sha: question.content_sha, reasoning: null, finish_reason: "stop" },
    turns: [
      {
        role: "system",
        text: "You are asked about a page of comics. Look closely, zoom in where you need to.",
        images: [],
        tool: null,
      },
      {
        ...{ role: "user", text: question.question, tool: null },
        images: [{ sha256: "0".repeat(64), width: question.width, height: question.height, box: page }],
      },
      ...zoomTurns(question, attempt),
      { role: "assistant", text, images: [], tool: null },
    ],
    parse: { answer: null, rule: "none", candidates: [], version: 0 },
    usage: { prompt: 2400, completion: 210, reasoning: null, cached: null },
    cost: { amount: 0.004, currency: "USD" },
    timing: { first_token_ms: null, total_ms: 1 },
    ...{ requests: 1, failure: null, keys: [], imported: null, at: "2026-01-01T00:00:00Z" },
  };
}

/** A teacher's four attempts at the questions of the made-up review, some of them faulty. */
export const madeUpDistil = {
  state(reviews: readonly TraceReview[]): DistilState {
    return new DistilState(
      {
        ...{ kind: "read", run: null, dataset: "/made", pages: madeUpReview.pages, benchmark: [...asked, ...held] },
        ...{ from: { id: "bm-made", questionsSha: "", reviewsSha: null }, damaged: 0, verdicts: [] },
        predictions: asked.flatMap((question, place) =>
          Array.from({ length: attempts }, (_, attempt) => prediction(question, place, attempt)),
        ),
        ...{ questions: asked, held: heldOutOf([...asked, ...held], []), decisions: new Map() },
      },
      reviews,
    );
  },
} as const;

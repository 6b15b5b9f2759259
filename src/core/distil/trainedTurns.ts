import { promptOf } from "../benchmark/prompts/promptOf.js";
import { questionValues } from "../benchmark/prompts/questionValues.js";
import { renderTemplate } from "../benchmark/prompts/renderTemplate.js";
import type { PromptTemplate } from "../benchmark/promptTemplate.js";
import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { WholeBox } from "../benchmark/wholeBox.js";
import { boxAsWritten } from "../evaluation/boxOnPage.js";
import type { PredictionTurn } from "../evaluation/predictionRecord.js";
import type { ShownImage } from "../evaluation/shownImage.js";
import { wholeOnPage } from "../evaluation/wholeOnPage.js";
import { zoomAnswer } from "../evaluation/zoomAnswer.js";
import { zoomOffer } from "../evaluation/zoomOffer.js";
import { zoomToolName } from "../launch/zoomToolText.js";
import type { Box } from "../page/box.js";
import { aroundCall } from "./aroundCall.js";
import type { Trace } from "./judgedTrace.js";
import type { StudentSettings } from "./studentSettings.js";

/** A message of a training row; `<image>` stands in it for each of its images. */
export interface TrainedTurn {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** The images that the question shows, or a part of the page that a zoom showed. */
  readonly images: "shown" | WholeBox | null;
}

/** Why a kept trace cannot be trained on: the student is asked with other prompts, turns or tools than the teacher. */
export const unfitCodes = ["no-prompt", "turns", "call", "reserved-text", "over-cutoff", "image"] as const;
export type UnfitCode = (typeof unfitCodes)[number];

export type TrainedTurns =
  | { readonly kind: "turns"; readonly turns: readonly TrainedTurn[]; readonly prompt: PromptTemplate }
  | { readonly kind: "unfit"; readonly code: UnfitCode; readonly detail: string };

const imagePlace = "<image>";
/** What chat templates and loaders take for their own. */
const reserved = /<image>|<video>|<audio>|<\|[a-z_]+\|>/;

interface Asked {
  readonly turns: readonly TrainedTurn[];
  readonly prompt: PromptTemplate;
}

/** The question as the student is asked it; null: there is no prompt for it. */
function askedTurns(question: QuestionRecord, images: number, student: StudentSettings): Asked | null {
  const prompt = promptOf(student.prompts, question.task, student.input, student.use);
  if (prompt === null) return null;
  const tools = student.input === "zoom" ? zoomOffer(student.boxes).text : "";
  const rendered = renderTemplate(prompt, { ...questionValues(question, prompt.input), tools });
  if (rendered.kind !== "rendered") return null;
  const system = student.system ?? rendered.system;
  const told: readonly TrainedTurn[] = system === "" ? [] : [{ role: "system", content: system, images: null }];
  return {
    prompt,
    turns: [...told, { role: "user", content: imagePlace.repeat(images) + rendered.user, images: "shown" }],
  };
}

type Tool = NonNullable<PredictionTurn["tool"]>;

/** What is to be seen there, in the teacher's words. */
function labelOf({ arguments: written }: Tool): string | null {
  const label = /"label"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(written)?.[1];
  try {
    const value: unknown = label === undefined ? null : JSON.parse(label);
    return typeof value === "string" && value !== "" ? value : null;
  } catch {
    // Not JSON: a call without a label is as good.
    return null;
  }
}

const rounded = ([a, b, c, d]: Box): Box => [Math.round(a), Math.round(b), Math.round(c), Math.round(d)];

/** A box as the student writes it: whole numbers, unless it counts from 0 to 1. */
function written(tool: Tool, shown: ShownImage, { boxes }: StudentSettings): Box | null {
  const [a, b, c, d] = tool.requested ?? tool.executed ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const box = boxAsWritten([a, b, c, d], boxes, shown);
  return boxes === "norm1" ? box : rounded(box);
}

/** A call in the student's own numbers, and what its tool answers; null: it would refuse. */
function zoomTurns(
  text: string,
  tool: Tool,
  shown: ShownImage,
  student: StudentSettings,
): readonly TrainedTurn[] | null {
  const box = written(tool, shown, student);
  if (box === null) return null;
  const [x1, y1, x2, y2] = shown.part;
  const size = { width: x2 - x1, height: y2 - y1 };
  const call = { tool: zoomToolName, isZoom: true, requested: box, source: 0, problem: null };
  const answer = zoomAnswer(call, { size, shown, convention: student.boxes, tool: student.tool });
  if (answer.executed === null) return null;
  const label = labelOf(tool);
  const body = JSON.stringify({
    name: zoomToolName,
    arguments: { bbox_2d: box, ...(label === null ? {} : { label }) },
  });
  const before = aroundCall(text).before.trim();
  const said = `${before === "" ? "" : `${before}\n`}<tool_call>\n${body}\n</tool_call>`;
  const reply = `<tool_response>\n${imagePlace}${answer.text}\n</tool_response>`;
  return [
    { role: "assistant", content: said, images: null },
    { role: "user", content: reply, images: wholeOnPage(answer.executed, size) },
  ];
}

/** The calls of the turns before the answer, one each; a trace of another form has not passed the filters. */
const callsOf = ({ prediction }: Trace): readonly Tool[] => prediction.turns.flatMap(({ tool }) => tool ?? []);

function saidTurns(trace: Trace, shown: ShownImage | null, student: StudentSettings): readonly TrainedTurn[] | null {
  if (student.method === "SFT-S")
    return [{ role: "assistant", content: `<answer>${String(trace.grade.answer ?? "")}</answer>`, images: null }];
  const calls = callsOf(trace);
  const turns: TrainedTurn[] = [];
  for (const [at, text] of trace.words.turns.entries()) {
    if (at === trace.words.turns.length - 1) turns.push({ role: "assistant", content: text.trim(), images: null });
    else {
      const call = calls[at];
      const zoomed = call === undefined || shown === null ? null : zoomTurns(text, call, shown, student);
      if (zoomed === null) return null;
      turns.push(...zoomed);
    }
  }
  return turns;
}

const hasReserved = ({ content, role }: TrainedTurn): boolean =>
  reserved.test(role === "assistant" ? content : content.replaceAll(imagePlace, ""));

/**
 * A kept trace as the student is to learn it: asked with the student's prompt, its zooms in the student's own pixels, and
 * the tool's replies as the student's tool words them. `shown`: the question's images as the student is shown them.
 */
export function trainedTurns(trace: Trace, student: StudentSettings, shown: readonly ShownImage[]): TrainedTurns {
  const unfit = (code: UnfitCode, detail: string): TrainedTurns => ({ kind: "unfit", code, detail });
  const asked = askedTurns(trace.question, shown.length, student);
  if (asked === null) return unfit("no-prompt", `${trace.question.task} ${student.input} ${student.use}`);
  const { length } = trace.words.turns;
  if (student.method === "SFT-R" && length > student.maxTurns) return unfit("turns", `${length} > ${student.maxTurns}`);
  const said = saidTurns(trace, shown[0] ?? null, student);
  if (said === null) return unfit("call", "a zoom that the student's tool would refuse");
  const turns = [...asked.turns, ...said];
  return turns.some(hasReserved)
    ? unfit("reserved-text", "words of a chat template")
    : { kind: "turns", turns, prompt: asked.prompt };
}

import type { ToolSettings } from "../../core/evaluation/evaluationSettings.js";
import { wholeOnPage } from "../../core/evaluation/wholeOnPage.js";
import { zoomAnswer, type ZoomAnswer, type ZoomPage } from "../../core/evaluation/zoomAnswer.js";
import type { Conversation } from "./conversation.js";
import type { QuestionAsking } from "./questionAsking.js";
import type { SentImage } from "./sentImage.js";
import { type AskedCall, type AskedCalls, toolRecord } from "./zoomTurns.js";

interface CarriedOut {
  readonly answer: ZoomAnswer;
  readonly crop: SentImage | null;
}

const unread: ZoomAnswer = {
  ...{ requested: null, executed: null, refusedBy: "tool-error", changedBy: [] },
  text: "Error: the call was refused (tool-error): the page could not be read.",
};

/** What is said of a call that stands beside the one that is carried out. */
const skippedWords = "Error: one call is carried out at a time, and this one was not.";

function zoomPage(
  { settings }: QuestionAsking,
  { shown }: SentImage,
  { tool }: ToolSettings,
  crops: readonly SentImage[],
): ZoomPage {
  const [x1, y1, x2, y2] = shown.part;
  const size = { width: x2 - x1, height: y2 - y1 };
  const loop = { tool, sortsCorners: tool === "pillow", crops: crops.map(crop => crop.shown) };
  return { size, shown, convention: settings.boxes, ...loop };
}

async function carryOut(asking: QuestionAsking, { call }: AskedCall, page: ZoomPage): Promise<CarriedOut> {
  const answer = zoomAnswer(call, page);
  if (answer.executed === null) return { answer, crop: null };
  const { item, images } = asking;
  const crop = await images.crop(item.question, item.page, wholeOnPage(answer.executed, page.size));
  return "kind" in crop ? { answer: { ...unread, requested: answer.requested }, crop: null } : { answer, crop };
}

const recordOf = (asked: AskedCall, { answer, crop }: CarriedOut) =>
  toolRecord(asked, {
    requested: answer.requested === null ? null : [...answer.requested],
    executed: crop?.box ?? null,
    error: answer.refusedBy,
  });

const left = (asked: AskedCall, error: string) => toolRecord(asked, { requested: null, executed: null, error });

/** Writes down calls that are not answered any more. */
export function leaveCalls(talk: Conversation, { calls, isNative }: AskedCalls, error: string): void {
  for (const asked of calls) talk.leftOut(isNative ? "tool" : "user", left(asked, error));
}

/**
 * Carries out the call of a turn that the loop runs, and answers: in text as training does, or to the functions of the
 * API, every one of which wants an answer. Gives the crops that were shown; `before`: those of the turns before.
 */
export async function runCalls(
  asking: QuestionAsking,
  talk: Conversation,
  { calls, isNative }: AskedCalls,
  shown: SentImage,
  tools: ToolSettings,
  before: readonly SentImage[],
): Promise<readonly SentImage[]> {
  const page = zoomPage(asking, shown, tools, before);
  const crops: SentImage[] = [];
  for (const asked of calls) {
    if (!asked.isRun) {
      if (isNative) talk.returned(asked.id ?? "", skippedWords, left(asked, "skipped"));
      else talk.leftOut("user", left(asked, "skipped"));
      continue;
    }
    const done = await carryOut(asking, asked, page);
    const record = recordOf(asked, done);
    if (isNative) talk.returned(asked.id ?? "", done.answer.text, record);
    else talk.replied(done.answer.text, done.crop, record);
    if (done.crop !== null) crops.push(done.crop);
  }
  if (isNative) for (const crop of crops) talk.showed(crop);
  return crops;
}

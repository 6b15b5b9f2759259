import type { QuestionRecord } from "../../benchmark/questionRecord.js";
import type { WholeBox } from "../../benchmark/wholeBox.js";
import type { ZoomCall } from "../../rollout/zoomCall.js";
import type { PredictionRecord, PredictionTurn } from "../predictionRecord.js";
import { foreignCalls } from "./foreignCalls.js";
import type { ForeignMessage } from "./foreignRow.js";
import type { ForeignZoom, ZoomedTo } from "./foreignZoom.js";

type Image = PredictionTurn["images"][number];
type Tool = NonNullable<PredictionTurn["tool"]>;

/** A picture that another program showed: of which part of the page is known, its bytes are not. */
const imageOf = (box: WholeBox): Image => ({
  sha256: "",
  width: box[2] - box[0],
  height: box[3] - box[1],
  box: [...box],
});

const toolOf = (call: ZoomCall, { requested, executed, error }: ZoomedTo): Tool => ({
  name: call.tool ?? "",
  arguments: call.body,
  box_raw: call.requested === null ? null : [...call.requested],
  requested: requested === null ? null : [...requested],
  executed: executed === null ? null : [...executed],
  error,
});

const notDone = (error: string): ZoomedTo => ({ requested: null, executed: null, error });

/** A call beside the one that was carried out, or after which nothing came. */
const leftTurn = (call: ZoomCall, error: string): PredictionTurn => ({
  ...{ role: "user", text: "", images: [] },
  tool: toolOf(call, notDone(error)),
});

/** The talk of one row while its turns are made. */
class Talk {
  readonly turns: PredictionTurn[] = [];
  readonly #question: QuestionRecord;
  readonly #zoom: ForeignZoom | null;
  readonly #page: WholeBox;

  constructor(question: QuestionRecord, zoom: ForeignZoom | null) {
    this.#question = question;
    this.#zoom = zoom;
    this.#page = [0, 0, question.width, question.height];
  }

  /** The page, and the panel that is shown beside it. */
  #shownAtFirst(images: number): readonly Image[] {
    const { shown } = this.#question;
    const known = shown === null ? [this.#page] : [this.#page, shown];
    return Array.from({ length: images }, (_, at) => imageOf(known[at] ?? this.#page));
  }

  said({ role, text, images }: ForeignMessage): void {
    this.turns.push({ role, text, images: [...(images > 0 ? this.#shownAtFirst(images) : [])], tool: null });
  }

  /** The loops of evaluations carry the first call of a turn out, and answer it with a picture or with words alone. */
  answered(calls: readonly ZoomCall[], reply: ForeignMessage | null): void {
    const [first, ...others] = calls;
    if (first === undefined) return;
    if (reply === null) for (const call of calls) this.turns.push(leftTurn(call, "no-reply"));
    else {
      this.#replied(first, reply);
      for (const call of others) this.turns.push(leftTurn(call, "skipped"));
    }
  }

  #replied(call: ZoomCall, { role, text, images }: ForeignMessage): void {
    const done = this.#zoom?.carryOut(call, this.#question) ?? notDone("unknown-tool");
    // The log is the evidence: without a picture nothing was cropped.
    const zoomed = images === 0 ? { ...done, executed: null, error: done.error ?? "tool-error" } : done;
    const part = zoomed.executed ?? this.#page;
    const tool = toolOf(call, zoomed);
    this.turns.push({ role, text, images: images === 0 ? [] : [imageOf(part)], tool });
  }
}

/**
 * A talk that another program kept, as turns of ours: each zoom call with the box that was asked for and the part of the
 * page that its tool cropped, in page pixels. Where nothing is known of its tool the words alone are kept.
 */
export function foreignTurns(
  messages: readonly ForeignMessage[],
  question: QuestionRecord,
  zoom: ForeignZoom | null,
): PredictionRecord["turns"] {
  const talk = new Talk(question, zoom);
  for (let at = 0; at < messages.length; at++) {
    const message = messages[at];
    if (message === undefined) continue;
    talk.said(message);
    const calls = zoom !== null && message.role === "assistant" ? foreignCalls(message.text) : [];
    if (calls.length === 0) continue;
    const next = messages[at + 1];
    const reply = next !== undefined && (next.role === "user" || next.role === "tool") ? next : null;
    talk.answered(calls, reply);
    if (reply !== null) at++;
  }
  return talk.turns;
}

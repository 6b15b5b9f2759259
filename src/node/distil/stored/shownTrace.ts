import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import type { JudgedTrace } from "../../../core/distil/judgedTrace.js";
import type { NearestHeldOut } from "../../../core/distil/nearestHeldOut.js";
import { standingTraceReviews } from "../../../core/distil/standingTraceReviews.js";
import { wholeTurn } from "../../../core/distil/traceWords.js";
import type { PredictionRecord, PredictionTurn } from "../../../core/evaluation/predictionRecord.js";
import type { Box } from "../../../core/page/box.js";
import type {
  ShownCall,
  ShownDecision,
  ShownNeighbour,
  ShownTrace,
  ShownTurn,
  ShownVerdict,
} from "../../../protocol/distil/distilViewApi.js";
import { listedTrace, ownDecisions } from "./listedTraces.js";
import type { DistilState } from "./distilState.js";
import { traceEnd } from "./traceEnd.js";

const mostText = 20_000;
const mostNeighbour = 600;

function boxOf(sides: readonly number[] | null): Box | null {
  const [x1, y1, x2, y2] = sides ?? [];
  return x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined ? null : [x1, y1, x2, y2];
}

type Tool = NonNullable<PredictionTurn["tool"]>;

/** The zoom calls whose box could be read, which are those that grades count. */
const zoomsOf = ({ turns }: PredictionRecord): readonly Tool[] =>
  turns.flatMap(({ tool }) => (tool?.box_raw ? [tool] : []));

const callsOf = ({ prediction, grade }: JudgedTrace): readonly ShownCall[] =>
  zoomsOf(prediction).map(({ requested, executed, error }, at) => ({
    ...{ requested: boxOf(requested), executed, iou: grade.ious?.[at] ?? null },
    isRefused: error !== null || executed === null,
  }));

/** Every turn as text. An imported answer has none: its reply stands for them. */
function turnsOf({ prediction, words }: JudgedTrace): readonly ShownTurn[] {
  const zooms = zoomsOf(prediction);
  const cut = (text: string) => ({ text: text.slice(0, mostText), isCut: text.length > mostText });
  if (!prediction.turns.some(({ role }) => role === "assistant"))
    return words.turns.map(text => ({ role: "assistant", ...cut(text), call: null, error: null }));
  return prediction.turns.map(turn => {
    const { role, tool } = turn;
    const place = tool === null ? -1 : zooms.indexOf(tool);
    const text = role === "assistant" ? wholeTurn(turn, turn["reasoning"]) : turn.text;
    return { role, ...cut(text), call: place === -1 ? null : place, error: tool?.error ?? null };
  });
}

function decisionsOf({ reviews, textSha }: DistilState, { prediction }: JudgedTrace): readonly ShownDecision[] {
  const sha = textSha(prediction.text ?? "");
  const last = new Map(
    standingTraceReviews(reviews)
      .filter(review => review.prediction_id === prediction.id)
      .map(review => [review.reviewer, review]),
  );
  return [...last.values()].flatMap(({ reviewer, decision, reason, blind, text_sha: read, at }) =>
    decision === "undo" ? [] : [{ reviewer, decision, reason, isBlind: blind, isStale: read !== sha, at }],
  );
}

function neighbourOf(state: DistilState, question: QuestionRecord, nearest: NearestHeldOut): ShownNeighbour | null {
  const found = nearest(question);
  const other = state.source.benchmark.find(({ id }) => id === found?.questionId);
  if (found === null || other === undefined) return null;
  const lines = [other.question, ...(other.hint === null ? [] : [other.hint])];
  const options = other.options.map(({ label, text }) => `${label}. ${text}`);
  return {
    ...{ question: found.questionId, split: found.split, score: found.score, telling: found.telling },
    ...{ text: [...lines, ...options].join("\n").slice(0, mostNeighbour), answer: String(other.answer) },
  };
}

function verdictOf(state: DistilState, trace: JudgedTrace, nearest: NearestHeldOut): ShownVerdict {
  const { filters, dupOf, pass, question } = trace;
  return {
    ...{ end: traceEnd(trace), filters, dupOf, pass, right: String(question.answer) },
    decisions: decisionsOf(state, trace),
    neighbour: neighbourOf(state, question, nearest),
  };
}

/** How a trace is read. */
interface Reading {
  readonly options: DistilOptions;
  readonly reviewer: string;
  /** What the filters say is hidden until this person has decided. */
  readonly isBlind: boolean;
  readonly nearest: NearestHeldOut;
  /** Where the file of a page is that a record names. */
  readonly fileOf: (path: string) => string;
}

/** A trace with all that a person decides by; its page as an absolute path. Null: it is gone. */
export function shownTrace(
  state: DistilState,
  prediction: string,
  { options, reviewer, isBlind, nearest, fileOf }: Reading,
): ShownTrace | null {
  // Who reads blindly is told afterwards what the filters say, not what their own decision makes of it.
  const traces = isBlind ? state.untouched(options) : state.judged(options);
  const trace = traces.find(one => one.prediction.id === prediction);
  if (trace === undefined) return null;
  const { question, grade } = trace;
  const own = ownDecisions(state, reviewer).get(prediction) ?? null;
  const isHidden = isBlind && own === null;
  const page = state.source.pages.find(({ id }) => id === question.page_id);
  const { width, height, path } = page?.image ?? {
    width: question.width,
    height: question.height,
    path: question.image,
  };
  return {
    ...listedTrace(trace, own, isHidden),
    ...{ whole: question.question, hint: question.hint, marks: question.marks, calls: callsOf(trace) },
    options: question.options.map(({ label, text }) => ({ label, text })),
    answer: grade.answer === null ? null : String(grade.answer),
    page: { uri: fileOf(path), name: path, width, height },
    targets: question.targets?.map(({ box, role }) => ({ box, role })) ?? null,
    turns: turnsOf(trace),
    verdict: isHidden ? null : verdictOf(state, trace, nearest),
  };
}

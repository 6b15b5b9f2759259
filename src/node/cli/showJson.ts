import { questionOf } from "../../core/evaluation/questionOf.js";
import type { Box } from "../../core/page/box.js";
import type { SpaceReason } from "../../core/page/coordinateSpace.js";
import { codeCrops } from "../../core/rollout/codeCrops.js";
import { isNotRun } from "../../core/rollout/isNotRun.js";
import { truthOf } from "../../core/rollout/truthOf.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import { valueText } from "../../core/rollout/valueText.js";
import type { OpenedRollout } from "../runs/openedRow.js";

/** A logged number for JSON, which has no NaN: what is no number is its own text, what is not there is null. */
export function scoreJson(score: LoggedNumber): number | string | null {
  switch (score.kind) {
    case "number":
      return score.value;
    case "nan":
      return "NaN";
    case "infinity":
      return score.sign < 0 ? "-Infinity" : "Infinity";
    case "text":
      return score.text;
    case "null":
    case "absent":
      return null;
  }
}

const boxJson = (box: Box | null) => (box === null ? null : [...box]);

/** The reason's code, and the values that make it checkable. */
export function spaceReasonText(reason: SpaceReason): string {
  switch (reason.code) {
    case "exceeds-model":
    case "exceeds-page":
      return `${reason.code}: ${reason.axis} reaches ${reason.value}, over ${reason.limit}`;
    case "voted":
      return `${reason.code}: ${reason.evidence} in ${reason.rollouts} of ${reason.asked} rollouts`;
    case "dialect":
      return `${reason.code}: ${reason.dialect}`;
    case "tool-convention":
      return `${reason.code}: ${reason.tool}`;
    case "format-default":
      return `${reason.code}: ${reason.format}`;
    case "configured":
    case "fractions":
    case "same-size":
    case "logged-iou":
    case "page-size-unknown":
      return reason.code;
  }
}

function callJson({ call, guess, page, executed, refusedBy, changedBy, iou, target, within }: PlacedCall) {
  return {
    turn: call.turn,
    tool: call.tool,
    requested: boxJson(call.requested),
    space: guess.space,
    spaceReason: spaceReasonText(guess.reason),
    page: boxJson(page),
    executed: boxJson(executed),
    changedBy: [...changedBy],
    refusedBy: isNotRun(refusedBy) ? null : refusedBy,
    notRun: isNotRun(refusedBy) ? refusedBy : null,
    point: call.aim?.kind === "point" ? [...call.aim.point] : null,
    label: call.label,
    source: call.source,
    within: [...within],
    target,
    iou,
  };
}

/** Nesting beyond this is given as text: writing it as JSON could exhaust the call stack. */
const deepestJson = 200;

/** JSON text may not hold NaN: extras that do are written as the tokens that were logged. */
function jsonSafe(value: unknown, depth = 0): unknown {
  if (depth >= deepestJson && typeof value === "object" && value !== null) return valueText(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(item => jsonSafe(item, depth + 1));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonSafe(item, depth + 1)]));
  return value;
}

function pageJson({ page }: OpenedRollout) {
  if (page.kind === "image")
    return { image: page.uri, width: page.width, height: page.height, orientation: page.orientation };
  const size = page.isSizeKnown ? { width: page.width, height: page.height } : { width: null, height: null };
  return { image: null, ...size, problem: { code: page.problem.code, values: [...page.problem.values] } };
}

/** What `loupe show --json` prints of a rollout. */
export function showJson(opened: OpenedRollout) {
  const { rollout, trajectory, join, placed } = opened;
  const question = join.kind === "one" ? join.joined.question : null;
  const asked = questionOf(rollout);
  return {
    step: rollout.step,
    score: scoreJson(rollout.score),
    question: {
      id: question?.id ?? rollout.fields.questionId,
      text: question?.question ?? asked.question,
      taskKind: question?.taskKind ?? rollout.fields.taskKind,
      options: question !== null && question.options.length > 0 ? question.options : asked.options,
      answer: question?.answer ?? truthOf(rollout.groundTruth),
      joined: join.kind,
    },
    answer: { text: opened.given, status: opened.outcome },
    turns: trajectory.turns.map(turn => ({
      role: turn.role,
      text: turn.text,
      parts: turn.parts.map(({ kind, start, end, problem }) => ({ kind, start, end, problem })),
    })),
    dialect: trajectory.dialect,
    zoomCalls: placed.map(callJson),
    codeCrops: trajectory.turns
      .filter(({ role }) => role === "model")
      .flatMap(turn => codeCrops(turn.text).map(crop => ({ turn: turn.index, ...crop }))),
    cut: trajectory.cut,
    notUtf8: !opened.isUtf8,
    page: pageJson(opened),
    targets: question?.targets?.map(({ box, role }) => ({ box: [...box], role })) ?? null,
    extras: Object.fromEntries(rollout.extras.map(({ name, value }) => [name, jsonSafe(value)])),
  };
}

import type { Box } from "../page/box.js";
import { matchBoxes } from "../page/matchBoxes.js";
import { foundView } from "../reward/foundView.js";
import type { FactCall } from "../reward/rewardFacts.js";
import type { RolloutFacts } from "../reward/rolloutFacts.js";
import type { LoggedNumber } from "../rollout/loggedNumber.js";
import type { CutReason } from "../rollout/trajectory.js";
import type { SimulatedCall, SimulatedRollout } from "./simulatedRollout.js";
import type { SimulatedRow } from "./simulateStep.js";
import { undecided } from "./trajectoryText.js";

const logged = (value: number): LoggedNumber => (Number.isNaN(value) ? { kind: "nan" } : { kind: "number", value });

const cropOf = ({ outcome }: SimulatedCall): Box | null => (outcome?.kind === "executed" ? outcome.box : null);

const factCall = (call: SimulatedCall): FactCall => ({
  requested: call.requested,
  executed: cropOf(call),
  isExecuted: call.outcome?.kind === "executed",
});

/** What the trainer's parser takes for a call of the zoom tool. */
const isCall = ({ writing }: SimulatedCall) => writing !== "other-tool" && writing !== "broken-json";

function cutOf({ ending, calls }: SimulatedRollout): CutReason | null {
  if (calls.at(-1)?.writing === "broken-json") return "no-answer-after-calls";
  switch (ending) {
    case "cut-thought":
    case "cut-answer":
    case "cut-call":
      return "unclosed-tag";
    case "no-output":
      return "no-answer";
    case "answer":
    case "unclosed-think":
    case "double-think":
    case "double-answer":
    case "bare-text":
    case "two-answers":
    case "empty-answer":
      return null;
    default: {
      const never: never = ending;
      return never;
    }
  }
}

/** Where a row stands: indexes that its set gives it. */
export interface FactPlace {
  readonly file: number;
  readonly row: number;
  readonly group: number;
  readonly question: number;
}

/**
 * The facts of a simulated row, without writing and parsing its text: for tests over whole runs. What curves and alarms
 * read is what the row's text gives when it is parsed; the coin's hash and what of the format rules it does not tell are not.
 */
export function simulatedFacts(row: SimulatedRow, place: FactPlace): RolloutFacts {
  const { step, question, rollout, output, reward, score } = row;
  const calls = rollout.calls.filter(isCall);
  const targets = question.targets.map(({ box }) => box);
  const crops = calls.map(cropOf);
  const cut = cutOf(rollout);
  const hasAnswer = cut === null && rollout.ending !== "empty-answer";
  const given = rollout.ending === "two-answers" ? undecided : rollout.answer;
  const answer = hasAnswer ? given : "";
  const isFormed = reward.format === 1;
  return {
    // One by one: an object of so many fields that begins as another's copy takes twice as long to make.
    file: place.file,
    row: place.row,
    group: place.group,
    question: place.question,
    step,
    page: { width: question.width, height: question.height },
    pageKey: question.image,
    isWellFormed: { strict: isFormed, deepeyes: isFormed, "answer-only": hasAnswer },
    isCorrect: rollout.isRight,
    answerChars: Array.from(answer).length,
    calls: calls.map(factCall),
    tool: { kind: "targets", targets, expected: question.expected_zooms },
    coin: { questionId: question.id, responseCrc: 0 },
    // The dump logs accuracy, and that column decides.
    outcome: rollout.isRight ? "correct" : "wrong",
    logged: {
      format: logged(reward.format),
      accuracy: logged(reward.acc),
      toolCount: logged(reward.count),
      toolAccuracy: logged(reward.iou),
      total: logged(score),
    },
    rulePhase: null,
    strategyHash: null,
    ious: matchBoxes(crops, targets).map(({ iou }) => iou),
    found: foundView(
      crops.filter(crop => crop !== null),
      targets,
    ),
    refused: rollout.calls.filter(({ outcome, writing }) => outcome?.kind === "refused" || writing === "box-as-text")
      .length,
    otherCalls: rollout.calls.length - calls.length,
    cut,
    responseChars: output.length,
    tokens: null,
    answerKey: hasAnswer ? answer : null,
  };
}

import { matchBoxes } from "../../src/core/page/matchBoxes.js";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import { curveGroup, type Recompute } from "../../src/core/reward/curveFactsOf.js";
import type { PartSources } from "../../src/core/reward/partSources.js";
import type { RolloutFacts } from "../../src/core/reward/rolloutFacts.js";
import { tallyStep, type StepTally } from "../../src/core/reward/stepTally.js";
import { parseStrategySpec } from "../../src/core/reward/strategySpec.js";
import type { LoggedNumber } from "../../src/core/rollout/loggedNumber.js";
import type {
  MiniatureQuestion,
  MiniatureRollout,
  MiniatureStep,
} from "../../src/core/simulate/miniature/miniature.js";
import { defaultMiniatureOptions, type MiniatureOptions } from "../../src/core/simulate/miniature/miniatureOptions.js";
import { openMiniature } from "../../src/core/simulate/miniature/openMiniature.js";

const sources: PartSources = { format: "logged", accuracy: "logged", toolCount: "logged", toolAccuracy: "logged" };
const nothing: Recompute = () => ({ format: null, accuracy: null, toolCount: null, toolAccuracy: null });
const logged = (value: number | null): LoggedNumber => (value === null ? { kind: "nan" } : { kind: "number", value });

/** What the row of a rollout gives to curves and alarms, without writing and parsing its text. */
function factsOf(
  asked: MiniatureQuestion,
  rollout: MiniatureRollout,
  place: Pick<RolloutFacts, "step" | "row" | "group">,
): RolloutFacts {
  const { question, page } = asked;
  const { ending, reward } = rollout;
  const isLost = ending === "lost";
  const calls = rollout.calls.map(({ box, isExecuted }) => ({
    requested: box,
    executed: isExecuted ? box : null,
    isExecuted,
  }));
  const targets = question.targets.map(({ box }) => box);
  return {
    // One by one, as `simulatedFacts` has it.
    step: place.step,
    row: place.row,
    group: place.group,
    file: 0,
    question: place.group,
    page,
    pageKey: question.image,
    isWellFormed: { strict: ending === "clean", deepeyes: ending === "clean", "answer-only": !isLost },
    isCorrect: rollout.isCorrect,
    answerChars: isLost ? 0 : Array.from(question.answer).length,
    calls,
    tool: { kind: "targets", targets, expected: question.expected_zooms },
    coin: { questionId: question.id, responseCrc: 0 },
    outcome: rollout.isCorrect ? "correct" : "wrong",
    logged: {
      format: logged(reward.format),
      accuracy: logged(reward.accuracy),
      toolCount: logged(reward.toolCount),
      toolAccuracy: logged(reward.toolAccuracy),
      total: logged(rollout.total),
    },
    rulePhase: null,
    strategyHash: null,
    ious: matchBoxes(
      calls.map(({ executed }) => executed),
      targets,
    ).map(({ iou }) => iou),
    found: rollout.found,
    refused: calls.filter(({ isExecuted }) => !isExecuted).length,
    otherCalls: 0,
    cut: isLost ? "unclosed-tag" : null,
    responseChars: 0,
    tokens: null,
    answerKey: isLost ? null : question.answer,
  };
}

function tallyOf({ step, groups }: MiniatureStep): StepTally {
  return tallyStep(
    step,
    groups.map(({ asked, rollouts }, index) => {
      const group = step * 1000 + index;
      return curveGroup(
        rollouts.map((rollout, row) => factsOf(asked, rollout, { step, row, group })),
        sources,
        nothing,
      );
    }),
  );
}

export interface MiniatureRun {
  readonly tallies: readonly StepTally[];
  /** Steps at which the rule of the reward changes. */
  readonly breaks: readonly number[];
  readonly steps: readonly MiniatureStep["figures"][];
}

/** What curves and alarms know of a miniature run under a strategy as `loupe simulate` takes it. */
export function miniatureRun(spec: string, changes: Partial<MiniatureOptions> = {}): MiniatureRun {
  const read = parseStrategySpec(spec, builtInStrategies);
  if (read.kind === "problem") throw new Error(`${read.code}: ${read.values.join(", ")}`);
  const options = { ...defaultMiniatureOptions, ...changes };
  const miniature = openMiniature(options, read.strategy);
  const trained = Array.from({ length: options.steps }, () => miniature.next());
  const breaks = read.strategy.segments.flatMap(({ from }) => (from === null ? [] : [from]));
  return { tallies: trained.map(tallyOf), breaks, steps: trained.map(({ figures }) => figures) };
}

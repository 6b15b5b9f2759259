import { rulesOf } from "../reward/ruleAt.js";
import type { Segment, Strategy } from "../reward/strategy.js";
import type { Finding } from "./finding.js";
import type { TrainingPhase } from "./trainingPhase.js";

export interface PhasesOfStage {
  readonly phases: readonly TrainingPhase[];
  /** The last step of the warm start; 0: there is none. */
  readonly warmSteps: number;
  /** Of the whole stage. */
  readonly steps: number;
  readonly findings: readonly Finding[];
}

export interface PhaseWishes {
  /** As the configuration says it. */
  readonly steps: number;
  readonly stepsIncludeWarmStart: boolean;
  /** A later stage begins with weights that call the tool already. */
  readonly skipsWarmStart: boolean;
}

/**
 * The segments of a strategy as phases of one stage. Trainers count steps from 1 and a segment is [from, to), so that a
 * warm start until 17 ends with step 16. A reward function knows no step: each phase is a start of its own that goes on
 * from the checkpoint of the one before.
 */
export function trainingPhases(strategy: Strategy, wishes: PhaseWishes): PhasesOfStage {
  const rules = rulesOf(strategy);
  const pairs = strategy.segments.map((segment, index) => ({ segment, rule: rules[index], isWarm: isWarm(segment) }));
  const first = pairs[0];
  const warm = pairs.length > 1 && first?.isWarm === true ? (first.segment.to ?? 1) - 1 : 0;
  const dropped = warm > 0 && wishes.skipsWarmStart ? warm : 0;
  const used = dropped > 0 ? pairs.slice(1) : pairs;
  const warmSteps = warm - dropped;
  const steps = wishes.steps + (wishes.stepsIncludeWarmStart ? 0 : warmSteps);
  const phases = used.flatMap(({ segment, rule }, index): readonly TrainingPhase[] => {
    const end = Math.min(segment.to === null ? steps : segment.to - 1 - dropped, steps);
    const start = (segment.from ?? 1) - dropped;
    if (rule === undefined || end < 1 || start > steps) return [];
    return [{ name: nameOf(index, used.length, warmSteps > 0), rule, lastStep: end }];
  });
  return {
    phases,
    warmSteps,
    steps,
    findings: scheduleFindings(
      strategy,
      used.map(one => one.segment),
      steps,
      dropped,
    ),
  };
}

const isWarm = (segment: Segment): boolean => segment.terms.some(term => term.part === "warmStart");

function nameOf(index: number, count: number, hasWarmStart: boolean): string {
  if (hasWarmStart && index === 0) return "warm";
  if (count === (hasWarmStart ? 2 : 1)) return "main";
  return `phase-${index + 1}`;
}

function scheduleFindings(
  strategy: Strategy,
  segments: readonly Segment[],
  steps: number,
  dropped: number,
): readonly Finding[] {
  const key = "strategy";
  const first = (segments[0]?.from ?? 1) - dropped;
  const last = segments.at(-1)?.to ?? null;
  const findings: Finding[] = [];
  if (first > 1) findings.push({ level: "error", code: "strategy-starts-late", values: [strategy.id, first], key });
  if (last !== null && last - 1 - dropped < steps)
    findings.push({
      level: "error",
      code: "strategy-ends-early",
      values: [strategy.id, last - 1 - dropped, steps],
      key,
    });
  const unreached = segments.find(({ from }) => from !== null && from - dropped > steps);
  if (unreached !== undefined)
    findings.push({
      ...{ level: "warning", code: "phase-unreached", key },
      values: [strategy.id, (unreached.from ?? 1) - dropped, steps],
    });
  return findings;
}

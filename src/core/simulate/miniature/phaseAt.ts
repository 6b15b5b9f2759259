import { trainingPhases } from "../../launch/trainingPhases.js";
import { strategyHash } from "../../reward/strategyHash.js";
import type { Strategy } from "../../reward/strategy.js";

/** What rows say of the rule that paid, as our own reward function writes it. */
export interface WrittenPhase {
  readonly name: string;
  readonly hash: string;
}

/** Phases are named alike however many steps a run has, so that a run that goes on keeps its rows. */
const wishes = { steps: Number.MAX_SAFE_INTEGER, stepsIncludeWarmStart: true, skipsWarmStart: false };

/** The phase of a strategy that a step belongs to; a validation before training to the first. Null where none holds it. */
export function phaseAt(strategy: Strategy, step: number): WrittenPhase | null {
  const phase = trainingPhases(strategy, wishes).phases.find(({ lastStep }) => step <= lastStep);
  return phase === undefined ? null : { name: phase.name, hash: strategyHash(phase.rule) };
}

import { makeRandom, type Random } from "../random.js";
import type { Ending, SimulatedCall } from "../simulatedRollout.js";
import { sidetracks } from "../thoughts.js";
import { trajectoryText } from "../trajectoryText.js";
import { wrongAnswer } from "../wrongAnswer.js";
import type { MiniatureCall, MiniatureEnding, MiniatureQuestion, MiniatureRollout } from "./miniature.js";

/** What of a rollout its text says. The reward is not among it: a reward can be tossed with the text (`coin.ts`). */
export type WrittenRollout = Pick<MiniatureRollout, "calls" | "ending" | "isRight" | "found">;

/**
 * How each ending can be written. All are read alike: a clean one is well-formed by every rule of `wellFormed`, a sloppy
 * one by `answer-only` alone, a lost one by none, and a lost one has no answer.
 */
const endings = {
  clean: ["answer"],
  sloppy: ["unclosed-think", "double-think", "double-answer"],
  lost: ["cut-thought", "cut-thought", "cut-answer"],
} as const satisfies Record<MiniatureEnding, readonly Ending[]>;

const chanceText = (chance: number): string => (chance < 0.01 ? "below 0.01" : chance.toFixed(2));

const named = (label: string): string => (label === "whole page" ? `the ${label}` : label);

function callThought(random: Random, at: number, label: string, chance: number): string {
  const drawn = `drawn with probability ${chanceText(chance)}`;
  const where = named(label);
  if (at > 0) return `Simulated policy: one more look, at ${where}, ${drawn}.`;
  return random.pick([
    `Simulated policy: it zooms in on ${where}, ${drawn}.`,
    `Simulated policy: a closer look at ${where}, ${drawn}.`,
    `Simulated policy: of all regions of the page ${where} was ${drawn}.`,
  ]);
}

function simulatedCall(random: Random, asked: MiniatureQuestion, call: MiniatureCall, at: number): SimulatedCall {
  const label = asked.regions[call.region]?.label ?? "a region";
  return {
    thought: callThought(random, at, label, call.chance),
    requested: call.box,
    label,
    writing: "plain",
    outcome: call.isExecuted
      ? { kind: "executed", box: call.box, changedBy: [] }
      : { kind: "refused", by: "too-small" },
  };
}

function lastThought({ calls, found }: WrittenRollout): string {
  if (calls.length === 0) return "Simulated policy: it answers from the whole page, without a zoom.";
  if (calls.every(({ isExecuted }) => !isExecuted))
    return "Simulated policy: no crop came back, so it answers from the whole page.";
  return `Simulated policy: the crops show ${Math.round(100 * found)} % of what the question needs.`;
}

/** What a response that runs out of room before its answer is full of. */
const endlessThought = (random: Random, begin: string): string =>
  [begin, ...random.shuffle(sidetracks), ...random.shuffle(sidetracks)].join(" ");

/**
 * The response of a rollout as verl decodes it: thoughts, zoom calls in the dialect of `image_zoom_in_tool` with the
 * tool's replies, an answer. It says in every turn that the policy is simulated, and of each zoom with which probability
 * its region was drawn. The same rollout of the same question at the same place of its group gives the same text.
 */
export function miniatureText(asked: MiniatureQuestion, rollout: WrittenRollout, index: number): string {
  const { question } = asked;
  const boxes = rollout.calls.map(({ box }) => box.join(" "));
  const random = makeRandom(question.provenance.seed, "text", question.id, index, ...boxes);
  const calls = rollout.calls.map((call, at) => simulatedCall(random, asked, call, at));
  const ending = random.pick<Ending>(endings[rollout.ending]);
  const thought = lastThought(rollout);
  return trajectoryText({
    calls,
    thought: ending === "cut-thought" ? endlessThought(random, thought) : thought,
    ending,
    answer: rollout.isRight ? question.answer : wrongAnswer(random, question),
  });
}

import type { Box } from "../page/box.js";
import type { CropOutcome } from "../page/cropOutcome.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";
import { scaleBox } from "../page/scaleBox.js";
import { verlCrop } from "../page/verlCrop.js";
import type { Behaviour } from "./behaviour.js";
import { boxAround, chooseRegion, oddBox, type SharedError } from "./chooseBox.js";
import type { PageDescription } from "./pageDescription.js";
import type { Random } from "./random.js";
import type { CallWriting, Ending, SimulatedCall, SimulatedRollout } from "./simulatedRollout.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";
import type { BoxedTaskKind } from "./taskKind.js";
import { endlessThought, lastThought, thoughtBeforeCall } from "./thoughts.js";
import { isTroubled, troubledBox, withLongAnswer } from "./trouble.js";
import { wrongAnswer } from "./wrongAnswer.js";

/** What the rollouts of one group have in common. */
export interface GroupNature {
  readonly question: SimulatedQuestion;
  readonly page: PageDescription;
  readonly step: number;
  readonly error: SharedError;
  /** Added to the chance of a right answer. */
  readonly ease: number;
  /** All rollouts alike, without a zoom: right, wrong, or not so. */
  readonly flat: "right" | "wrong" | null;
}

/** Limits of the resized page in the behaviour `model`: a setting often seen with Qwen2.5-VL. */
export const smallLimits = { factor: 28, minPixels: 4 * 28 * 28, maxPixels: 1280 * 28 * 28 };

const mostCalls = 4;

/** How far training has come at a step: 0 untrained, towards 1. */
export const skillAt = (step: number) => 1 - Math.exp(-step / 17);

/** Where only the format is to improve, nothing else has been learnt for long. */
const standstill = 8;

const skillOf = ({ step }: GroupNature, { trouble }: Behaviour) =>
  skillAt(trouble?.kind === "format-only" ? standstill : step);

const logit = (share: number) => Math.log(share / (1 - share));

/** Chance of a first call: rises with skill to 0.97; along a logistic curve where it begins at a given rate. */
function firstCallChance(skill: number, firstCall: number | null): number {
  if (firstCall === null) return 0.45 + 0.52 * skill;
  return 1 / (1 + Math.exp(-(1 - skill) * logit(firstCall) - skill * logit(0.97)));
}

const since = (step: number, from: number | null) => from !== null && step >= from;
const growing = (step: number, from: number | null) =>
  from === null || step < from ? 0 : Math.min(1, (step - from + 1) / 10);

function modelSize(page: Size): Size {
  const resized = smartResize(page, smallLimits);
  return resized.kind === "resized" ? resized.size : page;
}

/** The numbers that the model writes for a box of page pixels, and the image that its tool crops from. */
function written(box: Box, page: Size, space: Behaviour["boxSpace"]): { readonly box: Box; readonly image: Size } {
  if (space === "page") return { box, image: page };
  const to = space === "model" ? modelSize(page) : { width: 1000, height: 1000 };
  const [x1, y1, x2, y2] = scaleBox(box, page, to);
  const rounded: Box = [Math.round(x1), Math.round(y1), Math.round(x2), Math.round(y2)];
  return { box: rounded, image: space === "model" ? to : page };
}

function chooseWriting(random: Random, skill: number): CallWriting {
  if (!random.chance(0.09 * (1 - skill) + 0.012)) return "plain";
  return random.pick(["unlabelled", "unlabelled", "long-label", "other-tool", "box-as-text", "broken-json"]);
}

const longLabel =
  "the panel that the question is about, as far as it can be told from the whole page, together with a little of the gutter around it and the lettering that reaches over its frame on the upper side, so that nothing of it is lost when it is cut out of the page";

function simulateCall(
  random: Random,
  group: GroupNature,
  behaviour: Behaviour,
  made: readonly SimulatedCall[],
): SimulatedCall {
  const { question, page, step, error } = group;
  const skill = skillOf(group, behaviour);
  const seen = made.map(({ label }) => label);
  const region = chooseRegion(random, question, page, seen, skill);
  const near = boxAround(random, region, error, skill);
  const isOdd = random.chance(0.1 * (1 - skill) + 0.012);
  const fixed: Box = [0, 0, Math.round(page.width * 0.4), Math.round(page.height * 0.3)];
  const usual = since(step, behaviour.stuckFrom) ? fixed : isOdd ? oddBox(random, near, page) : near;
  const wanted = troubledBox(random, { behaviour, question, page, step, made, usual });
  const { box, image } = written(wanted, page, behaviour.boxSpace);
  const writing = chooseWriting(random, skill);
  const reachesTool = writing === "plain" || writing === "unlabelled" || writing === "long-label";
  const outcome: CropOutcome | null = reachesTool ? verlCrop(box, image) : null;
  return {
    thought: thoughtBeforeCall(random, question.task, made.length, region.words, skill),
    requested: box,
    label: writing === "long-label" ? longLabel : region.words,
    writing,
    outcome,
  };
}

/** Part of the usual chance of a first call. */
function willingness(step: number, behaviour: Behaviour): number {
  if (isTroubled(behaviour, "zoom-collapse", step)) return 0.05;
  if (isTroubled(behaviour, "one-part-carries", step)) return 0.7;
  return 1 - 0.98 * growing(step, behaviour.noZoomFrom);
}

/** Calls in order: as many as the question needs if the policy is skilled, now and then one too many. */
function simulateCalls(random: Random, group: GroupNature, behaviour: Behaviour): readonly SimulatedCall[] {
  const { question, step } = group;
  if (group.flat !== null) return [];
  const skill = skillOf(group, behaviour);
  const willing = willingness(step, behaviour);
  const isLooping = isTroubled(behaviour, "repeated-boxes", step) || isTroubled(behaviour, "refused-loop", step);
  const calls: SimulatedCall[] = [];
  const wantsMore = () => {
    if (calls.length >= mostCalls) return false;
    if (calls.length === 0) return random.chance(firstCallChance(skill, behaviour.firstCall) * willing);
    if (isLooping) return random.chance(0.8);
    if (calls.length < question.expected_zooms) return random.chance(0.5 + 0.47 * skill);
    return random.chance(0.12 * (1 - skill) + 0.025);
  };
  while (wantsMore()) {
    const call = simulateCall(random, group, behaviour, calls);
    calls.push(call);
    if (call.writing === "broken-json") break;
  }
  return calls;
}

/** Part of the targets that the executed crops show, 0 to 1. */
function seenShare(
  { question, page }: GroupNature,
  calls: readonly SimulatedCall[],
  space: Behaviour["boxSpace"],
): number {
  const boxes = calls.flatMap(({ outcome }) => (outcome?.kind === "executed" ? [outcome.box] : []));
  const from = space === "model" ? modelSize(page) : page;
  const shares = question.targets.map(({ box: target }) => {
    const area = (target[2] - target[0]) * (target[3] - target[1]);
    const parts = boxes.map(box => {
      const crop = scaleBox(box, from, page);
      const width = Math.max(0, Math.min(crop[2], target[2]) - Math.max(crop[0], target[0]));
      const height = Math.max(0, Math.min(crop[3], target[3]) - Math.max(crop[1], target[1]));
      const shared = width * height;
      return (shared * shared) / (area * Math.max(1, (crop[2] - crop[0]) * (crop[3] - crop[1])));
    });
    return Math.max(0, ...parts);
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

/** Chance of a right answer from the whole page, and what seeing all targets adds: near the paper's Tables 3 to 5. */
const chances: Readonly<Record<BoxedTaskKind, readonly [blind: number, gain: number]>> = {
  panel_understanding: [0.34, 0.5],
  action_recognition: [0.36, 0.46],
  depth_comparison: [0.5, 0.24],
  character_identification: [0.5, 0.32],
  character_counting: [0.2, 0.5],
};

function isRight(random: Random, group: GroupNature, behaviour: Behaviour, seen: number): boolean {
  // A judge that finds nothing right, and boxes that hit nothing: what is then learnt comes from the count.
  if (isTroubled(behaviour, "one-part-carries", group.step)) return false;
  const [blind, gain] = chances[group.question.task];
  const learned = 0.6 + 0.4 * skillOf(group, behaviour);
  return random.chance(Math.min(0.97, Math.max(0.03, blind + group.ease + gain * seen * learned)));
}

function chooseEnding(random: Random, group: GroupNature, behaviour: Behaviour): Ending {
  const { step } = group;
  if (isTroubled(behaviour, "one-part-carries", step)) return "answer";
  const rest = 1 - skillOf(group, behaviour);
  const isSloppy = behaviour.trouble?.kind === "format-only" && step < behaviour.trouble.from;
  const loose = isSloppy ? 0.6 : growing(step, behaviour.looseFrom);
  const cut = isTroubled(behaviour, "cut-share", step) ? 0.8 : growing(step, behaviour.cutFrom);
  const roll = random.uniform();
  const table: readonly (readonly [Ending, number])[] = [
    ["unclosed-think", 0.09 * rest + 0.008 + 0.5 * loose],
    ["bare-text", 0.07 * rest + 0.005 + 0.3 * loose],
    ["two-answers", 0.04 * rest + 0.006],
    ["empty-answer", 0.025 * rest + 0.004],
    ["cut-thought", 0.06 * rest + 0.008 + 0.6 * cut],
    ["cut-call", 0.03 * rest + 0.005 + 0.2 * cut],
  ];
  let reached = 0;
  for (const [ending, share] of table) {
    reached += share;
    if (roll < reached) return ending;
  }
  return "answer";
}

const parses = (ending: Ending) => ending === "answer" || ending === "unclosed-think" || ending === "bare-text";

/** One response to a question at a step of training. The same random stream gives the same response. */
export function simulateRollout(random: Random, group: GroupNature, behaviour: Behaviour): SimulatedRollout {
  const { question, step } = group;
  const calls = simulateCalls(random, group, behaviour);
  const ending = group.flat === null ? chooseEnding(random, group, behaviour) : "answer";
  const knows =
    group.flat === null
      ? isRight(random, group, behaviour, seenShare(group, calls, behaviour.boxSpace))
      : group.flat === "right";
  const isWordy = isTroubled(behaviour, "length-drift", step) && question.answer_type === "open";
  const short = knows ? question.answer : wrongAnswer(random, question);
  const reachesEnd = calls.at(-1)?.writing !== "broken-json";
  const thought =
    ending === "cut-thought"
      ? endlessThought(random)
      : lastThought(random, question.task, calls.length, skillOf(group, behaviour));
  return {
    calls,
    thought,
    ending,
    answer: isWordy ? withLongAnswer(random, short) : short,
    isRight: knows && parses(ending) && reachesEnd,
  };
}

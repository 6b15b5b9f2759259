import type { Box } from "../../page/box.js";
import { cropView, foundView } from "../../reward/foundView.js";
import type { MiniatureCall, MiniatureEnding } from "./miniature.js";
import { miniatureConstants } from "./miniatureConstants.js";
import { mostCalls } from "./policyLayout.js";
import { sigmoid, type PolicyHeads, type PolicyModel } from "./policyHeads.js";
import { RegionChoices } from "./regionChoice.js";
import type { Scene } from "./scene.js";
import type { Stream } from "./stream.js";

export const miniatureEndings = ["clean", "sloppy", "lost"] as const satisfies readonly MiniatureEnding[];

/** In page pixels. */
const leastSide = miniatureConstants.leastSide.value;
const leastView = miniatureConstants.leastView.value;

/** A zoom call with the decisions behind it. */
export interface SampledCall extends MiniatureCall {
  /** Bits of the regions that were cropped before. */
  readonly used: number;
  /** Shift of the centre and log size, in sides of the region. */
  readonly shift: readonly [number, number, number, number];
}

/** Everything that a policy decided in one rollout. */
export interface SampledRollout {
  readonly calls: readonly SampledCall[];
  /** Index into `miniatureEndings`. */
  readonly ending: number;
  readonly isRight: boolean;
  readonly found: number;
  /** Executed crops that show nothing of the targets. */
  readonly clutter: number;
}

const choices = new RegionChoices();

/** One rollout. Decisions in order: (zoom?, region, four box numbers) a call, no zoom, the ending, the answer. */
export function sampleRollout(model: PolicyModel, heads: PolicyHeads, scene: Scene, stream: Stream): SampledRollout {
  const calls = sampleCalls(heads, scene, stream);
  const ending = pickEnding(heads, calls.length, stream.uniform());
  const crops = calls.filter(({ isExecuted }) => isExecuted).map(({ box }) => box);
  const found = foundView(crops, scene.targets) ?? 0;
  const clutter = crops.length === 0 ? 0 : clutterOf(crops, scene.targets);
  const isRight = stream.uniform() < sigmoid(answerLogit(model, heads, scene, found, clutter));
  return { calls, ending, isRight, found, clutter };
}

/** Log-odds of the right answer. */
export function answerLogit(
  { perception, options }: PolicyModel,
  { skill }: PolicyHeads,
  { task }: Scene,
  found: number,
  clutter: number,
): number {
  const nature = perception[task];
  if (nature === undefined) return 0;
  return nature.page + nature.view * found - options.clutter * clutter + (skill[task] ?? 0);
}

function sampleCalls(heads: PolicyHeads, scene: Scene, stream: Stream): readonly SampledCall[] {
  const calls: SampledCall[] = [];
  let used = 0;
  while (calls.length < mostCalls) {
    const more = heads.more[scene.task * mostCalls + calls.length] ?? 0;
    if (stream.uniform() >= sigmoid(more)) break;
    const call = sampleCall(heads, scene, stream, calls.length, used);
    used |= 1 << call.region;
    calls.push(call);
  }
  return calls;
}

function sampleCall(heads: PolicyHeads, scene: Scene, stream: Stream, made: number, used: number): SampledCall {
  const choice = choices.read(heads, scene, made, used);
  const region = choice.pick(scene, stream.uniform());
  const chance = choice.chances[region] ?? 0;
  const [position, size] = heads.sigma;
  const shift = [
    (heads.shift[0] ?? 0) + position * stream.normal(),
    (heads.shift[1] ?? 0) + position * stream.normal(),
    (heads.shift[2] ?? 0) + size * stream.normal(),
    (heads.shift[3] ?? 0) + size * stream.normal(),
  ] as const;
  const box = shifted(scene.seenBox(region, made), shift, scene.asked.page);
  const isExecuted = box[2] - box[0] >= leastSide && box[3] - box[1] >= leastSide;
  return { region, chance, box, isExecuted, used, shift };
}

/** In whole page pixels, inside the page: the text holds integers, so that the reward can be worked out from it again. */
function shifted(
  [left, top, right, bottom]: Box,
  [x, y, logWidth, logHeight]: SampledCall["shift"],
  page: { readonly width: number; readonly height: number },
): Box {
  const width = right - left;
  const height = bottom - top;
  const halfWidth = (width * Math.exp(logWidth)) / 2;
  const halfHeight = (height * Math.exp(logHeight)) / 2;
  const middleX = (left + right) / 2 + x * width;
  const middleY = (top + bottom) / 2 + y * height;
  return [
    inside(middleX - halfWidth, page.width),
    inside(middleY - halfHeight, page.height),
    inside(middleX + halfWidth, page.width),
    inside(middleY + halfHeight, page.height),
  ];
}

const inside = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most));

function pickEnding({ endings }: PolicyHeads, calls: number, uniform: number): number {
  const clean = Math.exp(endings[3 * calls] ?? 0);
  if (uniform < clean) return 0;
  return uniform < clean + Math.exp(endings[3 * calls + 1] ?? 0) ? 1 : 2;
}

function clutterOf(crops: readonly Box[], targets: readonly Box[]): number {
  let clutter = 0;
  for (const crop of crops) if (!targets.some(target => cropView(crop, target) >= leastView)) clutter++;
  return clutter;
}

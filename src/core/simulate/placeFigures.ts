import type { Box } from "../page/box.js";
import type { CastMember } from "./castMember.js";
import { figureActions, type FigureAction } from "./figureAction.js";
import { figureSkeleton } from "./figureSkeleton.js";
import type { Expression, FigureDescription } from "./pageDescription.js";
import type { Random } from "./random.js";

/** The stage of a panel, in page pixels. */
export interface Stage {
  readonly box: Box;
  /** Where figures may stand: between slanted sides and beside the lettering of a low panel. */
  readonly floor: Box;
  /** Boxes of captions and balloons, which figures keep clear of. */
  readonly lettering: readonly Box[];
  /** Balloons that need a speaker. */
  readonly talkers: number;
}

interface Slot {
  readonly left: number;
  readonly right: number;
}

const closeActions: readonly FigureAction[] = ["pointing", "shouting", "reading", "waving"];
const lying: readonly FigureAction[] = ["sleeping", "falling"];

function expressionFor(random: Random, action: FigureAction): Expression {
  switch (action) {
    case "sleeping":
      return "asleep";
    case "shouting":
      return "shout";
    case "falling":
      return "surprise";
    case "running":
    case "climbing":
    case "carrying":
      return random.pick(["worry", "smile", "frown"]);
    case "sitting":
    case "reading":
    case "pointing":
    case "waving":
    case "jumping":
      return random.pick(["smile", "smile", "surprise", "frown"]);
    default: {
      const never: never = action;
      return never;
    }
  }
}

/** Too wide for one face to fill it. */
const isWide = ([left, top, right, bottom]: Box) => right - left > (bottom - top) * 1.4;

/** Lower edge of what is lettered above a part of the panel. */
function ceilingOf({ left, right }: Slot, { box, lettering }: Stage): number {
  const above = lettering.filter(letters => letters[0] < right && letters[2] > left).map(letters => letters[3]);
  return Math.max(box[1] + (box[3] - box[1]) * 0.04, ...above);
}

/** Visible part of the figure: its bounds on the page, cut at the panel. */
function visibleBox(
  member: CastMember,
  figure: Pick<FigureDescription, "action" | "ground" | "scale" | "facing">,
  panel: Box,
): Box {
  const [left, top, right, bottom] = figureSkeleton(member, figure.action).bounds;
  const { scale, facing } = figure;
  const [x, y] = figure.ground;
  const [from, to] = facing === 1 ? [left, right] : [-right, -left];
  return [
    Math.max(panel[0], Math.floor(x + from * scale)),
    Math.max(panel[1], Math.floor(y + top * scale)),
    Math.min(panel[2], Math.ceil(x + to * scale)),
    Math.min(panel[3], Math.ceil(y + bottom * scale)),
  ];
}

type Placing = Pick<FigureDescription, "member" | "action" | "depth" | "facing" | "scale" | "ground">;

function finish(random: Random, placing: Placing, member: CastMember, panel: Box): FigureDescription {
  const skeleton = figureSkeleton(member, placing.action);
  const [x, y] = placing.ground;
  return {
    ...placing,
    expression: expressionFor(random, placing.action),
    box: visibleBox(member, placing, panel),
    head: [x + skeleton.head[0] * placing.scale * placing.facing, y + skeleton.head[1] * placing.scale],
    headRadius: member.build.headRadius * placing.scale,
  };
}

/** A figure on the ground of its slot; far ones are smaller and higher up. */
function placeInSlot(
  random: Random,
  member: number,
  cast: readonly CastMember[],
  slot: Slot,
  stage: Stage,
  depth: number,
): FigureDescription | null {
  const person = cast[member];
  if (person === undefined) return null;
  const [, top, , bottom] = stage.box;
  const height = bottom - top;
  const width = slot.right - slot.left;
  const roomy = width > height * 0.5;
  const action = random.pick(figureActions.filter(name => roomy || !lying.includes(name)));
  const facing = random.chance(0.5) ? 1 : -1;
  const { bounds } = figureSkeleton(person, action);
  const nominal = (height * 0.62 * (1 - 0.055 * depth)) / 100;
  const ground = bottom - height * (0.02 + 0.03 * depth);
  const tall = (ground - ceilingOf(slot, stage)) / -bounds[1];
  const scale = Math.min(nominal, tall, (width * 0.98) / (bounds[2] - bounds[0]));
  const spare = Math.max(0, width - (bounds[2] - bounds[0]) * scale);
  const reach = facing === 1 ? bounds[0] : -bounds[2];
  const x = slot.left - reach * scale + spare * random.range(0.25, 0.75);
  return finish(random, { member, action, depth, facing, scale, ground: [x, ground] }, person, stage.box);
}

/** One figure from the waist up. */
function placeClose(
  random: Random,
  member: number,
  cast: readonly CastMember[],
  stage: Stage,
): FigureDescription | null {
  const person = cast[member];
  if (person === undefined) return null;
  const [left, top, right, bottom] = stage.box;
  const action = random.pick(closeActions);
  const { bounds } = figureSkeleton(person, action);
  const ceiling = ceilingOf({ left, right }, stage);
  const room = bottom - ceiling;
  const scale = Math.min((room * 1.45) / (bounds[3] - bounds[1]), ((right - left) * 0.8) / (bounds[2] - bounds[0]));
  const ground = Math.max(bottom - (bottom - top) * 0.01, ceiling + room * 0.05 - bounds[1] * scale);
  const x = (left + right) / 2 + (right - left) * random.range(-0.08, 0.08);
  return finish(
    random,
    { member, action, depth: random.int(2), facing: random.chance(0.5) ? 1 : -1, scale, ground: [x, ground] },
    person,
    stage.box,
  );
}

/** Depths that differ by two at least, so that the nearer one of two is seen to be nearer. */
function depthsOf(random: Random, count: number): readonly number[] {
  if (count === 1) return [random.int(5)];
  const start = random.int(2);
  const gaps = Array.from({ length: count }, (_, index) => start + index * (count === 2 ? 2 + random.int(4) : 3));
  return random.shuffle(gaps.map(depth => Math.min(9, depth)));
}

/** The characters of a panel, farthest first (the order in which they are drawn). */
export function placeFigures(
  random: Random,
  stage: Stage,
  cast: readonly CastMember[],
): { readonly figures: readonly FigureDescription[]; readonly close: boolean } {
  const [left, top, right, bottom] = stage.floor;
  const aspect = (right - left) / (bottom - top);
  const most = aspect > 1.5 ? 3 : aspect > 0.6 ? 2 : 1;
  const count = Math.max(Math.min(most, stage.talkers), 1 + random.int(most));
  const members = random.shuffle(cast.map((_, index) => index)).slice(0, count);
  const first = members[0];
  if (count === 1 && first !== undefined && stage.talkers < 2 && !isWide(stage.box) && random.chance(0.45)) {
    const figure = placeClose(random, first, cast, stage);
    return { figures: figure === null ? [] : [figure], close: true };
  }
  const depths = depthsOf(random, count);
  const width = (right - left) / count;
  const figures = members.flatMap((member, index) => {
    const slot = { left: left + width * (index + 0.04), right: left + width * (index + 0.96) };
    return placeInSlot(random, member, cast, slot, stage, depths[index] ?? 0) ?? [];
  });
  return { figures: [...figures].sort((a, b) => b.depth - a.depth), close: false };
}

import type { CastMember } from "./castMember.js";
import type { FigureAction } from "./figureAction.js";
import { poseOf, type Limb } from "./pose.js";
import type { Point } from "./pageDescription.js";

/** Joints of one figure, in figure units: x forward, y down, origin on the ground below the hips. */
export interface FigureSkeleton {
  readonly hip: Point;
  readonly neck: Point;
  /** Centre of the head. */
  readonly head: Point;
  /** Degrees, clockwise, by which torso and head are drawn. */
  readonly torsoTurn: number;
  readonly headTurn: number;
  readonly frontArm: readonly [shoulder: Point, elbow: Point, hand: Point];
  readonly backArm: readonly [shoulder: Point, elbow: Point, hand: Point];
  readonly frontLeg: readonly [hip: Point, knee: Point, foot: Point];
  readonly backLeg: readonly [hip: Point, knee: Point, foot: Point];
  /** left, top, right, bottom of everything that belongs to the figure. */
  readonly bounds: readonly [number, number, number, number];
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The point at `length` from `origin`, where 0 degrees is down and 90 is forward. */
const swing = ([x, y]: Point, length: number, degrees: number): Point => [
  x + length * Math.sin(radians(degrees)),
  y + length * Math.cos(radians(degrees)),
];

const chain = (origin: Point, length: number, [upper, lower]: Limb, turn: number): [Point, Point, Point] => {
  const joint = swing(origin, length / 2, upper - turn);
  return [origin, joint, swing(joint, length / 2, lower - turn)];
};

type Joints = Omit<FigureSkeleton, "bounds">;

function jointsOf(member: CastMember, action: FigureAction): Joints {
  const { build } = member;
  const pose = poseOf(action);
  const torsoTurn = pose.lean + pose.turn;
  const headTurn = torsoTurn + pose.headTilt - pose.lean;
  const hip: Point = [0, 0];
  const up = (origin: Point, length: number, turn: number) => swing(origin, length, 180 - turn);
  const neck = up(hip, build.torso, torsoTurn);
  const shoulder = up(hip, build.torso * 0.86, torsoTurn);
  const head = up(neck, build.headRadius * build.headStretch * 0.86, headTurn);
  const arm = (limb: Limb) => chain(shoulder, build.arm, limb, pose.turn);
  const leg = (limb: Limb) => chain(hip, build.leg, limb, pose.turn);
  return {
    hip,
    neck,
    head,
    torsoTurn,
    headTurn,
    frontArm: arm(pose.frontArm),
    backArm: arm(pose.backArm),
    frontLeg: leg(pose.frontLeg),
    backLeg: leg(pose.backLeg),
  };
}

type Circle = readonly [centre: Point, radius: number];

/** Circles that cover the figure and what it holds. */
function coverOf(member: CastMember, action: FigureAction, joints: Joints): readonly Circle[] {
  const { build } = member;
  const limbs = [joints.frontArm, joints.backArm, joints.frontLeg, joints.backLeg].flat();
  return [
    [joints.hip, build.halfWidth],
    [joints.neck, build.halfWidth * 0.8],
    [joints.head, build.headRadius * 1.02],
    ...headCover(member, joints),
    ...limbs.map((point): Circle => [point, build.limb * 0.75]),
    [joints.frontLeg[2], build.limb * 1.1],
    [joints.backLeg[2], build.limb * 1.1],
    ...clothesCover(member, joints),
    ...heldCover(action, joints),
  ];
}

/** A coat or a skirt reaches below the hips, and a skirt is wider than they are. */
function clothesCover({ build, outfit }: CastMember, { hip, torsoTurn }: Joints): readonly Circle[] {
  if (outfit !== "coat" && outfit !== "dress") return [];
  const half = build.halfWidth * (outfit === "dress" ? 1.45 : 1.1);
  const hem = swing(hip, build.leg * (outfit === "dress" ? 0.5 : 0.4), -torsoTurn);
  return [-half, half].map((side): Circle => [swing(hem, side, 90 - torsoTurn), 2]);
}

function heldCover(action: FigureAction, { frontArm }: Joints): readonly Circle[] {
  const [x, y] = frontArm[2];
  if (action === "carrying") return [[[x + 11, y - 14], 12]];
  return action === "reading" ? [[[x + 3, y - 3], 9]] : [];
}

/** Outermost points of hair, headgear and nose for a head of radius 10 that looks to the right and stands upright. */
const headOutlines: Readonly<Record<CastMember["head"], readonly Point[]>> = {
  cap: [
    [-11, -6],
    [16, -3],
    [0, -13],
  ],
  bowler: [
    [-14.5, -5],
    [14.5, -5],
    [0, -17.5],
  ],
  beret: [
    [-13, -11],
    [9, -12],
    [-1, -17],
    [-9, 10],
  ],
  topHat: [
    [-13.5, -5],
    [13.5, -5],
    [0, -21.5],
  ],
  helmet: [
    [-11.5, 2],
    [0, -13],
  ],
  bob: [
    [-13, 4],
    [-9, 12],
    [0, -12],
  ],
  bun: [
    [-14.5, -9],
    [-9, -14.5],
    [0, -12],
  ],
  spiky: [
    [-14, -8],
    [-2.5, -17.5],
    [5, -17],
    [11, -13],
  ],
  curly: [
    [-15, 2],
    [-12, 13],
    [-1, -15.5],
    [12, -7],
  ],
  braids: [
    [-16, 10],
    [-15, 17],
    [0, -12],
  ],
  tufts: [
    [-13.5, 0],
    [2, -14.5],
  ],
};

const noseLengths: Readonly<Record<CastMember["nose"], number>> = { button: 11, big: 15.5, long: 17.5, pointed: 13.5 };

function headCover({ head, nose, build }: CastMember, joints: Joints): readonly Circle[] {
  const unit = build.headRadius / 10;
  const raise = 10 * (build.headStretch - 1);
  const outline: readonly Point[] = [...headOutlines[head], [noseLengths[nose], 2]];
  return outline.map(([x, y]): Circle => {
    const side = swing(joints.head, x * unit, 90 - joints.headTurn);
    return [swing(side, (y - (y < -6 ? raise : 0)) * unit, -joints.headTurn), unit];
  });
}

/** By cast member and action. There are some hundred of them, and every figure of every page is one. */
const known = new WeakMap<CastMember, Map<FigureAction, FigureSkeleton>>();

/** Where every joint of a figure is when it shows an action, standing on its ground point. */
export function figureSkeleton(member: CastMember, action: FigureAction): FigureSkeleton {
  const own = known.get(member) ?? new Map<FigureAction, FigureSkeleton>();
  known.set(member, own);
  const skeleton = own.get(action) ?? skeletonOf(member, action);
  own.set(action, skeleton);
  return skeleton;
}

function skeletonOf(member: CastMember, action: FigureAction): FigureSkeleton {
  const joints = jointsOf(member, action);
  const cover = coverOf(member, action, joints);
  const bottom = Math.max(...cover.map(([[, y], radius]) => y + radius));
  const drop = -bottom - poseOf(action).lift;
  const move = ([x, y]: Point): Point => [x, y + drop];
  const moveAll = ([a, b, c]: readonly [Point, Point, Point]): readonly [Point, Point, Point] => [
    move(a),
    move(b),
    move(c),
  ];
  return {
    ...joints,
    hip: move(joints.hip),
    neck: move(joints.neck),
    head: move(joints.head),
    frontArm: moveAll(joints.frontArm),
    backArm: moveAll(joints.backArm),
    frontLeg: moveAll(joints.frontLeg),
    backLeg: moveAll(joints.backLeg),
    bounds: [
      Math.min(...cover.map(([[x], radius]) => x - radius)),
      Math.min(...cover.map(([[, y], radius]) => y - radius)) + drop,
      Math.max(...cover.map(([[x], radius]) => x + radius)),
      bottom + drop,
    ],
  };
}

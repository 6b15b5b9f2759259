import type { FigureAction } from "./figureAction.js";

/** Angles of two bones in degrees: 0 hangs straight down, positive swings forward (the way the figure looks). */
export type Limb = readonly [upper: number, lower: number];

export interface Pose {
  /** Lean of the torso from upright, forward positive. */
  readonly lean: number;
  readonly headTilt: number;
  readonly frontArm: Limb;
  readonly backArm: Limb;
  readonly frontLeg: Limb;
  readonly backLeg: Limb;
  /** Turn of the whole body about its hips: -90 lies on the back. */
  readonly turn: number;
  /** How far the lowest point is above the ground, in figure units. */
  readonly lift: number;
}

const standing: Pose = {
  lean: 1,
  headTilt: 0,
  frontArm: [14, 24],
  backArm: [-14, -4],
  frontLeg: [7, 5],
  backLeg: [-8, -9],
  turn: 0,
  lift: 0,
};

const poses: Readonly<Record<FigureAction, Pose>> = {
  running: {
    ...standing,
    lean: 17,
    frontArm: [42, 118],
    backArm: [-62, 8],
    frontLeg: [62, 14],
    backLeg: [-22, -84],
    lift: 5,
  },
  sitting: { ...standing, lean: -6, frontArm: [30, 62], backArm: [-8, 34], frontLeg: [84, 2], backLeg: [80, -12] },
  pointing: { ...standing, frontArm: [86, 93], backArm: [-42, 38] },
  falling: {
    ...standing,
    lean: -14,
    frontArm: [118, 152],
    backArm: [-120, -150],
    frontLeg: [66, 26],
    backLeg: [22, 70],
    turn: -52,
    lift: 14,
  },
  carrying: { ...standing, lean: -9, frontArm: [30, 96], backArm: [22, 90], frontLeg: [16, 2], backLeg: [-14, -22] },
  shouting: { ...standing, lean: 9, headTilt: -10, frontArm: [62, 140], backArm: [-40, -74] },
  sleeping: {
    ...standing,
    lean: 0,
    headTilt: 8,
    frontArm: [24, 70],
    backArm: [10, 60],
    frontLeg: [6, 2],
    backLeg: [-2, -4],
    turn: -86,
  },
  climbing: {
    ...standing,
    lean: 4,
    headTilt: -8,
    frontArm: [118, 152],
    backArm: [96, 166],
    frontLeg: [78, -8],
    backLeg: [4, 0],
    lift: 14,
  },
  waving: { ...standing, lean: -3, frontArm: [84, 128], backArm: [-14, -6] },
  reading: { ...standing, lean: -2, headTilt: 14, frontArm: [26, 112], backArm: [18, 106] },
  jumping: {
    ...standing,
    lean: 3,
    frontArm: [108, 152],
    backArm: [-112, -150],
    frontLeg: [48, -38],
    backLeg: [-4, -74],
    lift: 20,
  },
};

/** The posture that shows an action. */
export function poseOf(action: FigureAction): Pose {
  return poses[action];
}

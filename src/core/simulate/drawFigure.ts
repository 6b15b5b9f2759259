import type { CastMember } from "./castMember.js";
import { drawHead } from "./drawHead.js";
import { drawHeldThing, drawThingBehind } from "./drawHeldThing.js";
import { drawTorso } from "./drawTorso.js";
import { figureSkeleton } from "./figureSkeleton.js";
import type { FigureDescription, Point } from "./pageDescription.js";
import { svg } from "./svg.js";

const ink = "#2b2622";

type Bones = readonly [Point, Point, Point];

const line = ([a, b, c]: Bones) => svg`M${a[0]} ${a[1]}L${b[0]} ${b[1]}L${c[0]} ${c[1]}`;

/** A limb as one thick stroke with an ink edge: bends stay round at any angle. */
function drawLimb(bones: Bones, width: number, colour: string, edge: number): string {
  const d = line(bones);
  return svg`<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width + 2 * edge}" stroke-linecap="round" stroke-linejoin="round"/><path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A hand with a thumb and three fingers, turned along the forearm. */
function drawHand([, elbow, hand]: Bones, size: number, skin: string, edge: number): string {
  const turn = (Math.atan2(hand[1] - elbow[1], hand[0] - elbow[0]) * 180) / Math.PI;
  const d =
    "M-4-3.200Q0-4.400 2.600-3.400L6.800-3.600q1.600 1 0 2l-2.200.2 3.200.2q1.400 1 0 2l-3.400-.1 2.400.6q1 1.200-.4 1.900l-3.600-.2Q-1 4.600-4 3.200zM-1-3.400L1.600-7q1.800-.8 2 .8L2-2.800";
  return svg`<g transform="translate(${hand[0]} ${hand[1]}) rotate(${turn}) scale(${size / 5})" fill="${skin}" stroke="${ink}" stroke-width="${(edge * 5) / size}" stroke-linejoin="round"><path d="${d}"/></g>`;
}

/** A shoe: toes forward when the shin hangs down, turning with it. */
function drawShoe([, knee, foot]: Bones, size: number, edge: number): string {
  const turn = (Math.atan2(foot[0] - knee[0], foot[1] - knee[1]) * -180) / Math.PI;
  return svg`<g transform="translate(${foot[0]} ${foot[1]}) rotate(${turn * 0.9}) scale(${size / 5})"><path d="M-4.600-3.800H3.400Q10-2 11 2.400V4.400H-4.800z" fill="#4a342a" stroke="${ink}" stroke-width="${(edge * 5) / size}" stroke-linejoin="round"/><path d="M-4.800 2.600H11" stroke="${ink}" stroke-width="${(edge * 4) / size}"/></g>`;
}

function drawArm(bones: Bones, member: CastMember, edge: number): string {
  const bare = member.outfit === "overalls" || member.outfit === "dots";
  const [shoulder, elbow, hand] = bones;
  const width = member.build.limb;
  const wrist: Point = [elbow[0] + (hand[0] - elbow[0]) * 0.86, elbow[1] + (hand[1] - elbow[1]) * 0.86];
  const sleeve = drawLimb([shoulder, elbow, wrist], width, bare ? member.skin : member.top, edge);
  const half: Point = [(shoulder[0] + elbow[0]) / 2, (shoulder[1] + elbow[1]) / 2];
  const short = bare ? drawLimb([shoulder, half, half], width * 1.25, member.top, edge) : "";
  return drawHand(bones, width * 0.82, member.skin, edge) + sleeve + short;
}

function drawLeg(bones: Bones, member: CastMember, edge: number): string {
  const bare = member.outfit === "dress";
  const [hip, knee, foot] = bones;
  const ankle: Point = [knee[0] + (foot[0] - knee[0]) * 0.92, knee[1] + (foot[1] - knee[1]) * 0.92];
  const colour = bare ? "#e9dfd0" : member.bottom;
  return (
    drawShoe(bones, member.build.limb * 0.62, edge) +
    drawLimb([hip, knee, ankle], member.build.limb * 1.1, colour, edge)
  );
}

function drawBody(figure: FigureDescription, member: CastMember, edge: number): string {
  const skeleton = figureSkeleton(member, figure.action);
  const [headX, headY] = skeleton.head;
  const size = member.build.headRadius / 10;
  const head = svg`<g transform="translate(${headX} ${headY}) rotate(${skeleton.headTurn}) scale(${size})">${drawHead(member, figure.expression, edge / size)}</g>`;
  const legs = drawLeg(skeleton.backLeg, member, edge) + drawLeg(skeleton.frontLeg, member, edge);
  const torso = drawTorso(member, skeleton, edge);
  // A coat or a skirt would hide the legs of someone who sits; everyone else's hips are covered by the clothes.
  const lower = figure.action === "sitting" && member.outfit !== "dress" ? torso + legs : legs + torso;
  return [
    drawThingBehind(figure.action, skeleton, edge),
    drawArm(skeleton.backArm, member, edge),
    lower,
    head,
    drawHeldThing(figure.action, skeleton, member, edge),
    drawArm(skeleton.frontArm, member, edge),
  ].join("");
}

/** One character with what it holds, in page pixels. `inkWidth` is the width of an ink line in page pixels. */
export function drawFigure(figure: FigureDescription, member: CastMember, inkWidth: number): string {
  const { scale, facing } = figure;
  const [x, y] = figure.ground;
  const edge = (inkWidth * (0.55 + 0.05 * (9 - figure.depth))) / scale;
  const airborne = figure.action === "jumping" || figure.action === "falling" || figure.action === "running";
  const shadow = svg`<ellipse cx="${x}" cy="${y - scale}" rx="${scale * (airborne ? 20 : 26)}" ry="${scale * 3.4}" fill="${ink}" opacity=".2"/>`;
  const body = drawBody(figure, member, edge);
  return svg`${shadow}<g transform="translate(${x} ${y}) scale(${scale * facing} ${scale})">${body}</g>`;
}

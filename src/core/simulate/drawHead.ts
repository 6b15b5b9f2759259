import type { CastMember } from "./castMember.js";
import { drawHair } from "./drawHair.js";
import type { Expression } from "./pageDescription.js";
import { svg } from "./svg.js";

/** Colour of every ink line. */
const ink = "#2b2622";

const noses: Readonly<Record<CastMember["nose"], string>> = {
  button: "M7.6 0.6a2.3 2.3 0 1 1-.2 3.6",
  big: "M6.8-1.4c5-1.4 9 1 8.4 4s-6 3.200-8.4 1.200",
  long: "M7-2.2c4 .6 9.600 2.800 10.400 5.400c-3.400 1.800-8 1.600-10.400.4",
  pointed: "M6.6-3l6.600 6.200c-2 1.400-4.600 1.200-6.400.6",
};

const mouths: Readonly<Record<Expression, string>> = {
  smile: `<path d="M1.500 5.600q3.600 3.600 7-.6" fill="none"/>`,
  frown: `<path d="M2 7.600q3-3 6-.8" fill="none"/>`,
  worry: `<path d="M2 6.800q1.400-1.600 2.800-.4t3-.8" fill="none"/>`,
  surprise: `<ellipse cx="5" cy="6.700" rx="1.700" ry="2.200" fill="#7a2f2a"/>`,
  asleep: `<ellipse cx="5" cy="6.400" rx="1.200" ry=".9" fill="#7a2f2a"/>`,
  shout: `<path d="M1.600 4.400q3.400-.8 6.600-.4q.8 5.400-3 6.200t-3.600-5.800z" fill="#7a2f2a"/><path d="M3 8.600q1.800-1.400 3.600-.4q-1.600 2-3.600.4z" fill="#d9776a" stroke="none"/>`,
};

const brows: Readonly<Record<Expression, string>> = {
  smile: "M1.200-6q1.200-1 2.400-.2M5.800-6q1.200-.8 2.200.2",
  frown: "M1-6.600l2.800 1.400M8.600-6.600l-2.600 1.400",
  worry: "M1-5.400l2.600-1.400M8.800-5.400l-2.600-1.400",
  surprise: "M1-7.400q1.300-1.200 2.600-.2M5.800-7.400q1.300-1 2.400.2",
  asleep: "",
  shout: "M1-6.800l2.800 1M8.600-6.800l-2.600 1",
};

function eyes(expression: Expression): string {
  if (expression === "asleep")
    return `<path d="M.8-2.400q1.400 1.200 2.800 0M5.600-2.400q1.300 1.200 2.600 0" fill="none"/>`;
  const wide = expression === "surprise" || expression === "shout";
  const white = svg`<ellipse cx="2.300" cy="-2.600" rx="1.900" ry="${wide ? 2.7 : 2.2}" fill="#fffdf6"/><ellipse cx="6.800" cy="-2.600" rx="1.700" ry="${wide ? 2.6 : 2.1}" fill="#fffdf6"/>`;
  return `${white}<g fill="${ink}" stroke="none"><circle cx="3" cy="-2.400" r="1.050"/><circle cx="7.400" cy="-2.400" r="1"/></g>`;
}

function faceMarks({ face, hair }: CastMember): string {
  switch (face) {
    case "plain":
      return "";
    case "glasses":
      return `<g fill="#ffffff" fill-opacity=".25"><circle cx="2.200" cy="-2.500" r="3.100"/><circle cx="7.800" cy="-2.500" r="2.700"/></g><path d="M-.9-3l-6.600-.9" fill="none"/>`;
    case "moustache":
      return `<path d="M5.600 4.400q-3 .4-5 2.800q3.200.8 5.400-1q2.400 1.400 5-.4q-2.200-2-5.400-1.400z" fill="${hair}"/>`;
    case "beard":
      return `<path d="M-7.600 2.600q1 1.800 2.800 1.400q2-.6 3.800 1q2 1.400 4.200.6t5-1.600q1.400 6.800-4 9.800q-8.600 1.800-11.800-11.200z" fill="${hair}"/>`;
    case "freckles":
      return `<g fill="#a8603a" stroke="none"><circle cx="-1.600" cy="2" r=".5"/><circle cx="-.2" cy="3.200" r=".5"/><circle cx="1.400" cy="2.200" r=".5"/></g>`;
    default: {
      const never: never = face;
      return never;
    }
  }
}

/**
 * The head with its face, looking to the right, around the origin, for a head of radius 10.
 * `line` is the width of an ink line in the same units.
 */
export function drawHead(member: CastMember, expression: Expression, line: number): string {
  const { back, front } = drawHair(member);
  const stretch = member.build.headStretch;
  const nose = `<path d="${noses[member.nose]}" fill="${member.skin}"/>`;
  const cheek = `<ellipse cx="1" cy="3.200" rx="2.200" ry="1.500" fill="#d9694a" opacity=".22" stroke="none"/>`;
  const ear = `<ellipse cx="-4.600" cy=".8" rx="2" ry="2.600" fill="${member.skin}"/><path d="M-5.200 0q1.600.2 1 2" fill="none" stroke-width="${line * 0.6}"/>`;
  return svg`<g stroke="${ink}" stroke-width="${line}" stroke-linecap="round" stroke-linejoin="round">${back}<g transform="scale(1 ${stretch})"><ellipse rx="9.600" ry="10" fill="${member.skin}"/></g>${cheek}${ear}${eyes(expression)}<path d="${brows[expression]}" fill="none"/>${mouths[expression]}${faceMarks(member)}${nose}${front}</g>`;
}

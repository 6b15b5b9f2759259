import type { CastMember } from "./castMember.js";

interface Hair {
  readonly back: string;
  readonly front: string;
}

const filled = (fill: string, d: string) => `<path d="${d}" fill="${fill}"/>`;
const fringe = "M-9.600 1.500C-12-9-5-12.500 1-11.800C7-11.500 10-8 9.200-4.600Q4-9.200 0-6.600Q-4.500-6-5-1.500z";

/** Moves what sits on the crown up where the head is long. */
type Raise = (parts: string) => string;

const styles: Readonly<
  Record<CastMember["head"], (colours: Pick<CastMember, "hair" | "accent">, raised: Raise) => Hair>
> = {
  cap: ({ hair, accent }, raised) => ({
    back: "",
    front: raised(
      filled(hair, "M-9.800 2q-1.500-4.500 0-7.500l3.500 1q-.5 4-1.500 6.500z") +
        filled(
          accent,
          "M-10.400-3.600C-11-13 8-14.500 9.400-4.400L15.600-3.800q1.400 2.400-1.800 2.300q-12-2.400-24.200-1z",
        ) +
        `<circle cx="-.6" cy="-11.200" r="1.400" fill="#fdf3da"/>`,
    ),
  }),
  bowler: ({ hair, accent }, raised) => ({
    back: "",
    front: raised(
      filled(hair, "M-9.600 1.500q-1-3 0-6l3 .5q0 3.500-1 5.500z") +
        filled(accent, "M-8.600-5C-9.500-17-4-17.500 0-17.500S9-16 8.600-5z") +
        `<path d="M-8.700-7.600q8.700 2.400 17.400 0" fill="none" stroke-width="2.400"/>` +
        filled(accent, "M-14-5.800q14 5.600 28 0q1 2-.6 2.800q-13.400 4.400-26.800 0q-1.600-.8-.6-2.800z"),
    ),
  }),
  beret: ({ hair, accent }, raised) => ({
    back: filled(hair, "M-9-4Q-13 6-8.500 11Q-3 9-4 2z"),
    front: raised(
      filled(hair, fringe) +
        filled(accent, "M-10-5.500C-16-13 0-18.500 7-13C11.500-9.500 9-5.500 6-6.500Q-2-9.500-10-5.500z") +
        `<path d="M-1-15l.8-2" fill="none"/>`,
    ),
  }),
  topHat: ({ hair, accent }, raised) => ({
    back: "",
    front: raised(
      filled(hair, "M-9.600 1.500q-1-3 0-6l3 .5q0 3.500-1 5.500z") +
        filled(accent, "M-7.200-5L-8.200-21.500q8.200 2 16.400 0L7.200-5z") +
        `<path d="M-7.500-8.600q7.500 2 15 0" fill="none" stroke="#c9a24a" stroke-width="2.200"/>` +
        filled(accent, "M-13-6.200q13 5 26 0q1 1.800-.4 2.600q-12.600 4-25.200 0q-1.400-.8-.4-2.600z"),
    ),
  }),
  helmet: ({ accent }, raised) => ({
    back: "",
    front: raised(
      filled(accent, "M-10.800 3.500C-13-14 11-15 10.200-3.500Q4-6 .5-5Q-4.500-3-5 3.500z") +
        `<path d="M-8-7Q0-12 8.600-7.600" fill="none" stroke="#fdf3da" stroke-width="1.600"/>`,
    ),
  }),
  bob: ({ hair }, raised) => ({
    back: filled(hair, "M-8-8C-15 0-12.500 9-10.500 11.500Q-5 13-2.500 10.500L-4-6z"),
    front: raised(
      filled(hair, "M-11.500 6C-14-10-6-13 1-12C8-11.500 10.500-7 9.200-3.500Q5-8 .5-6.500Q-5-5-5.500 1Q-5.500 4-7 7z"),
    ),
  }),
  bun: ({ hair }, raised) => ({
    back: `<circle cx="-9.500" cy="-9.500" r="5" fill="${hair}"/>`,
    front: raised(filled(hair, fringe)),
  }),
  spiky: ({ hair }, raised) => ({
    back: "",
    front: raised(
      filled(
        hair,
        "M-9.800 2.500L-14-3l3-.8L-14-9.500l4.200.6L-9.500-15l4 2.600L-2.500-17.500L.5-13L5-17l.5 4.500L11-13l-2 5.500L10.500-4Q4-9.500-1-6.500Q-5-5.500-5.500 1z",
      ),
    ),
  }),
  curly: ({ hair }, raised) => ({
    back: curls(hair, [
      [-10, 5],
      [-11, -1],
      [-8.5, 9],
    ]),
    front: raised(
      curls(hair, [
        [-9.5, -6],
        [-5.5, -9.5],
        [-0.5, -11.2],
        [4.5, -10.2],
        [8, -7],
        [-7, -3],
      ]),
    ),
  }),
  braids: ({ hair, accent }, raised) => ({
    back: `<g fill="${hair}"><ellipse cx="-11" cy="4" rx="3" ry="3.600"/><ellipse cx="-12.500" cy="9" rx="2.800" ry="3.400"/><ellipse cx="-13.500" cy="13.500" rx="2.400" ry="3"/></g><circle cx="-13.600" cy="16" r="1.600" fill="${accent}"/>`,
    front: raised(filled(hair, fringe)),
  }),
  tufts: ({ hair }, raised) => ({
    back: "",
    front: raised(
      filled(
        hair,
        "M-9.500 4Q-14 3-12.500-1Q-14.500-5-10.500-6Q-8-7-6.500-4.500Q-5.500-1-6.500 2.500Q-7.500 4.500-9.500 4z",
      ) + `<path d="M-1-10.500q-1.500-3 1-4M1.500-10.200q0-3.200 2.600-3" fill="none"/>`,
    ),
  }),
};

/** Hair and headgear around a head of radius 10, looking to the right: what is behind the face and what is before it. */
export function drawHair(member: CastMember): Hair {
  const lift = (10 * (member.build.headStretch - 1)).toFixed(2);
  return styles[member.head](member, parts => `<g transform="translate(0 -${lift})">${parts}</g>`);
}

function curls(fill: string, centres: readonly (readonly [number, number])[]): string {
  return centres.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4.200" fill="${fill}"/>`).join("");
}

import type { CastMember } from "./castMember.js";
import type { FigureAction } from "./figureAction.js";
import type { FigureSkeleton } from "./figureSkeleton.js";
import { svg } from "./svg.js";

const ink = "#2b2622";

/** What an action needs in the figure's hands or about it, in figure units. */
export function drawHeldThing(
  action: FigureAction,
  skeleton: FigureSkeleton,
  member: CastMember,
  edge: number,
): string {
  const [handX, handY] = skeleton.frontArm[2];
  const [headX, headY] = skeleton.head;
  const radius = member.build.headRadius;
  const pen = svg`stroke="${ink}" stroke-width="${edge}" stroke-linejoin="round" stroke-linecap="round"`;
  switch (action) {
    case "carrying":
      return svg`<g transform="translate(${handX + 3} ${handY - 14})" ${pen}><path d="M-14 16V-10L-7-15H19V11L12 16z" fill="#b98a55"/><path d="M-14-10H12V16M12-10L19-15" fill="none"/><path d="M-3-10L3-15H8L2-10V-3h-5z" fill="#e9dcc0"/></g>`;
    case "reading":
      return svg`<g transform="translate(${handX + 1} ${handY - 3}) rotate(-14)" ${pen}><path d="M-11-9Q-5-12 0-9Q5-12 11-9V7Q5 4 0 7Q-5 4-11 7z" fill="#a8453c"/><path d="M-9-10Q-4-13 0-10Q4-13 9-10V4Q4 1 0 4Q-4 1-9 4z" fill="#fdf8ea"/><path d="M0-10V4" fill="none"/></g>`;
    case "sleeping":
      return svg`<g transform="translate(${headX + radius * 0.6} ${headY - radius * 1.5})" ${pen} fill="none"><path d="M0 0h6l-6 7h6M9-9h7l-7 8h7M20-20h9l-9 10h9"/></g>`;
    case "shouting":
      return svg`<g transform="translate(${headX + radius * 1.5} ${headY + radius * 0.2})" ${pen} fill="none"><path d="M0-6l7-4M2 0h8M0 6l7 4"/></g>`;
    case "falling":
      return svg`<g transform="translate(${headX - radius} ${headY - radius * 1.2})" ${pen} fill="none"><path d="M-6 0a5 5 0 1 1 7 4M8-10l1.500 4 4 .3-3 2.700 1 4-3.500-2.200-3.500 2.200 1-4-3-2.700 4-.3z"/></g>`;
    case "running":
      return svg`<g ${pen} fill="none" opacity=".75"><path d="M${-member.build.halfWidth - 16} ${skeleton.hip[1] - 26}h-16M${-member.build.halfWidth - 12} ${skeleton.hip[1] - 12}h-24M${-member.build.halfWidth - 18} ${skeleton.hip[1] + 2}h-14"/></g>`;
    case "jumping":
      return svg`<g ${pen} fill="none" opacity=".75"><path d="M-10 -14v8M0 -15v11M10 -14v8"/></g>`;
    case "waving":
      return svg`<g transform="translate(${handX} ${handY})" ${pen} fill="none"><path d="M9-7q4 4 2 10M-8-9q-5 3-4 9"/></g>`;
    case "sitting":
    case "pointing":
    case "climbing":
      return "";
    default: {
      const never: never = action;
      return never;
    }
  }
}

/** What stands behind the figure: the stool that it sits on, the ladder that it climbs. */
export function drawThingBehind(action: FigureAction, skeleton: FigureSkeleton, edge: number): string {
  const pen = svg`stroke="${ink}" stroke-width="${edge}" stroke-linejoin="round"`;
  if (action === "sitting") {
    const y = skeleton.hip[1] + 7;
    return svg`<g ${pen} fill="#8a6a4c"><path d="M-13 ${y + 3}L-15 0H-10L-8 ${y + 3}zM9 ${y + 3}L11 0H16L14 ${y + 3}z"/><path d="M-17 ${y}H17V${y + 5}H-17z" fill="#a9825c"/></g>`;
  }
  if (action !== "climbing") return "";
  const top = skeleton.bounds[1] - 26;
  const rungs = Array.from({ length: 14 }, (_, rung) => top + 8 + rung * 12).filter(y => y < -4);
  const bars = rungs.map(y => svg`<path d="M4 ${y}H32V${y + 3.5}H4z"/>`).join("");
  return svg`<g ${pen} fill="#b08a58">${bars}<path d="M2 ${top}H6.500V0H2zM30 ${top}H34.500V0H30z"/></g>`;
}

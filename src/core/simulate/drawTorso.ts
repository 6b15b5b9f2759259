import type { CastMember } from "./castMember.js";
import type { FigureSkeleton } from "./figureSkeleton.js";
import { svg } from "./svg.js";

const ink = "#2b2622";

/** Half the width of the torso at a height above the hips; shoulders are narrower than the belly of a round build. */
const halfWidthAt = ({ build }: CastMember, height: number) =>
  build.halfWidth * (1 - 0.3 * (height / build.torso) ** 1.6);

function outline(member: CastMember): string {
  const { torso } = member.build;
  const low = halfWidthAt(member, 0);
  const high = halfWidthAt(member, torso);
  return svg`M${-low} 2C${-low * 1.1} ${-torso * 0.5} ${-high * 1.15} ${-torso} ${-high * 0.4} ${-torso}H${high * 0.4}C${high * 1.15} ${-torso} ${low * 1.1} ${-torso * 0.5} ${low} 2Q0 ${5} ${-low} 2z`;
}

/** Curves across the body at parts of its height. */
function bands(member: CastMember, parts: readonly number[], colour: string, width: number): string {
  return parts
    .map(part => {
      const y = -member.build.torso * part;
      const half = halfWidthAt(member, -y) * 0.9;
      return svg`<path d="M${-half} ${y}Q0 ${y + 4.5} ${half} ${y}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
    })
    .join("");
}

function dots(member: CastMember): string {
  const { torso, halfWidth, limb } = member.build;
  const spots = [
    [-0.5, 0.2],
    [0.1, 0.12],
    [0.55, 0.3],
    [-0.15, 0.42],
    [-0.55, 0.6],
    [0.35, 0.62],
    [0, 0.8],
  ] as const;
  return spots
    .map(
      ([x, y]) =>
        svg`<circle cx="${x * halfWidth}" cy="${-y * torso}" r="${limb * 0.24}" fill="${member.accent}" stroke="none"/>`,
    )
    .join("");
}

function trousers(member: CastMember, edge: number): string {
  const low = halfWidthAt(member, 0);
  return svg`<path d="M${-low * 1.02} ${-4}Q0 2 ${low * 1.02} ${-4}L${low * 0.9} 5Q0 9 ${-low * 0.9} 5z" fill="${member.bottom}" stroke-width="${edge}"/>`;
}

function drawCoat(member: CastMember, edge: number): string {
  const { torso, leg } = member.build;
  const low = halfWidthAt(member, 0);
  const hem = leg * 0.42;
  const tails = svg`<path d="M${-low} ${-torso * 0.4}L${-low * 1.15} ${hem}Q0 ${hem + 5} ${low * 1.15} ${hem}L${low} ${-torso * 0.4}z" fill="${member.top}"/>`;
  const buttons = [0.1, 0.35, 0.6]
    .map(part => svg`<circle cx="${low * 0.35}" cy="${-torso * part}" r="1.300" fill="${ink}"/>`)
    .join("");
  const lapel = svg`<path d="M${-low * 0.2} ${-torso * 0.98}L${low * 0.35} ${-torso * 0.66}L${low * 0.5} ${-torso * 0.98}z" fill="${member.accent}"/>`;
  return svg`${tails}<path d="${outline(member)}" fill="${member.top}"/>${tails.replace("/>", ` stroke="none" opacity=".99"/>`)}<path d="M${low * 0.18} ${-torso * 0.66}V${hem + 2}" fill="none" stroke-width="${edge * 0.8}"/>${buttons}${lapel}`;
}

function drawDress(member: CastMember): string {
  const { torso, leg } = member.build;
  const low = halfWidthAt(member, 0);
  const high = halfWidthAt(member, torso);
  const hem = leg * 0.55;
  const skirt = svg`<path d="M${-high * 0.5} ${-torso}C${-high * 1.2} ${-torso} ${-low * 0.7} ${-torso * 0.4} ${-low * 1.5} ${hem}q${low * 0.75} 5 ${low * 1.5} 1t${low * 1.5} -1C${low * 0.7} ${-torso * 0.4} ${high * 1.2} ${-torso} ${high * 0.5} ${-torso}z" fill="${member.top}"/>`;
  const trim = svg`<path d="M${-low * 1.38} ${hem * 0.55}q${low * 0.7} 4 ${low * 1.38} 1t${low * 1.38} -1" fill="none" stroke="${member.accent}" stroke-width="2.200"/>`;
  const collar = svg`<path d="M${-high * 0.5} ${-torso}L${high * 0.25} ${-torso * 0.8}L${high * 0.7} ${-torso}z" fill="${member.accent}"/>`;
  return skirt + trim + collar;
}

function drawOveralls(member: CastMember, edge: number): string {
  const { torso } = member.build;
  const low = halfWidthAt(member, 0);
  const bib = svg`<path d="M${-low * 0.98} 3V${-torso * 0.36}L${-low * 0.45} ${-torso * 0.42}V${-torso * 0.66}H${low * 0.72}V${-torso * 0.42}L${low * 0.98} ${-torso * 0.36}V3Q0 7 ${-low * 0.98} 3z" fill="${member.bottom}"/>`;
  const straps = svg`<path d="M${-low * 0.35} ${-torso * 0.64}L${-low * 0.5} ${-torso * 0.97}M${low * 0.6} ${-torso * 0.64}L${low * 0.4} ${-torso * 0.97}" fill="none" stroke="${member.bottom}" stroke-width="${3}"/>`;
  const pocket = svg`<path d="M${-low * 0.15} ${-torso * 0.52}h${low * 0.6}v${torso * 0.2}h${-low * 0.6}z" fill="none" stroke-width="${edge * 0.7}"/>`;
  return svg`<path d="${outline(member)}" fill="${member.top}"/>${straps}${bib}${pocket}`;
}

function drawOutfit(member: CastMember, edge: number): string {
  const shirt = svg`<path d="${outline(member)}" fill="${member.top}"/>`;
  switch (member.outfit) {
    case "stripes":
      return trousers(member, edge) + shirt + bands(member, [0.14, 0.38, 0.62], member.accent, 3.4);
    case "dots":
      return trousers(member, edge) + shirt + dots(member);
    case "scarf":
      return trousers(member, edge) + shirt + drawScarf(member);
    case "coat":
      return drawCoat(member, edge);
    case "dress":
      return drawDress(member);
    case "overalls":
      return drawOveralls(member, edge);
    default: {
      const never: never = member.outfit;
      return never;
    }
  }
}

function drawScarf(member: CastMember): string {
  const { torso } = member.build;
  const high = halfWidthAt(member, torso);
  return svg`<path d="M${-high * 0.3} ${-torso * 0.96}L${-high * 1.7} ${-torso * 0.72}l${-1} 7l${high * 1.1} ${-torso * 0.12}z" fill="${member.accent}"/><path d="M${-high * 0.9} ${-torso * 1.02}Q0 ${-torso * 0.86} ${high * 0.9} ${-torso * 1.02}q2 4 0 7Q0 ${-torso * 0.66} ${-high * 0.9} ${-torso * 0.84}q-2 -3 0 -6z" fill="${member.accent}"/>`;
}

/** Clothes of the upper body, turned with it. */
export function drawTorso(member: CastMember, skeleton: FigureSkeleton, edge: number): string {
  const [x, y] = skeleton.hip;
  return svg`<g transform="translate(${x} ${y}) rotate(${skeleton.torsoTurn})" stroke="${ink}" stroke-width="${edge}" stroke-linejoin="round" stroke-linecap="round">${drawOutfit(member, edge)}</g>`;
}

import type { Hour } from "./pageDescription.js";
import { cloud, fir, grain, halftone, hills, house, plain, shape, tree, type Scene } from "./sceneryParts.js";
import { svg } from "./svg.js";

const ink = "#2b2622";

/** Sky with sun, moon or clouds. */
export function drawSky(scene: Scene, hour: Hour): string {
  const { left, top, width, height, random, tints, line } = scene;
  const disc = svg`<circle cx="${left + width * random.range(0.15, 0.85)}" cy="${top + height * random.range(0.16, 0.34)}" r="${height * 0.075}" fill="${hour === "night" ? "#f5ecc6" : "#f4b95e"}" stroke="${ink}" stroke-width="${line * 0.8}"/>`;
  const stars = Array.from(
    { length: 14 },
    () =>
      svg`<circle cx="${left + random.range(0, width)}" cy="${top + random.range(0, height * 0.5)}" r="${line * random.range(0.4, 0.9)}" fill="#f8f1d4"/>`,
  );
  const clouds = Array.from({ length: 2 }, () =>
    cloud(
      scene,
      left + width * random.range(0.05, 0.95),
      top + height * random.range(0.12, 0.42),
      (height / 420) * random.range(0.6, 1.1),
    ),
  );
  const above =
    hour === "night" ? stars.join("") + disc : hour === "evening" ? disc + (clouds[0] ?? "") : clouds.join("");
  return (
    plain(left - 9, top - 9, width + 18, height + 18, tints.sky) + halftone(scene, top, height * 0.16, 0.08) + above
  );
}

export function drawMeadow(scene: Scene, hour: Hour): string {
  const { left, width, height, horizon, random, tints } = scene;
  const size = height / 420;
  const far = hills(scene, horizon - height * 0.04, height * 0.22, tints.far);
  const home = random.chance(0.6)
    ? house(scene, left + width * random.range(0.1, 0.9), horizon - height * 0.02, size * 0.8)
    : "";
  const near = hills(scene, horizon + height * 0.05, height * 0.09, tints.ground);
  const one = tree(
    scene,
    left + width * random.pick([0.08, 0.9]),
    horizon + height * 0.12,
    size * random.range(1.3, 1.9),
  );
  return drawSky(scene, hour) + far + home + near + one + grain(scene, "M0 0l-3-9M3 0l1-12M6 0l5-8", 11);
}

export function drawForest(scene: Scene, hour: Hour): string {
  const { left, width, height, horizon, random, tints, line } = scene;
  const size = height / 420;
  const firs = Array.from({ length: 7 }, (_, index) =>
    fir(
      scene,
      left + (width * (index + random.range(0.2, 0.8))) / 7,
      horizon + height * 0.03,
      size * random.range(1.3, 2.2),
    ),
  );
  const floor = hills(scene, horizon + height * 0.03, height * 0.05, tints.ground);
  const x = left + width * random.pick([0.02, 0.94]);
  const trunk = shape(
    svg`M${x - 30 * size} ${horizon + height * 0.2}Q${x - 12 * size} ${horizon - height * 0.2} ${x - 24 * size} ${horizon - height}H${x + 34 * size}Q${x + 16 * size} ${horizon - height * 0.2} ${x + 44 * size} ${horizon + height * 0.2}Q${x} ${horizon + height * 0.15} ${x - 30 * size} ${horizon + height * 0.2}z`,
    tints.wood,
    line,
  );
  const bark = svg`<path d="M${x} ${horizon - height * 0.5}q${8 * size} ${60 * size} 0 ${120 * size}M${x + 12 * size} ${horizon - height * 0.25}q${5 * size} ${40 * size} 0 ${80 * size}" fill="none" stroke="${ink}" stroke-width="${line * 0.6}" opacity=".6"/>`;
  return (
    drawSky(scene, hour) + firs.join("") + floor + trunk + bark + grain(scene, "M0 0q3-10 8-8q-1 6-8 8zM10 2l3-8", 9)
  );
}

export function drawSnow(scene: Scene, hour: Hour): string {
  const { left, top, width, height, horizon, random, line } = scene;
  const size = height / 420;
  const peaks = [0.2, 0.55, 0.9].map(part => {
    const x = left + width * (part + random.range(-0.08, 0.08));
    const rise = height * random.range(0.24, 0.42);
    const half = width * 0.26;
    const cap = shape(
      svg`M${x} ${horizon - rise}L${x + half * 0.34} ${horizon - rise * 0.66}l${-half * 0.14} ${-rise * 0.04}l${-half * 0.14} ${rise * 0.1}l${-half * 0.16} ${-rise * 0.1}l${-half * 0.2} ${rise * 0.02}z`,
      "#fdfcf6",
      line,
    );
    return (
      shape(svg`M${x - half} ${horizon + 9}L${x} ${horizon - rise}L${x + half} ${horizon + 9}z`, "#9fb0bd", line) + cap
    );
  });
  const ground = hills(scene, horizon + height * 0.02, height * 0.07, "#f1f1ea");
  const firs = [0.07, 0.93].map(part =>
    fir(scene, left + width * part, horizon + height * 0.1, size * random.range(0.9, 1.4)),
  );
  const flakes = Array.from(
    { length: 26 },
    () =>
      svg`<circle cx="${left + random.range(0, width)}" cy="${top + random.range(0, height)}" r="${line * random.range(0.7, 1.5)}"/>`,
  );
  return (
    drawSky(scene, hour) +
    peaks.join("") +
    ground +
    firs.join("") +
    svg`<g fill="#fffef8" stroke="${ink}" stroke-width="${line * 0.25}">${flakes.join("")}</g>` +
    grain(scene, "M0 0q9-5 18 0", 6)
  );
}

export function drawHarbour(scene: Scene, hour: Hour): string {
  const { left, top, width, height, horizon, random, line, tints } = scene;
  const size = height / 420;
  const sea = shape(
    svg`M${left - 9} ${horizon - height * 0.1}H${left + width + 9}V${top + height + 9}H${left - 9}z`,
    hour === "night" ? "#4f6b86" : "#86b0b8",
    line,
  );
  const x = left + width * random.range(0.2, 0.8);
  const y = horizon - height * 0.04;
  const boat =
    shape(
      svg`M${x - 60 * size} ${y - 14 * size}h${120 * size}q${-6 * size} ${26 * size} ${-26 * size} ${26 * size}h${-72 * size}q${-16 * size} 0 ${-22 * size} ${-26 * size}z`,
      tints.roof,
      line,
    ) +
    shape(svg`M${x} ${y - 14 * size}v${-104 * size}`, "none", line * 1.4) +
    shape(
      svg`M${x + 4 * size} ${y - 112 * size}q${56 * size} ${40 * size} ${44 * size} ${84 * size}h${-44 * size}zM${x - 4 * size} ${y - 104 * size}q${-40 * size} ${34 * size} ${-38 * size} ${74 * size}h${38 * size}z`,
      "#f6eed8",
      line,
    );
  const waves = Array.from(
    { length: 9 },
    () =>
      svg`M${left + random.range(0, width)} ${random.range(horizon - height * 0.06, horizon + height * 0.1)}q${8 * size} ${-7 * size} ${16 * size} 0t${16 * size} 0`,
  );
  const quayY = horizon + height * 0.12;
  const planks = Array.from(
    { length: 6 },
    (_, index) => svg`M${left - 9} ${quayY + (index + 0.4) * height * 0.055}H${left + width + 9}`,
  );
  const quay =
    shape(svg`M${left - 9} ${quayY}H${left + width + 9}V${top + height + 9}H${left - 9}z`, "#b89a72", line) +
    svg`<path d="${planks.join("")}" stroke="${ink}" stroke-width="${line * 0.5}" opacity=".6"/>`;
  const post = shape(
    svg`M${left + width * 0.9} ${quayY + height * 0.1}v${-height * 0.16}q${12 * size} ${-8 * size} ${24 * size} 0v${height * 0.16}z`,
    tints.wood,
    line,
  );
  return (
    drawSky(scene, hour) +
    sea +
    svg`<path d="${waves.join("")}" fill="none" stroke="#f3f6ee" stroke-width="${line}" stroke-linecap="round"/>` +
    boat +
    quay +
    post
  );
}

/** Rays from behind the figure: for close-ups and moments. */
export function drawBurst(scene: Scene, hour: Hour): string {
  const { left, top, width, height, random, line } = scene;
  const [back, rays] = random.pick([
    ["#e9dcb8", "#dcc48c"],
    ["#e3d3cc", "#cfaea2"],
    ["#d3dcd6", "#aec4bd"],
  ] as const);
  const centre = [left + width * random.range(0.4, 0.6), top + height * 0.62] as const;
  const reach = width + height;
  const wedges = Array.from({ length: 18 }, (_, index) => {
    const from = (index * Math.PI) / 9;
    const to = from + Math.PI / 18;
    return svg`M${centre[0]} ${centre[1]}L${centre[0] + reach * Math.cos(from)} ${centre[1] + reach * Math.sin(from)}L${centre[0] + reach * Math.cos(to)} ${centre[1] + reach * Math.sin(to)}z`;
  });
  const shade = hour === "night" ? plain(left - 9, top - 9, width + 18, height + 18, "rgba(60,70,110,.35)") : "";
  return (
    plain(left - 9, top - 9, width + 18, height + 18, back) +
    svg`<path d="${wedges.join("")}" fill="${rays}" stroke="${ink}" stroke-width="${line * 0.15}" stroke-opacity=".5"/>` +
    shade +
    halftone(scene, top + height * 0.7, height * 0.3, 0.16)
  );
}

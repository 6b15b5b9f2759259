// Pages that are SVG files, as odd as their sizes and view boxes may be. Each has a blue box at the same place of a page of
// 1700 × 2300: that of the second call of the made-up rollout.
const [x1, y1, x2, y2] = [905, 1228, 1700, 1720];
const [width, height] = [1700, 2300];

/**
 * @param {string} attributes of the root element
 * @param {{ scale: number, down?: number, x?: number, y?: number }} units page pixels of a unit, across and down, and where
 *   the page's corner lies in units
 * @param {string} [more]
 */
const drawn = (attributes, { scale, down = scale, x = 0, y = 0 }, more = "") => {
  const box = `x="${x1 / scale + x}" y="${y1 / down + y}" width="${(x2 - x1) / scale}" height="${(y2 - y1) / down}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect ${box} fill="#00f" shape-rendering="crispEdges"/>${more}</svg>`;
};

const sides = `width="${width}" height="${height}"`;
const reference = '<image href="/asked.png" width="9" height="9"/><use href="/asked.svg#a"/>';
const active = "<script>fetch('/asked.js'); parent.asked = 1</script><style>@import '/asked.css';</style>";

/** @type {Readonly<Record<string, string>>} */
export const svgPages = {
  "sides-alone": drawn(sides, { scale: 1 }),
  "view-box-alone": drawn(`viewBox="0 0 ${width} ${height}"`, { scale: 1 }),
  "view-box-alone-none": drawn(`viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"`, { scale: 1 }),
  "parts-of-a-window": drawn(`width="100%" height="100%" viewBox="0 0 ${width} ${height}"`, { scale: 1 }),
  "one-side": drawn(`width="${width}" viewBox="0 0 170 230"`, { scale: 10 }),
  "other-units": drawn(`${sides} viewBox="0 0 17 23"`, { scale: 100 }),
  "moved-origin": drawn(`${sides} viewBox="-300 500 ${width} ${height}"`, { scale: 1, x: -300, y: 500 }),
  // Fitted into the page with bars above and below it, against the top, cut at both sides, and drawn out of shape.
  "other-aspect": drawn(`${sides} viewBox="0 0 100 100"`, { scale: 17, y: -300 / 17 }),
  "other-aspect-top": drawn(`${sides} viewBox="0 0 100 100" preserveAspectRatio="xMidYMin"`, { scale: 17 }),
  "other-aspect-slice": drawn(`${sides} viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice"`, {
    ...{ scale: 23, x: 300 / 23 },
  }),
  "other-aspect-none": drawn(`${sides} viewBox="0 0 100 100" preserveAspectRatio="none"`, { scale: 17, down: 23 }),
  styled: drawn(`${sides} style="width: 50px; height: 60px"`, { scale: 1 }, "<style>svg { width: 70px }</style>"),
  hostile: drawn(`${sides} onload="parent.asked = 1"`, { scale: 1 }, active + reference),
};

/** A page whose box begins within a page pixel: at some zoom that can be seen in one that is sharper than its pixels. */
const halfPixels = `<svg xmlns="http://www.w3.org/2000/svg" ${sides}><path d="M1382.5 0H1700V2300H1382.5z" fill="#00f"/></svg>`;

/** Pages that cannot be shown as their heads say. @type {Readonly<Record<string, string>>} */
export const brokenSvgPages = {
  "other-size": drawn('width="850" height="1150" viewBox="0 0 1700 2300"', { scale: 1 }),
  "not-well-formed": `<svg xmlns="http://www.w3.org/2000/svg" ${sides}><g>`,
  entities: `<!DOCTYPE svg [<!ENTITY a "a">]>${drawn(sides, { scale: 1 })}`,
};

/** @type {Readonly<Record<string, string>>} */
export const otherSvgPages = { "half-pixels": halfPixels };

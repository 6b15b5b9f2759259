// Serves the built view on a page of its own, with a made-up host, under the content security policy of the real one.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import sharp from "sharp";
import { brokenSvgPages, otherSvgPages, svgPages } from "./svgPages.mjs";

const root = join(import.meta.dirname, "..", "..");
const nonce = "dGVzdA";

const policy = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
].join("; ");

/** @param {readonly string[]} scripts @param {string} [style] */
const html = (
  scripts,
  style = "/main.css",
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Rollout Loupe</title>
<link rel="stylesheet" href="/themes.css"><link rel="stylesheet" href="${style}"></head><body>
${scripts.map(script => `<script nonce="${nonce}" src="${script}"></script>`).join("")}</body></html>`;

/**
 * @param {Record<string, string>} pages further pages: the script of each
 * @returns {Promise<Map<string, string | Buffer>>}
 */
async function bundles(pages) {
  /** @type {esbuild.BuildOptions} */
  const options = {
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    target: "chrome132",
    jsx: "automatic",
    jsxImportSource: "preact",
    absWorkingDir: root,
    outdir: "/",
    logLevel: "warning",
  };
  const [view, page] = await Promise.all([
    esbuild.build({ ...options, minify: true, entryPoints: { main: "webview/main.tsx" } }),
    esbuild.build({ ...options, entryPoints: { harness: "test/webview/harnessPage.ts", ...pages } }),
  ]);
  const files = [...(view.outputFiles ?? []), ...(page.outputFiles ?? [])];
  return new Map(files.map(file => [file.path, Buffer.from(file.contents)]));
}

/** A page of panels whose places can be told apart. @param {number} width @param {number} height */
function drawing(width, height) {
  const colours = ["#cfdcd8", "#e6dcc0", "#dcc7a0", "#8d9ca6", "#d7e3c4", "#e9d2c8"];
  const panels = [
    [60, 60, 950, 540],
    [1034, 60, 606, 540],
    [60, 624, 440, 516],
    [524, 624, 536, 516],
    [1084, 624, 556, 516],
    [60, 1164, 640, 526],
    [724, 1164, 916, 526],
    [60, 1714, 770, 526],
    [854, 1714, 786, 526],
  ];
  const drawn = panels.map(
    (
      [x = 0, y = 0, w = 0, h = 0],
      index,
    ) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colours[index % 6]}" stroke="#2b2622" stroke-width="9"/>
    <circle cx="${x + w / 2}" cy="${y + h * 0.45}" r="${h / 6}" fill="#ecc9a4" stroke="#2b2622" stroke-width="7"/>
    <path d="M${x + w / 2 - h / 8} ${y + h * 0.62}h${h / 4}l${h / 12} ${h * 0.35}h-${h / 2.4}z" fill="#bf5a44" stroke="#2b2622" stroke-width="7"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1700 2300" width="${width}" height="${height}" preserveAspectRatio="none"><rect width="1700" height="2300" fill="#f4ecd9"/>${drawn.join("")}</svg>`;
}

/** @type {Map<string, () => Promise<Buffer>>} */
const images = new Map([
  [
    "/page.png",
    () =>
      sharp(Buffer.from(drawing(1700, 2300)))
        .png({ compressionLevel: 3 })
        .toBuffer(),
  ],
  [
    "/large.png",
    () =>
      sharp(Buffer.from(drawing(8000, 6000)), { limitInputPixels: false })
        .png({ compressionLevel: 1 })
        .toBuffer(),
  ],
  [
    "/turned.jpg",
    () =>
      sharp(Buffer.from(drawing(1700, 2300)))
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
  ],
  ["/broken.png", () => Promise.resolve(Buffer.from("no image"))],
  ["/page.svg", () => Promise.resolve(Buffer.from(drawing(1700, 2300)))],
  ...Object.entries({ ...svgPages, ...otherSvgPages, ...brokenSvgPages }).map(
    ([name, text]) => /** @type {const} */ ([`/svg/${name}.svg`, () => Promise.resolve(Buffer.from(text))]),
  ),
]);

const types = /** @type {Record<string, string>} */ ({
  js: "text/javascript",
  css: "text/css",
  png: "image/png",
  jpg: "image/jpeg",
  svg: "image/svg+xml",
});

/**
 * Starts the page on a free port of 127.0.0.1. Each of the further `pages` is an empty one under its name, with its
 * script and the style sheet that comes with it.
 *
 * @param {Record<string, string>} [pages]
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function harnessServer(pages = {}) {
  const files = await bundles(pages);
  files.set("/themes.css", readFileSync(join(import.meta.dirname, "themes.css")));
  files.set("/", html(["/harness.js", "/main.js"]));
  for (const name of Object.keys(pages)) {
    const style = files.has(`/${name}.css`) ? `/${name}.css` : undefined;
    files.set(`/${name}`, html([`/${name}.js`], style));
  }
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const made = images.get(path);
    if (made !== undefined && !files.has(path)) files.set(path, await made());
    const body = files.get(path);
    const type = types[path.split(".").at(-1) ?? ""] ?? "text/html";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type, "content-security-policy": policy });
    response.end(body);
  });
  await new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.closeAllConnections() ?? server.close() };
}

import { vsixTargets } from "./vsixTargets.mjs";

/** Everything that may be in a VSIX, besides the binaries of its platform. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls(\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/l10n\/[^/]+\.json$/,
  /^extension\/dist\/(start|extension|worker|factWorker|miniatureWorker|miniatureRunWorker|benchmarkWorker|gradingWorker|searchWorker|mcp|linesWorker|cli)\.js$/,
  /^extension\/dist\/(glyphs\.json|THIRD_PARTY_NOTICES\.txt)$/,
  /^extension\/dist\/webview\/[^/]+\.(js|css|ttf|svg)$/,
  /^extension\/dist\/trainer\/[^/]+\.(sh|py|jinja)$/,
  /^extension\/docs\/[^/]+\.(md|png)$/,
  /^extension\/examples\/[^/]+\.loupe-run\.json$/,
  /^extension\/(media|syntaxes)\/.+/,
  /^extension\/node_modules\/(sharp|detect-libc|semver|@img\/colour)\/.+/,
];

/** Without these the extension does not start, or its page in the list of extensions lacks its picture. */
const required = [
  "package.json",
  "dist/start.js",
  "dist/extension.js",
  "dist/worker.js",
  "dist/factWorker.js",
  "dist/miniatureWorker.js",
  "dist/miniatureRunWorker.js",
  "dist/benchmarkWorker.js",
  "dist/gradingWorker.js",
  "dist/searchWorker.js",
  "dist/mcp.js",
  "dist/linesWorker.js",
  "dist/cli.js",
  "dist/webview/main.js",
  "dist/webview/metrics.js",
  "dist/trainer/lib.sh",
  "dist/trainer/wrapper.sh",
  "dist/trainer/preflight.sh",
  "dist/trainer/zoom_reward.py",
  "dist/trainer/lmms_functions.py",
  "dist/THIRD_PARTY_NOTICES.txt",
  "docs/rollout-view.png",
  "docs/review.png",
  "media/own_reward.py",
  "node_modules/sharp/package.json",
];

/**
 * What is wrong with the content of a VSIX: files that have no business in it, files that are missing, and binaries of
 * another platform. Empty when it is good.
 *
 * @param {string} target
 * @param {readonly string[]} files as `listVsix` gives them
 * @returns {readonly string[]}
 */
export function vsixProblems(target, files) {
  const binaries = vsixTargets.get(target)?.binaries ?? [];
  const isBinary = (/** @type {string} */ file) =>
    binaries.some(name => file.startsWith(`extension/node_modules/@img/${name}/`));
  const foreign = files.filter(
    file => file.endsWith(".map") || !(isBinary(file) || allowed.some(pattern => pattern.test(file))),
  );
  const missing = required.filter(name => !files.includes(`extension/${name}`));
  const absent = binaries.filter(name => !files.some(file => isNative(file, name)));
  return [
    ...foreign.map(file => `${file} does not belong into the VSIX`),
    ...missing.map(name => `extension/${name} is missing`),
    ...absent.map(name => `@img/${name} has no binary for ${target}`),
  ];
}

/** @param {string} file @param {string} name */
const isNative = (file, name) =>
  file.startsWith(`extension/node_modules/@img/${name}/`) && /\.(node|dll|dylib|so(\.[\d.]+)?)$/.test(file);

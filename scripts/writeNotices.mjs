import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./paths.mjs";

/** Packages whose files get into dist/ by another way than a bundle: icons as they are, a font as outlines. */
const copied = ["node_modules/@vscode/codicons", "node_modules/@expo-google-fonts/comic-neue"];

/**
 * The folder of the package that a bundled file is from, relative to the checkout; undefined for our own files.
 *
 * @param {string} input a path of esbuild's metafile
 */
export function packageOf(input) {
  const normal = input.replaceAll("\\", "/");
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(normal);
  return match?.[1];
}

/**
 * The licence of a package that brings no text of it: MIT's is the same everywhere but for the name of the author.
 *
 * @param {string} folder
 * @param {{ license?: unknown, author?: string | { name?: string } }} manifest
 */
function declaredLicence(folder, { license, author }) {
  const name = typeof author === "string" ? author : author?.name;
  if (license !== "MIT" || name === undefined)
    throw new Error(`${folder} brings no licence text: find out what it asks for`);
  const text = readFileSync(join(paths.root, "LICENSE"), "utf8").trim();
  return text.replace(/^Copyright.*$/m, `Copyright (c) ${name}`);
}

/** @param {string} folder */
function noticeOf(folder) {
  const full = join(paths.root, folder);
  const manifest = JSON.parse(readFileSync(join(full, "package.json"), "utf8"));
  const files = readdirSync(full).filter(name => /^(licen[cs]e|copying|notice|ofl)/i.test(name));
  const texts = files.map(name => readFileSync(join(full, name), "utf8").trim());
  if (texts.length === 0) texts.push(declaredLicence(folder, manifest));
  const name = `${String(manifest.name)} ${String(manifest.version)} (${String(manifest.license)})`;
  return { name, text: texts.join("\n\n") };
}

/**
 * A text that several packages share stands once, under all of their names.
 *
 * @param {readonly { name: string, text: string }[]} notices
 */
function grouped(notices) {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { name, text } of notices) names.set(text, [...(names.get(text) ?? []), name]);
  return [...names].map(([text, list]) => `${list.join("\n")}\n\n${text}`);
}

/**
 * Writes one file with the licence of every package that is inside dist/.
 *
 * @param {readonly string[]} inputs the bundled files, relative to the checkout
 * @param {string} file
 */
export function writeNotices(inputs, file) {
  const bundled = inputs.flatMap(input => packageOf(input) ?? []);
  const folders = [...new Set([...copied, ...bundled])].sort();
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  const head = "Rollout Loupe contains the following packages, each under its own licence.";
  writeFileSync(file, `${[head, ...grouped(folders.map(noticeOf))].join(rule)}\n`);
}

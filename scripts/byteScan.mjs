// Assembles the WebAssembly of src/node into TypeScript beside it. Run it after every change of a .wat file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabtModule from "wabt";

/**
 * Folders in src/node and names of the modules in them.
 *
 * @type {readonly (readonly [folder: string, name: string])[]}
 */
const modules = [
  ["index", "byteScan"],
  ["search", "patternScan"],
];

/** @type {(folder: string, name: string) => URL} */
const fileOf = (folder, name) => new URL(`../src/node/${folder}/${name}`, import.meta.url);

/**
 * A module as base64, as its …Binary.ts holds it.
 *
 * @param {string} folder
 * @param {string} name
 */
async function assemble(folder, name) {
  const wabt = await wabtModule();
  const source = wabt.parseWat(`${name}.wat`, readFileSync(fileOf(folder, `${name}.wat`), "utf8"), { simd: true });
  const binary = Buffer.from(source.toBinary({}).buffer);
  source.destroy();
  return binary.toString("base64");
}

export const assembleByteScan = () => assemble("index", "byteScan");
export const assemblePatternScan = () => assemble("search", "patternScan");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [folder, name] of modules) {
    const text = `/** Made from ${name}.wat by \`node scripts/byteScan.mjs\`. */
export const ${name}Binary =
  "${await assemble(folder, name)}";
`;
    writeFileSync(fileOf(folder, `${name}Binary.ts`), text);
  }
}

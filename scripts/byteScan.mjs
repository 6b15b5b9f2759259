// Assembles src/node/index/byteScan.wat into byteScanBinary.ts beside it. Run it after every change of the .wat file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabtModule from "wabt";

const folder = new URL("../src/node/index/", import.meta.url);

/** The module as base64, as byteScanBinary.ts holds it. */
export async function assembleByteScan() {
  const wabt = await wabtModule();
  const source = wabt.parseWat("byteScan.wat", readFileSync(new URL("byteScan.wat", folder), "utf8"), { simd: true });
  const binary = Buffer.from(source.toBinary({}).buffer);
  source.destroy();
  return binary.toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = `/** Made from byteScan.wat by \`node scripts/byteScan.mjs\`. */
export const byteScanBinary =
  "${await assembleByteScan()}";
`;
  writeFileSync(new URL("byteScanBinary.ts", folder), text);
}

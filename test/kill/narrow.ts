import { readdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Runs } from "../../src/node/runs/runs.js";
import { answersOf } from "./answersOf.js";
import { runsSettings } from "./runsSettings.js";

const { root, storage } = z.object({ root: z.string(), storage: z.string() }).parse(JSON.parse(process.argv[2] ?? ""));

/** A window's worth of saves where there is no space for one. */
async function warningsOfOneWindow(): Promise<readonly string[]> {
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (event: string) => void warnings.push(event), error: () => undefined };
  const runs = new Runs({ onEvent: () => undefined, watch: false, log });
  await runs.configure(runsSettings(root, storage));
  await runs.whenIdle();
  await runs.dispose();
  return warnings;
}

const warnings = await warningsOfOneWindow();
const folder = join(storage, "index");
const left = existsSync(folder) ? readdirSync(folder) : [];
process.stdout.write(JSON.stringify({ warnings, left, answers: await answersOf(root, storage) }));

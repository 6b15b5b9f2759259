// Runs the small benchmark and prints every figure. Fails when one is missed that does not vary from machine to machine:
// counts of bytes read, events lost, watches and the like. A missed ratio is shown, for a person to look at.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";
import { paths } from "./paths.mjs";

const reportSchema = z.object({
  figures: z.array(
    z.object({
      name: z.string(),
      target: z.string(),
      measured: z.string(),
      ok: z.boolean(),
      isCounter: z.boolean().optional(),
    }),
  ),
});

const bench = spawnSync(process.execPath, [join(paths.root, "test", "bench", "bench.mjs"), "--small", "--json"], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
  maxBuffer: 1 << 26,
});
const { figures } = reportSchema.parse(JSON.parse(bench.stdout));
for (const { name, target, measured, ok } of figures) console.log(`${ok ? "✓" : "!"} ${name}: ${measured} (${target})`);
const broken = figures.filter(({ ok, isCounter }) => !ok && isCounter === true);
if (broken.length > 0) console.error(`a count is not what it has to be: ${broken.map(({ name }) => name).join("; ")}`);
process.exitCode = broken.length > 0 || figures.length === 0 ? 1 : 0;

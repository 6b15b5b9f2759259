import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * What a test changes for everybody in its process (modules, globals and timers, the environment, the folder it is in), or
 * measures of that process (its memory, its time).
 */
const meansItsProcess =
  /\bvi\.(?:mock|doMock|hoisted|stub|spyOn|useFake|resetModules)|\bprocess\.(?:env|chdir|exitCode|on|memoryUsage|cpuUsage)\b/;

const unit = join(import.meta.dirname, "test", "unit");
/** Files that have a process to themselves. */
const alone = readdirSync(unit, { recursive: true, encoding: "utf8" })
  .filter(file => /\.test\.tsx?$/.test(file) && meansItsProcess.test(readFileSync(join(unit, file), "utf8")))
  .map(file => `test/unit/${file.replaceAll("\\", "/")}`);

const shared = {
  // What ends a test that hangs; slow machines are no fault.
  testTimeout: 120_000,
  hookTimeout: 300_000,
  // How long a state is waited for that must come: a second, as vitest has it, is a claim about the machine.
  expect: { poll: { timeout: 60_000 } },
} as const;
const include = ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"];

export default defineConfig({
  test: {
    // One worker a core: by default vitest leaves one core to itself, which is half of a machine with two.
    maxWorkers: "100%",
    projects: [
      { test: { ...shared, name: "alone", include: alone } },
      // A process takes one file after the other: to load the same modules for each anew took a third of the time.
      { test: { ...shared, name: "together", include, exclude: ["**/node_modules/**", ...alone], isolate: false } },
    ],
  },
});

import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { annotatedFigures } from "./annotatedFigures.js";
import { chatFigures } from "./chatFigures.js";
import type { Figure } from "./figure.js";
import { exportFigures } from "./exportFigures.js";
import { generateDump, repeatDump, rolloutsPerFile } from "./generateDump.js";
import { jobFigures } from "./jobFigures.js";
import { linesFigures } from "./linesFigures.js";
import { manyRows } from "./manyRows.js";
import { miniatureFigures } from "./miniatureFigures.js";
import { openFigures } from "./openFigures.js";
import { readFigures } from "./readFigures.js";
import { rewardFigures } from "./rewardFigures.js";
import { scoreFigures } from "./scoreFigures.js";
import { searchFigures } from "./searchFigures.js";
import { tableFigures } from "./tableFigures.js";
import { watchFigures } from "./watchFigures.js";

export interface BenchOptions {
  /** Where dumps are kept and reused. */
  readonly folder: string;
  readonly isSmall: boolean;
  readonly isJson: boolean;
  /** Measures reading and the tree alone, of a run with this many rollouts. */
  readonly rows: number | null;
  readonly viewer: string;
  /** Files of the build: outlines of letters, and the thread that trains miniatures. */
  readonly glyphsFile: string;
  readonly workerScript: string;
  /** URL of the module that measures the page in a browser; exports `pageFigures()`. */
  readonly pageFigures: string;
}

const fullSteps = 200;
const smallSteps = 10;

async function measurePage(module: string): Promise<readonly Figure[]> {
  if (!existsSync(fileURLToPath(module))) return [];
  const page = (await import(module)) as { readonly pageFigures: () => Promise<readonly Figure[]> };
  return page.pageFigures();
}

function print(figures: readonly Figure[], isJson: boolean): void {
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ figures })}\n`);
    return;
  }
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, target, measured, ok } of figures)
    process.stdout.write(`${ok ? "ok    " : "MISSED"} ${name.padEnd(width)}  ${target.padStart(10)}  ${measured}\n`);
}

/** Measures everything; the value is the exit code. */
export async function main(options: BenchOptions): Promise<number> {
  const { folder, isSmall } = options;
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const steps = isSmall ? smallSteps : fullSteps;
  const dump = join(folder, `dump-${String(steps)}`);
  const scratch = join(folder, "scratch");
  mkdirSync(scratch, { recursive: true });
  if (options.rows !== null) return judge(await manyRows({ folder, scratch, rows: options.rows, say }), options.isJson);
  say(`a dump of ${String(steps)} files in ${dump}`);
  generateDump(dump, steps);
  const whole = isSmall ? join(folder, "dump-repeated") : dump;
  if (isSmall) repeatDump(dump, whole, steps, fullSteps);
  const bytes = readdirSync(dump).reduce((sum, name) => sum + statSync(join(dump, name)).size, 0);
  const bench = {
    dump,
    whole,
    bytes,
    rollouts: steps * rolloutsPerFile,
    scale: fullSteps / steps,
    rounds: isSmall ? 5 : 9,
    warm: isSmall ? 4 : 0,
    scratch,
    viewer: options.viewer,
    say,
  };
  const figures = [
    ...(await readFigures(bench, isSmall ? 256 << 20 : 2 ** 31)),
    ...(await openFigures(dump)),
    ...(await searchFigures(dump, bench.rounds)),
    ...linesFigures(dump, scratch, bench.rounds),
    ...scoreFigures(dump),
    ...(await rewardFigures({ ...bench, rollouts: fullSteps * rolloutsPerFile, rounds: isSmall ? 3 : 7 })),
    ...(await watchFigures(scratch, isSmall ? 2 : 4, say)),
    ...(await miniatureFigures({ ...options, scratch, say })),
    ...(await annotatedFigures({ scratch, isSmall, say })),
    ...(await exportFigures({ ...options, scratch, say })),
    ...(await chatFigures({ scratch, isSmall, say })),
    ...(await tableFigures({ scratch, isSmall, say })),
    ...(await jobFigures(isSmall ? 3 : 7, say)),
    ...(await measurePage(options.pageFigures)),
  ];
  return judge(figures, options.isJson);
}

function judge(figures: readonly Figure[], isJson: boolean): number {
  print(figures, isJson);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}

import { gatherSides } from "../../core/compare/gatherSides.js";
import { mostSides } from "../../protocol/reward/defaultSides.js";
import type { CommandOptions } from "./commandOptions.js";
import { compareJson } from "./compareJson.js";
import { compareText } from "./compareText.js";
import { withSides } from "./withSides.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { tellProblems } from "./tellProblems.js";
import { UsageError } from "./usageError.js";

export interface CompareOptions extends CommandOptions {
  readonly questions?: boolean;
}

/** `loupe compare A B [C…]`: what changed from the first side to each of the others, question by question. */
export async function compareCommand(paths: readonly string[], options: CompareOptions, output: Output): Promise<void> {
  if (paths.length < 2) throw new UsageError("compare needs two sides");
  if (paths.length > mostSides) throw new UsageError(`compare takes ${mostSides} sides at most`);
  await withSides(paths, options, async open => {
    const gathered = gatherSides(open.sides.map(({ facts }) => facts));
    const found = await compareJson(open, gathered, options.questions === true);
    if (options.json === true) output.out(`${JSON.stringify(found)}\n`);
    else output.out(`${printable(compareText(found).join("\n"))}\n`);
    for (const runs of open.runs) tellProblems(runs, output);
  });
}

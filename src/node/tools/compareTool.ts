import * as z from "zod";
import { gatherSides } from "../../core/compare/gatherSides.js";
import { defaultSidesOfRuns } from "../../protocol/reward/defaultSides.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import { compareJson } from "../cli/compareJson.js";
import { makeTool } from "./tool.js";
import { refuseInput } from "./refuseInput.js";
import { requireRun } from "./requireRun.js";
import { ToolError } from "./toolError.js";
import type { ToolHost } from "./toolHost.js";

const side = z.strictObject({
  run: z.string().max(4096).describe("The run's folder, as loupe_list_runs gives it."),
  step: z.number().int().nullable().default(null).describe("Null: its last validation, else its last step."),
});

const input = z.strictObject({ first: side, second: side });

/** Questions of one side alone that are named. */
const mostNames = 20;

function setOf({ run, step }: z.infer<typeof side>, sources: readonly RolloutSource[]): RolloutSet {
  const own = sources.filter(source => source.run === run);
  const usual = defaultSidesOfRuns(sources, [run])[0];
  if (step === null && usual !== undefined) return usual;
  const holding = own.filter(({ steps }) => step === null || steps.includes(step));
  const source = holding.find(({ phase }) => phase === "validation") ?? holding[0];
  if (source === undefined) {
    const what = step === null ? "rollouts to compare" : `step ${step}`;
    throw new ToolError(`${run} has no ${what}. loupe_list_runs names its steps.`);
  }
  const { phase, folder } = source;
  return { run, phase, folder, from: step, to: step };
}

/** What was compared until then is not what was asked for. */
function refuseEnded(signal: AbortSignal): void {
  if (signal.aborted) throw new ToolError("The comparison was ended. Ask again.");
}

async function compared({ runs, rewards }: ToolHost, sides: readonly z.infer<typeof side>[], signal: AbortSignal) {
  for (const { run } of sides) requireRun(runs, run);
  const sources = rewards.facts.sources();
  const named = sides.map(one => ({ one, set: setOf(one, sources) }));
  const open = [];
  for (const { one, set } of named) {
    const argument = one.step === null ? one.run : `${one.run}#${one.step}`;
    refuseEnded(signal);
    const facts = await rewards.facts.of(set);
    open.push({ named: { argument, path: one.run, isFolder: true, step: one.step }, facts });
  }
  refuseEnded(signal);
  const gathered = gatherSides(open.map(({ facts }) => facts));
  return compareJson({ sides: open, sources, runs: [runs] }, gathered, false);
}

export const compareTool = makeTool({
  name: "loupe_compare",
  description:
    "Compares two checkpoints or runs question by question: how many answers went from right to wrong and back, with McNemar's exact test, the difference in accuracy with its interval, and figures of each side (zooms, IoU, score).",
  input,
  refuse: refuseInput,
  answer: async (host, { first, second }, signal) => {
    await host.runs.whenIdle();
    const found = await compared(host, [first, second], signal);
    return { ...found, onlyA: found.onlyA.slice(0, mostNames), onlyB: found.onlyB.slice(0, mostNames) };
  },
});

import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { VerdictOutcome } from "../../core/evaluation/verdictRecord.js";
import { reviewerName } from "../benchmark/reviewerName.js";
import { appendDecisions } from "../evaluation/appendDecisions.js";
import { personVerdict } from "../evaluation/stored/personVerdict.js";
import { StoredEvaluation } from "../evaluation/stored/storedEvaluation.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";

interface EvalVerdictOptions {
  readonly takeBack?: boolean;
  readonly reason?: string;
  readonly by?: string;
}

/** What a person can hold of an answer. */
const outcomes = ["correct", "incorrect", "no_answer", "excluded"] as const satisfies readonly VerdictOutcome[];

function outcomeOf(text: string | undefined, { takeBack = false }: EvalVerdictOptions): VerdictOutcome | null {
  const found = outcomes.find(outcome => outcome === text);
  if (takeBack && text === undefined) return null;
  if (takeBack || found === undefined) throw new UsageError(`it is one of ${outcomes.join(", ")}, or --take-back`);
  return found;
}

async function run(
  [dir, prediction, outcome]: readonly [string, string, string | undefined],
  options: EvalVerdictOptions,
  toolVersion: string,
  output: Output,
): Promise<void> {
  const folder = resolve(dir);
  const wanted = outcomeOf(outcome, options);
  const state = await new StoredEvaluation(folder).state();
  if (state === null) throw new ExpectedError(`${folder} has no evaluation.json`);
  const verdict = personVerdict(state, {
    ...{ prediction, outcome: wanted, why: options.reason ?? "" },
    ...{ name: await reviewerName(options.by ?? "", folder), toolVersion, at: new Date().toISOString() },
  });
  if (verdict === null)
    throw new ExpectedError(
      state.predictions.has(prediction) ? "nobody has decided this answer" : `${folder} has no answer ${prediction}`,
    );
  await appendDecisions(folder, "verdicts", [verdict]);
  output.out(`${printable(`${prediction}: ${wanted ?? "taken back"} (${verdict.by.name})`)}\n`);
}

/** `loupe eval verdict DIR PREDICTION`: a person decides an answer, over every rule and judge. */
export function evalVerdictCommand(version: string, output: Output): Command {
  return new Command("verdict")
    .description("decide an answer yourself, over every rule and judge, or take that back")
    .argument("<dir>", "the evaluation's folder")
    .argument("<prediction>", "the answer's id, as predictions.jsonl and the rollout have it")
    .argument("[outcome]", outcomes.join(", "))
    .option("--reason <text>", "why")
    .addOption(new Option("--take-back", "the answer counts again as judge or rule say"))
    .option("--by <name>", "your name, in place of git's")
    .action((dir: string, prediction: string, outcome: string | undefined, options: EvalVerdictOptions) =>
      run([dir, prediction, outcome], options, version, output),
    );
}

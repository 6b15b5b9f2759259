import { resolve } from "node:path";
import { Command } from "commander";
import { usualCheck } from "../../core/evaluation/judge/stratifiedCheck.js";
import { checkJudge, type CheckResult } from "../evaluation/judge/checkJudge.js";
import type { EvalCheckOutput } from "./evalCheckOutput.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { wholeNumber } from "./wholeNumber.js";

interface EvalCheckOptions {
  readonly judge?: string;
  readonly size: number;
  readonly seed: number;
  readonly anew?: boolean;
  readonly json?: boolean;
}

function failed(result: Exclude<CheckResult, { readonly kind: "checked" }>): ExpectedError {
  switch (result.kind) {
    case "no-verdicts":
      return new ExpectedError(
        result.judge === null
          ? "no judge has decided anything there: loupe eval judge"
          : `the judge ${result.judge} has decided nothing there`,
      );
    case "other-lists":
      return new ExpectedError("not all of the folders have the same list: give those of one, or draw one --anew");
    case "no-evaluation":
      return new ExpectedError(`${result.path} has no evaluation.json: loupe eval run or eval import makes it`);
    case "no-open-questions":
      return new ExpectedError("there are no open questions: all others are decided by rule");
    case "unreadable":
      return new ExpectedError(`${result.path}: ${result.reason}`);
    default: {
      const never: never = result;
      return never;
    }
  }
}

const percent = (value: number | null): string => (value === null ? "—" : `${(100 * value).toFixed(1)} %`);

function kappaText({ agreement }: EvalCheckOutput["report"]): string {
  if (agreement === null) return "nothing decided yet";
  const { n, agreed, kappa, interval } = agreement;
  const range = interval === null ? "" : ` (95 %: ${interval.lo.toFixed(3)} to ${interval.hi.toFixed(3)})`;
  const words = kappa === null ? "no kappa, since all are of one kind" : `kappa ${kappa.toFixed(3)}${range}`;
  return `you and the judge agree on ${percent(agreed)} of ${n}: ${words}`;
}

function errorLines({ person }: EvalCheckOutput["report"]): readonly string[] {
  const { sensitivity, specificity, observed, corrected } = person;
  if (sensitivity === null || specificity === null) return [];
  return [
    `of right answers it finds ${percent(sensitivity)} right, of wrong ones ${percent(specificity)} wrong`,
    `it holds ${percent(observed)} of all to be right; corrected by its errors ${percent(corrected?.clamped ?? null)}`,
  ];
}

type Item = EvalCheckOutput["items"][number];

const itemLines = ({
  folder,
  prediction,
  task,
  question,
  reference,
  alternatives,
  answer,
}: Item): readonly string[] => [
  "",
  `${prediction}  ${task}  ${folder}`,
  `  asked:     ${question}`,
  `  reference: ${[reference, ...alternatives].join(" | ")}`,
  `  answer:    ${answer}`,
];

function textOf({ id, judge, judgeModel, items, report }: EvalCheckOutput): readonly string[] {
  const open = items.filter(({ isDecided }) => !isDecided);
  const missing = report.drawn - items.length;
  return [
    `list ${id} of ${judgeModel} (${judge}): ${report.decided} of ${report.drawn} decided`,
    ...(missing > 0 ? [`${missing} of the list are not there any more`] : []),
    kappaText(report),
    ...errorLines(report),
    ...open.flatMap(itemLines),
    ...(open.length > 0 ? ["", "decide each: loupe eval verdict DIR ID correct|incorrect|no_answer"] : []),
  ];
}

async function run(dirs: readonly string[], options: EvalCheckOptions, toolVersion: string, output: Output) {
  const { judge = null, size, seed, anew: isAnew = false } = options;
  const folders = [...new Set(dirs.map(dir => resolve(dir)))];
  const result = await checkJudge({ folders, judge, size, seed, isAnew, toolVersion, now: () => Date.now() });
  if (result.kind !== "checked") throw failed(result);
  const { id, judge: set, judgeModel, isNew, seed: drawnBy, strata, items, report } = result;
  const value: EvalCheckOutput = { id, judge: set, judgeModel, isNew, seed: drawnBy, strata, items, report };
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of textOf(value)) output.out(`${printable(line)}\n`);
}

/** `loupe eval check DIR…`: answers by which a person checks a judge. */
export function evalCheckCommand(version: string, output: Output): Command {
  return new Command("check")
    .description("list judged answers for a person to check the judge by, blindly, and say how far both agree")
    .argument("<dir...>", "evaluations that the judge has judged")
    .option("--judge <set>", "the judge's set, in place of the one that tables take")
    .option("--size <n>", "answers on the list", wholeNumber(1, 100_000), usualCheck)
    .option("--seed <n>", "another list", wholeNumber(0, 2 ** 31), 0)
    .option("--anew", "draw a list in place of the one that is there")
    .option("--json", "print JSON")
    .action((dirs: readonly string[], options: EvalCheckOptions) => run(dirs, options, version, output));
}

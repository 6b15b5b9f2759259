import { Command, InvalidArgumentError } from "commander";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import { payBehaviours, payTable, type PayCell, type PayRow } from "../../core/reward/payTable.js";
import type { Output } from "./output.js";
import type { PaytableOutput } from "./paytableOutput.js";
import { readStrategyFile } from "./readStrategyFile.js";
import { figureText, rewardTable } from "./rewardTable.js";
import { strategiesOf } from "./strategiesOf.js";

interface PaytableOptions {
  readonly strategy: string;
  readonly strategies?: string;
  readonly callRate?: number;
  readonly json?: boolean;
}

function rate(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("It must be a share, from 0 to 1.");
}

function nameOf({ strategy, from, to }: PayRow): string {
  if (from === null && to === null) return strategy;
  return `${strategy} ${from === null ? `to step ${(to ?? 0) - 1}` : `from step ${from}`}`;
}

const cellText = (cell: PayCell | undefined): string =>
  cell === undefined ? "" : `${figureText(cell.right, 2)} / ${figureText(cell.wrong, 2)}${cell.isLure ? " *" : "  "}`;

function linesOf(rows: readonly PayRow[], targets: 1 | 2): readonly string[] {
  const cellOf = ({ cells }: PayRow, behaviour: string) =>
    cells.find(cell => cell.behaviour === behaviour && cell.targets === targets);
  return rewardTable([
    [targets === 1 ? "one target" : "two targets", ...payBehaviours],
    ...rows.map(row => [nameOf(row), ...payBehaviours.map(behaviour => cellText(cellOf(row, behaviour)))]),
  ]);
}

async function run({ strategy, strategies, callRate, json }: PaytableOptions, output: Output): Promise<void> {
  const own = strategies === undefined ? [] : await readStrategyFile(strategies, output);
  const named = strategiesOf(strategy, [...own, ...builtInStrategies]);
  const rows = payTable(
    named.map(one => ({ ...one.strategy, id: one.spec })),
    callRate === undefined ? {} : { callRate },
  );
  if (json === true) {
    const made: PaytableOutput = {
      callRate: callRate ?? null,
      rows: rows.map(row => ({ ...row, cells: [...row.cells] })),
    };
    output.out(`${JSON.stringify(made)}\n`);
    return;
  }
  const note = "right / wrong answer; * earns nine tenths of exact zooms or more";
  for (const line of [...linesOf(rows, 1), "", ...linesOf(rows, 2), "", note]) output.out(`${line}\n`);
}

/** `loupe paytable`: what strategies pay for stylised behaviours, before anything is trained. */
export function paytableCommand(output: Output): Command {
  return new Command("paytable")
    .description("what strategies pay for stylised behaviours, on questions with one and with two targets")
    .option(
      "--strategy <ids>",
      "strategies, with options as ID@key=value;key=value",
      "rarl,rarl-warm-start,rarl-conditional,deepeyes,vanilla",
    )
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .option("--call-rate <share>", "share of rollouts that call, for strategies that pay by it", rate)
    .option("--json", "print JSON")
    .action((options: PaytableOptions) => run(options, output));
}

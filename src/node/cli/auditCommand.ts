import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { AuditService } from "../reward/auditService.js";
import type { Rewards } from "../reward/rewards.js";
import { auditRowJson, auditSetJson } from "./auditJson.js";
import type { AuditOutput } from "./auditOutput.js";
import { auditRowLine, auditSetLines } from "./auditText.js";
import type { CommandOptions } from "./commandOptions.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";
import { withRewards } from "./withRewards.js";

export interface AuditOptions extends CommandOptions {
  readonly strategy?: string;
  /** A file with further strategies. */
  readonly strategies?: string;
  readonly tolerance: number;
  readonly rows: number;
}

/** Exit code of an audit that found a difference. */
const differs = 3;
/** Names something that is there, where nothing was named. */
const anyStrategy = "rarl";
/** Rows asked for at a time. */
const atOnce = 500;
/** Without `--json` so many differing rows are named. */
const namedRows = 20;

const setOf = ({ run, phase, folder }: RolloutSource) => ({ run, phase, folder, from: null, to: null });

interface Asked {
  readonly strategy: string | null;
  readonly tolerance: number;
  readonly rows: number;
}

async function rowsOf(
  audits: AuditService,
  source: RolloutSource,
  { strategy, tolerance }: Asked,
  most: number,
): Promise<AuditOutput["rows"]> {
  const found: AuditOutput["rows"] = [];
  while (found.length < most) {
    const count = Math.min(atOnce, most - found.length);
    const asked = { set: setOf(source), strategy, tolerance, part: null, offset: found.length, count };
    const { rows } = await audits.auditRows(asked);
    if (rows.length === 0) break;
    found.push(...rows.map(auditRowJson).filter(row => row !== null));
  }
  return found;
}

async function auditAll(rewards: Rewards, asked: Asked): Promise<AuditOutput> {
  const { strategy, tolerance } = asked;
  const made: AuditOutput = { tolerance, strategy, rollouts: 0, differing: 0, sets: [], rows: [] };
  for (const source of rewards.facts.sources()) {
    const summary = await rewards.audits.audit({ set: setOf(source), strategy, tolerance });
    made.sets.push(auditSetJson(source, summary));
    made.rollouts += summary.rollouts;
    made.differing += summary.differing;
    made.rows.push(...(await rowsOf(rewards.audits, source, asked, asked.rows - made.rows.length)));
  }
  return made;
}

function printText({ sets, rows, differing }: AuditOutput, output: Output): void {
  for (const line of sets.flatMap(auditSetLines)) output.out(`${printable(line)}\n`);
  for (const row of rows.slice(0, namedRows)) output.out(`${printable(auditRowLine(row))}\n`);
  const left = differing - Math.min(rows.length, namedRows);
  if (left > 0) output.out(`and ${left} more\n`);
}

/** The one strategy that was asked for; null without any. */
function onlyOne(options: AuditOptions, strategies: readonly string[]): string | null {
  if (options.strategy === undefined) return null;
  if (strategies.length > 1) throw new UsageError("an audit goes by one strategy");
  return strategies[0] ?? null;
}

/**
 * `loupe audit PATH`: logged rewards against recomputed ones, of every run and phase. Ends with 3 when some rollout
 * differs.
 */
export async function auditCommand(path: string, options: AuditOptions, output: Output): Promise<void> {
  let differing = 0;
  const named = { ...options, strategy: options.strategy ?? anyStrategy };
  await withRewards(path, named, output, async ({ rewards, strategies }) => {
    const made = await auditAll(rewards, { ...options, strategy: onlyOne(options, strategies) });
    if (made.sets.length === 0) throw new ExpectedError(`${path}: no rollouts found`);
    if (options.json === true) output.out(`${JSON.stringify(made)}\n`);
    else printText(made, output);
    differing = made.differing;
  });
  if (differing > 0) throw new EndWith(differs);
}

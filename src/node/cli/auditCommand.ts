import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { AuditService } from "../reward/auditService.js";
import { NoSuchStrategy } from "../reward/noSuchStrategy.js";
import { Rewards } from "../reward/rewards.js";
import { auditRowJson, auditSetJson } from "./auditJson.js";
import type { AuditOutput } from "./auditOutput.js";
import { auditRowLine, auditSetLines } from "./auditText.js";
import type { CommandOptions } from "./commandOptions.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { tellProblems } from "./tellProblems.js";
import { UsageError } from "./usageError.js";

export interface AuditOptions extends CommandOptions {
  readonly strategy?: string;
  readonly tolerance: number;
  readonly rows: number;
}

/** Exit code of an audit that found a difference. */
const differs = 3;
/** Rows asked for at a time. */
const atOnce = 500;
/** Without `--json` so many differing rows are named. */
const namedRows = 20;

const setOf = ({ run, phase, folder }: RolloutSource) => ({ run, phase, folder, from: null, to: null });

async function rowsOf(
  audits: AuditService,
  source: RolloutSource,
  { strategy = null, tolerance }: { readonly strategy?: string | null; readonly tolerance: number },
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

async function auditAll(rewards: Rewards, options: AuditOptions): Promise<AuditOutput> {
  const { strategy = null, tolerance } = options;
  const made: AuditOutput = { tolerance, strategy, rollouts: 0, differing: 0, sets: [], rows: [] };
  for (const source of rewards.facts.sources()) {
    const summary = await rewards.audits.audit({ set: setOf(source), strategy, tolerance });
    made.sets.push(auditSetJson(source, summary));
    made.rollouts += summary.rollouts;
    made.differing += summary.differing;
    made.rows.push(...(await rowsOf(rewards.audits, source, options, options.rows - made.rows.length)));
  }
  return made;
}

function printText({ sets, rows, differing }: AuditOutput, output: Output): void {
  for (const line of sets.flatMap(auditSetLines)) output.out(`${printable(line)}\n`);
  for (const row of rows.slice(0, namedRows)) output.out(`${printable(auditRowLine(row))}\n`);
  const left = differing - Math.min(rows.length, namedRows);
  if (left > 0) output.out(`and ${left} more\n`);
}

/**
 * `loupe audit PATH`: logged rewards against recomputed ones, of every run and phase. Ends with 3 when some rollout
 * differs.
 */
export async function auditCommand(path: string, options: AuditOptions, output: Output): Promise<void> {
  const runs = await openRuns([path], options);
  const rewards = new Rewards(runs, () => undefined);
  try {
    const made = await auditAll(rewards, options);
    if (made.sets.length === 0) throw new ExpectedError(`${path}: no rollouts found`);
    if (options.json === true) output.out(`${JSON.stringify(made)}\n`);
    else printText(made, output);
    tellProblems(runs, output);
    if (made.differing > 0) throw new EndWith(differs);
  } catch (error) {
    throw error instanceof NoSuchStrategy ? new UsageError(error.message) : error;
  } finally {
    rewards.dispose();
    await runs.dispose();
  }
}

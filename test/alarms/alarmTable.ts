import { alarmIds, type AlarmId } from "../../src/core/reward/alarmId.js";
import { defaultAlarmRules } from "../../src/core/reward/alarmRules.js";
import { findAlarms } from "../../src/core/reward/findAlarms.js";
import { behaviourOf, troubleFrom, type SampleMode } from "../../src/node/sample/faults.js";
import { firesAt, firingAfter } from "./firesAt.js";
import { madeTallies } from "./madeRun.js";

export interface TableOptions {
  /** Seed of the first run; the rules were set on runs of seeds from 1001 on. */
  readonly seed: number;
  readonly runs: number;
  readonly steps: number;
  readonly out: (line: string) => void;
}

/** Steps that an untrained model may take to find its feet. */
const untilStep = 20;

function found(mode: SampleMode, seed: number, steps: number) {
  const tallies = madeTallies(seed, behaviourOf(mode), steps);
  const findings = findAlarms(tallies, defaultAlarmRules, []);
  return { at: (id: AlarmId) => firesAt(tallies, findings, id), late: firingAfter(tallies, findings, untilStep) };
}

/** Upper end of the exact 95 % interval of a rate of which nothing or something was seen (Clopper and Pearson, by bisection). */
function upperRate(seen: number, of: number): number {
  const atMost = (rate: number) => {
    let [term, sum] = [(1 - rate) ** of, 0];
    for (let count = 0; count <= seen; count++) {
      sum += term;
      term *= ((of - count) / (count + 1)) * (rate / (1 - rate));
    }
    return sum;
  };
  let [low, high] = [seen / of, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (atMost(middle) > 0.025) low = middle;
    else high = middle;
  }
  return high;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Prints at which step each alarm fires in the run that is made for it; returns how many miss their step by more than two. */
function faultTable({ seed, out }: TableOptions): number {
  out(`Alarm by made run with a fault from step ${troubleFrom} on (seed ${seed}): the step at which it fires first`);
  out(["fault".padEnd(20), ...alarmIds.map(id => id.slice(0, 10).padStart(11))].join(""));
  let missed = 0;
  for (const fault of alarmIds) {
    const { at } = found({ kind: "fault", name: fault }, seed, troubleFrom + 12);
    const own = at(fault);
    if (own === null || Math.abs(own - troubleFrom) > 2) missed++;
    out([fault.padEnd(20), ...alarmIds.map(id => String(at(id) ?? "·").padStart(11))].join(""));
  }
  return missed;
}

/** Prints the rate of false alarms in healthy runs; returns how many there were after the first steps. */
function healthyTable({ seed, runs, steps, out }: TableOptions, name: string, firstCall: number | null): number {
  const all = Array.from({ length: runs }, (_, at) => found({ kind: "healthy", firstCall }, seed + at, steps));
  const late = all.flatMap(run => run.late);
  const early = alarmIds.flatMap(id => all.filter(({ at }) => (at(id) ?? untilStep + 1) <= untilStep));
  const judged = runs * alarmIds.length;
  const rate = `${percent(late.length / judged)}, at most ${percent(upperRate(late.length, judged))} with 95 % confidence`;
  out(
    `${name}: ${runs} runs of ${steps} steps, ${late.length} of ${judged} alarms fire after step ${untilStep} (${rate})`,
  );
  out(`  ${[...new Set(late)].join(", ") || "none"}; up to step ${untilStep}: ${early.length}`);
  return late.length;
}

/** Prints when alarms fire in made runs, with and without faults; true when all is as it should be. */
export function alarmTable(options: TableOptions): boolean {
  const missed = faultTable(options);
  options.out("");
  const late = healthyTable(options, "Healthy", null) + healthyTable(options, "Healthy, first call in 3 %", 0.03);
  return missed === 0 && late === 0;
}

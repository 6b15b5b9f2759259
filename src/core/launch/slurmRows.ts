/** What Slurm says of one job, or of one element of an array. */
export interface SlurmRow {
  /** The number that sbatch gave: of the whole array where there is one. */
  readonly job: string;
  /** null: not an array. */
  readonly element: number | null;
  /** In capitals, the first word only: `CANCELLED` of `CANCELLED by 1000`. */
  readonly state: string;
  /** As Slurm says it, one line, bounded. */
  readonly word: string;
  /** null: none given. */
  readonly reason: string | null;
  /** As a shell would have it (128 + the signal); null: not said. */
  readonly exitCode: number | null;
  /** How often it was requeued; null: not said. */
  readonly restarts: number | null;
}

/** What `readSqueue` and `readSacct` read. A reason may hold anything and comes last. */
export const squeueFormat = "%A|%F|%K|%T|%r";
export const sacctFields = "JobID,State,ExitCode,Reason";

const longest = 200;
const mostRows = 100_000;

/** It comes from a host and is shown: without control characters, cut. */
function oneLine(text: string): string {
  const plain = text.replaceAll(/\p{Cc}+/gu, " ").trim();
  return plain.slice(0, longest);
}

function reasonOf(text: string): string | null {
  const reason = oneLine(text);
  return ["", "None", "(null)"].includes(reason) ? null : reason;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function linesOf(out: string): readonly string[] {
  return out.split("\n", mostRows).map(line => line.trim());
}

/** Slurm's `code:signal` as the code that a shell would tell; null: it is none. */
export function slurmExitCode(text: string): number | null {
  const match = /^(\d{1,3}):(\d{1,3})$/.exec(text.trim());
  if (match === null) return null;
  const [code, signal] = [Number(match[1]), Number(match[2])];
  return signal > 0 ? 128 + (signal % 128) : code;
}

/** Output of `squeue -h -r -t all -o <squeueFormat>`. Lines that are none of it are passed over. */
export function readSqueue(out: string): readonly SlurmRow[] {
  return linesOf(out).flatMap(line => {
    const [own = "", array = "", index, word = "", ...reason] = line.split("|");
    const state = /^[A-Z_]+/.exec(word)?.[0];
    if (numberOf(own) === null || state === undefined) return [];
    const element = numberOf(index);
    const job = element !== null && numberOf(array) !== null ? array : own;
    const said = { word: oneLine(word), reason: reasonOf(reason.join("|")) };
    return [{ job, element, state, ...said, exitCode: null, restarts: null }];
  });
}

/** Output of `sacct -X -n -P -o <sacctFields>`. Elements that wait stand there as `12_[3-5]` and are passed over. */
export function readSacct(out: string): readonly SlurmRow[] {
  return linesOf(out).flatMap(line => {
    const [id = "", word = "", code = "", ...reason] = line.split("|");
    const match = /^(\d+)(?:_(\d+))?$/.exec(id);
    const state = /^[A-Z_]+/.exec(word)?.[0];
    if (match?.[1] === undefined || state === undefined) return [];
    const said = { word: oneLine(word), reason: reasonOf(reason.join("|")) };
    return [
      { job: match[1], element: numberOf(match[2]), state, ...said, exitCode: slurmExitCode(code), restarts: null },
    ];
  });
}

/** Output of `scontrol -o show job ID`, one line a job or element. */
export function readScontrol(out: string): readonly SlurmRow[] {
  return linesOf(out).flatMap(line => {
    const field = (name: string) => new RegExp(`(?:^|\\s)${name}=(\\S+)`).exec(line)?.[1];
    const own = field("JobId");
    const word = field("JobState");
    const state = /^[A-Z_]+/.exec(word ?? "")?.[0];
    if (own === undefined || word === undefined || numberOf(own) === null || state === undefined) return [];
    const element = numberOf(field("ArrayTaskId"));
    return [
      {
        job: element === null ? own : (field("ArrayJobId") ?? own),
        element,
        state,
        word: oneLine(word),
        reason: reasonOf(/\sReason=(.*?) Dependency=/.exec(line)?.[1] ?? ""),
        exitCode: slurmExitCode(field("ExitCode") ?? ""),
        restarts: numberOf(field("Restarts")),
      },
    ];
  });
}

import { existsSync, mkdirSync, openSync, closeSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { atMost, exactly, median, type Figure } from "./figure.js";
import { runJson, runVariant } from "./runVariant.js";
import type { VariantResult } from "./variant.js";

export interface ReadBench {
  /** Where the dump lies, and its bytes and rollouts. */
  readonly dump: string;
  readonly bytes: number;
  readonly rollouts: number;
  /** As many files as the whole dump has; in the small benchmark they are links to the few files of `dump`. */
  readonly whole: string;
  /** Rollouts in `whole`, over those in `dump`. */
  readonly scale: number;
  readonly rounds: number;
  /** Passes before the measured one. 0 leaves the start of each process in its figures. */
  readonly warm: number;
  readonly scratch: string;
  /** Null where it is not asked: it keeps all that it loads. */
  readonly viewer: string | null;
  readonly say: (text: string) => void;
}

type Round = Readonly<Record<"floor" | "parse" | "index" | "reopen", VariantResult>>;

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map(item => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** One round: every variant once, the floor twice, in an order of its own. */
async function runRound({ dump, whole, warm, scratch }: ReadBench): Promise<Round> {
  const storage = join(scratch, "saved");
  const found = new Map<string, VariantResult[]>();
  for (const name of shuffled(["floor", "floor", "parse", "index", "reopen"])) {
    const isReopening = name === "reopen";
    const result = await runVariant(name, isReopening ? whole : dump, isReopening ? { warm: 0, storage } : { warm });
    found.set(name, [...(found.get(name) ?? []), result]);
  }
  const best = (name: string) => (found.get(name) ?? []).toSorted((a, b) => a.cpuMs - b.cpuMs)[0] ?? missing(name);
  return { floor: best("floor"), parse: best("parse"), index: best("index"), reopen: best("reopen") };
}

function missing(name: string): never {
  throw new Error(`${name} was not measured`);
}

/** Rounds in which others had the machine, by the floor, do not count. */
function quietRounds(rounds: readonly Round[]): readonly Round[] {
  const best = Math.min(...rounds.map(round => round.floor.cpuMs));
  return rounds.filter(round => round.floor.cpuMs <= 2 * best);
}

interface Ratio {
  readonly of: (round: Round) => number;
  readonly to: (round: Round) => number;
}

function ratioFigure(name: string, target: number, rounds: readonly Round[], { of, to }: Ratio): Figure {
  const best = Math.min(...rounds.map(of)) / Math.min(...rounds.map(to));
  return atMost(
    name,
    target,
    rounds.map(round => of(round) / to(round)),
    best,
  );
}

function timeFigures(bench: ReadBench, rounds: readonly Round[]): readonly Figure[] {
  const { scale } = bench;
  const note = scale > 1 ? `, scaled to 1 GB` : "";
  return [
    ratioFigure("full index: CPU, of reading and counting lines", 3, rounds, {
      of: round => round.index.cpuMs,
      to: round => round.floor.cpuMs,
    }),
    ratioFigure("full index: CPU, of JSON.parse in two workers", 0.18, rounds, {
      of: round => round.index.cpuMs,
      to: round => round.parse.cpuMs,
    }),
    ratioFigure(`first rows, of JSON.parse in two workers${note}`, 0.02, rounds, {
      of: round => round.index.firstMs ?? NaN,
      to: round => round.parse.ms * scale,
    }),
    ratioFigure("reopening from the saved index, of the full index", 0.02, rounds, {
      of: round => round.reopen.ms,
      to: round => round.reopen.fullMs ?? NaN,
    }),
  ];
}

function counterFigures(bench: ReadBench, { index, reopen, parse }: Round): readonly Figure[] {
  const { counters } = index;
  if (counters === undefined) return missing("index");
  const decoded = counters.bytesDecoded / bench.bytes;
  const isSame = (sum: number) => Math.abs(sum - index.checksum) < 1e-6;
  const saved = readdirSync(join(bench.scratch, "saved")).map(
    name => statSync(join(bench.scratch, "saved", name)).size,
  );
  const perRollout = saved.reduce((a, b) => a + b, 0) / (bench.rollouts * bench.scale);
  const read = counters.bytesRead / bench.bytes;
  return [
    exactly("full index: times that each byte is read", "1", String(read), read === 1),
    exactly("full index: JSON.parse calls", "0", String(counters.jsonParses), counters.jsonParses === 0),
    exactly("full index: bytes decoded", "≤ 0.05 %", `${(decoded * 100).toFixed(3)} %`, decoded <= 0.0005),
    exactly(
      "rows and sum of scores, as JSON.parse has them",
      String(bench.rollouts),
      String(index.rows),
      index.rows === bench.rollouts && isSame(parse.checksum) && isSame(reopen.checksum / bench.scale),
    ),
    exactly("saved index, bytes a rollout", "≤ 64", perRollout.toFixed(1), perRollout <= 64),
    exactly(
      "reopening: bytes of dumps read",
      "0",
      String(reopen.counters?.bytesRead),
      reopen.counters?.bytesRead === 0,
    ),
  ];
}

async function viewerFigure(bench: ReadBench, rounds: readonly Round[]): Promise<readonly Figure[]> {
  const name = "full index, times as fast as verl's viewer loads";
  const { viewer, dump } = bench;
  if (viewer === null) return [];
  const measured: VariantResult[] = [];
  for (let k = 0; k < Math.min(3, rounds.length); k++) {
    try {
      measured.push(await runJson<VariantResult>("python3", [viewer, dump]));
    } catch {
      return [{ name, target: "≥ 15", measured: "not measured: no python3", ok: true }];
    }
  }
  const of = (pick: (values: readonly number[]) => number) =>
    pick(measured.map(({ ms }) => ms)) / pick(rounds.map(round => round.index.ms));
  const [middle, best] = [of(median), of(values => Math.min(...values))];
  const told = `${middle.toFixed(1)} (best ${best.toFixed(1)})`;
  return [{ name, target: "≥ 15", measured: told, ok: middle >= 15 || best >= 15 }];
}

/** One line of this many bytes, made once: a row whose response is as long as the file. */
function longLine(folder: string, bytes: number): void {
  const path = join(folder, "1.jsonl");
  if (existsSync(path) && statSync(path).size >= bytes) return;
  mkdirSync(folder, { recursive: true });
  const fd = openSync(path, "w");
  writeSync(fd, '{"input": "p", "score": 0.25, "step": 1, "output": "');
  const piece = Buffer.alloc(1 << 20, 'so the second panel says \\n\\"zoom\\" ');
  // Whole words only, so that no escape is cut.
  const whole = piece.subarray(0, piece.length - (piece.length % 36));
  for (let written = 0; written < bytes; written += whole.length) writeSync(fd, whole);
  writeSync(fd, '"}\n');
  closeSync(fd);
}

async function memoryFigures(bench: ReadBench, lineBytes: number): Promise<readonly Figure[]> {
  const held = await runVariant("held", bench.whole, { warm: 0, exposeGc: true });
  const base = ((held.heldBytes ?? NaN) - (held.numberBytes ?? NaN)) / (held.rows ?? NaN);
  const long = join(bench.scratch, `line-${String(lineBytes / 2 ** 20)}`);
  longLine(long, lineBytes);
  const empty = (await runVariant("none", bench.dump, { warm: 0 })).peakBytes;
  const all = await runVariant("index", bench.whole, { warm: 0 });
  const line = await runVariant("index", long, { warm: 0 });
  const megabytes = (bytes: number) => (bytes - empty) / 2 ** 20;
  const isRead = line.rows === 1 && line.checksum === 0.25;
  return [
    exactly("index in memory, bytes a rollout beside 4 for each further number", "≤ 80", base.toFixed(1), base <= 80),
    exactly(
      "memory while indexing, above an empty process",
      "≤ 100 MB",
      `${megabytes(all.peakBytes).toFixed(0)} MB`,
      megabytes(all.peakBytes) <= 100,
    ),
    exactly(
      `the same for one line of ${String(lineBytes / 2 ** 20)} MB, whose score is found`,
      "≤ 100 MB",
      `${megabytes(line.peakBytes).toFixed(0)} MB`,
      isRead && megabytes(line.peakBytes) <= 100,
    ),
  ];
}

/** The figures of reading a dump: time, counters, memory. */
export async function readFigures(bench: ReadBench, lineBytes: number): Promise<readonly Figure[]> {
  rmSync(join(bench.scratch, "saved"), { recursive: true, force: true });
  await runVariant("index", bench.whole, { warm: 0, storage: join(bench.scratch, "saved") });
  const rounds: Round[] = [];
  for (let k = 0; k < bench.rounds; k++) {
    bench.say(`reading, round ${String(k + 1)} of ${String(bench.rounds)}`);
    rounds.push(await runRound(bench));
  }
  const quiet = quietRounds(rounds);
  const first = quiet[0] ?? missing("a quiet round");
  bench.say("verl's viewer, memory");
  return [
    ...timeFigures(bench, quiet),
    ...(await viewerFigure(bench, quiet)),
    ...counterFigures(bench, first),
    ...(await memoryFigures(bench, lineBytes)),
  ];
}

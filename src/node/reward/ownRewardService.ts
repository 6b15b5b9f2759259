import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { OwnReward } from "../../core/reward/ownReward.js";
import type { OwnScore, OwnScoreKind } from "../../core/reward/ownScore.js";
import type { OwnRewardApi, OwnRewardFailure, OwnRewardOutcome } from "../../protocol/reward/ownRewardApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunsParts } from "../runs/runsParts.js";
import type { FactSet, FactSource } from "./factSource.js";
import { ownRewardBook } from "./ownRewardBook.js";
import { ownRewardRequest } from "./ownRewardRequest.js";
import { OwnRewardRunner, type FailedStart } from "./ownRewardRunner.js";
import { OwnRewardScores } from "./ownRewardScores.js";
import { RewardCancelled } from "./rewardCancelled.js";
import type { RewardProgress } from "./rewardProgress.js";

type Params<K extends keyof OwnRewardApi> = Parameters<OwnRewardApi[K]>[0];

/** Larger files are no reward functions. */
const maxSourceBytes = 4 * 1024 * 1024;
/** Scores that are kept by code and rollout; then the oldest go. */
const mostCached = 100_000;

export interface OwnRewardParts {
  readonly runs: Pick<RunsParts, "row" | "opener" | "settings" | "loupeFileOf">;
  readonly facts: FactSource;
  /** The step that a row stands in. */
  readonly setOf: (ref: RolloutRef) => RolloutSet | null;
  /** True for the id of a strategy that pays by rules: own code never takes its place. */
  readonly isRule: (run: string, id: string) => boolean;
  readonly onProgress: (progress: RewardProgress) => void;
  /** Path of `own_reward.py`; null where own code is never run. */
  readonly driver: string | null;
  /** What own code prints. */
  readonly onOutput: (text: string) => void;
}

/** What a run gathers. */
interface Gathered {
  readonly scores: Map<RolloutRef, OwnScore>;
  cached: number;
  notRun: number;
}

const failed = (file: string, code: string, line: number | null, ...values: string[]): OwnRewardOutcome => ({
  kind: "failed",
  problem: { code, values },
  file,
  line,
});

/**
 * Scores rollouts with somebody's own reward function, in a child process. Nothing runs but by `runOwnReward`, which a
 * person asked for, and never in an untrusted workspace.
 */
export class OwnRewardService implements OwnRewardApi {
  private readonly parts: OwnRewardParts;
  readonly scores: OwnRewardScores;
  /** By hash of code, arguments and rollout. */
  private readonly cache = new Map<string, OwnScore>();
  /** By run and id: the code that ran last. */
  private readonly lastCode = new Map<string, string>();
  private runner: OwnRewardRunner | null = null;
  private epoch = 0;
  /** One run at a time. */
  private running: Promise<unknown> = Promise.resolve();

  constructor(parts: OwnRewardParts) {
    this.parts = parts;
    this.scores = new OwnRewardScores((file, row) => parts.runs.row(file, row));
  }

  ownRewards({ run }: Params<"ownRewards">): ReturnType<OwnRewardApi["ownRewards"]> {
    const { runs } = this.parts;
    return Promise.resolve(ownRewardBook({ run, loupe: runs.loupeFileOf(run) }, runs.settings()?.ownRewards ?? []));
  }

  /** A run that is under way is ended for it: its rewards would be those of code that was edited since. */
  async runOwnReward(params: Params<"runOwnReward">): Promise<OwnRewardOutcome> {
    this.cancel();
    const { epoch } = this;
    const own = this.running.then(
      () => this.runNow(params, epoch),
      () => this.runNow(params, epoch),
    );
    this.running = own;
    return own;
  }

  cancelOwnReward(): Promise<void> {
    this.cancel();
    return Promise.resolve();
  }

  dispose(): void {
    this.cancel();
  }

  private cancel(): void {
    this.epoch++;
    this.runner?.cancel();
  }

  private async runNow({ id, rollouts }: Params<"runOwnReward">, epoch: number): Promise<OwnRewardOutcome> {
    const settings = this.parts.runs.settings();
    const { driver, onOutput } = this.parts;
    if (settings?.isTrusted !== true || driver === null) return failed(id, "own-untrusted", null);
    const groupOf = "groupOf" in rollouts ? rollouts.groupOf : null;
    const set = "set" in rollouts ? rollouts.set : this.parts.setOf(rollouts.groupOf);
    if (set === null) return failed(id, "own-no-rollouts", null);
    const place = { run: set.run, loupe: this.parts.runs.loupeFileOf(set.run) };
    const found = ownRewardBook(place, settings.ownRewards ?? []).rewards.find(one => one.reward.id === id);
    if (found === undefined) return failed(id, "own-unknown", null, id);
    const { reward } = found;
    if (this.parts.isRule(set.run, id)) return failed(reward.file, "strategy-duplicate-id", null, id);
    const source = await readSource(reward.file);
    if (source === null) return failed(reward.file, "own-unreadable", null, reward.file);
    const refs = await this.refsOf(set, groupOf);
    if (this.epoch !== epoch) throw new RewardCancelled();
    const runner = new OwnRewardRunner({ reward, source, cwd: set.run, driver, onOutput });
    this.runner = runner;
    try {
      return await this.scoreAll(set, reward, source, refs, runner);
    } finally {
      this.runner = null;
      runner.end();
    }
  }

  private async refsOf(set: RolloutSet, groupOf: RolloutRef | null): Promise<readonly RolloutRef[]> {
    const facts = await this.parts.facts.of(set);
    const indexes = groupOf === null ? facts.groups.flatMap(group => [...group]) : groupWith(facts, groupOf);
    return [...indexes].sort((a, b) => a - b).map(index => facts.refOf(index));
  }

  private async scoreAll(
    set: RolloutSet,
    reward: OwnReward,
    source: string,
    refs: readonly RolloutRef[],
    runner: OwnRewardRunner,
  ): Promise<OwnRewardOutcome> {
    const code = codeHash(reward, source);
    const gathered: Gathered = { scores: new Map(), cached: 0, notRun: 0 };
    for (const [done, ref] of refs.entries()) {
      const start = await this.scoreOne(ref, code, runner, gathered);
      if (start !== null) return { kind: "failed", ...startFailure(reward, start) };
      this.parts.onProgress({ done: done + 1, of: refs.length });
    }
    const { run } = set;
    const isSameCode = this.lastCode.get(`${reward.id} ${run}`) === code;
    this.lastCode.set(`${reward.id} ${run}`, code);
    const moved = this.scores.take(run, reward, gathered.scores, isSameCode);
    const { scores, cached, notRun } = gathered;
    const { isMemoryLimited } = runner;
    const told = {
      id: reward.id,
      file: reward.file,
      set,
      rollouts: refs.length,
      cached,
      moved,
      notRun,
      isMemoryLimited,
    };
    return { kind: "ran", ...told, counts: countsOf(scores), firstProblem: firstProblem(scores) };
  }

  /** Null, or why the code cannot be run at all. */
  private async scoreOne(
    ref: RolloutRef,
    code: string,
    runner: OwnRewardRunner,
    gathered: Gathered,
  ): Promise<FailedStart | null> {
    const row = this.parts.runs.row(ref.file, ref.row);
    const opened = row === undefined ? null : await this.parts.runs.opener.openFresh(row);
    if (opened?.kind !== "rollout") {
      gathered.scores.set(ref, { kind: "unreadable" });
      return null;
    }
    const request = ownRewardRequest(opened);
    const key = createHash("sha256").update(code).update(JSON.stringify(request)).digest("base64");
    const known = this.cache.get(key);
    if (known !== undefined) {
      gathered.scores.set(ref, known);
      gathered.cached++;
      return null;
    }
    const result = await runner.score(request);
    if (result.kind === "not-started") return result.start;
    if (result.kind === "not-tried") gathered.notRun++;
    else {
      gathered.scores.set(ref, result.score);
      this.remember(key, result.score);
    }
    return null;
  }

  /** What a machine under load or an ended process made of it is tried again the next time. */
  private remember(key: string, score: OwnScore): void {
    if (score.kind === "timed-out" || score.kind === "ended") return;
    this.cache.set(key, score);
    const oldest = this.cache.size > mostCached ? this.cache.keys().next().value : undefined;
    if (oldest !== undefined) this.cache.delete(oldest);
  }
}

/** The code with everything that it is run by. Modules that it imports are not in it. */
const codeHash = ({ file, function: name, kwargs, interpreter, megabytes }: OwnReward, source: string): string =>
  createHash("sha256")
    .update(JSON.stringify([file, name, kwargs, interpreter, megabytes, source]))
    .digest("hex");

async function readSource(file: string): Promise<string | null> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= maxSourceBytes ? await readFile(file, "utf8") : null;
  } catch {
    return null;
  }
}

function groupWith(facts: FactSet, { file, row }: RolloutRef): Int32Array {
  const holds = (index: number) => {
    const ref = facts.refOf(index);
    return ref.row === row && ref.file === file;
  };
  return facts.groups.find(group => group.some(holds)) ?? new Int32Array(0);
}

function startFailure({ file, interpreter }: OwnReward, start: FailedStart): OwnRewardFailure {
  switch (start.kind) {
    case "failed":
      return { problem: { code: "own-not-loaded", values: [start.message] }, file, line: start.line };
    case "timed-out":
      return { problem: { code: "own-load-timed-out", values: [] }, file, line: null };
    case "ended":
      return { problem: { code: "own-not-started", values: [interpreter, start.how] }, file, line: null };
  }
}

function countsOf(scores: ReadonlyMap<RolloutRef, OwnScore>): Readonly<Record<OwnScoreKind, number>> {
  const counts = { scored: 0, "no-number": 0, raised: 0, "timed-out": 0, ended: 0, unreadable: 0 };
  for (const { kind } of scores.values()) counts[kind]++;
  return counts;
}

function firstProblem(scores: ReadonlyMap<RolloutRef, OwnScore>) {
  for (const [ref, score] of scores) if (score.kind !== "scored") return { ref, score };
  return null;
}

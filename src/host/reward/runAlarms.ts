import * as vscode from "vscode";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import type { RunsWorker } from "../runsWorker.js";
import type { AlarmMemory } from "./alarmMemory.js";
import { concernsRun } from "./concernsRun.js";

/** What is known of a run's alarms. */
interface Checked {
  readonly set: RolloutSet;
  readonly alarms: readonly Alarm[];
}

export interface RunAlarmsParts {
  readonly worker: Pick<RunsWorker, "api">;
  readonly memory: AlarmMemory;
  readonly log: Pick<vscode.LogOutputChannel, "error">;
  /** Tells the person of alarms that fire and that nobody was told of. */
  readonly tell: (run: string, alarms: readonly Alarm[]) => void;
}

/** A run that grows is judged again when it has been quiet for so long … */
const quietMs = 2000;
/** … and for at most one part in so many of the time. */
const judgingShare = 20;

const isFiring = ({ state }: Alarm) => state === "fires";

const trainingOf = (sources: readonly RolloutSource[], run: string) =>
  sources.find(source => source.run === run && source.phase === "training" && source.steps.length > 0);

/**
 * The alarms of runs whose facts were read by the person's wish: asked for by command, or with the strategies view. From
 * then on they follow the run as it grows. Nothing is read for a run that nobody asked about.
 */
export class RunAlarms implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  /** Fires with the run's folder when what its item shows has changed. */
  readonly onDidChange = this.changed.event;
  private readonly checked = new Map<string, Checked>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private tookMs = 0;
  private readonly parts: RunAlarmsParts;

  constructor(parts: RunAlarmsParts) {
    this.parts = parts;
  }

  /** The alarms of a run that fire, as far as it was looked at. */
  firing(run: string): readonly Alarm[] {
    return this.checked.get(run)?.alarms.filter(isFiring) ?? [];
  }

  /** Judges a run's training now; null where it has no training steps. The person sees the answer: nobody tells it twice. */
  async check(run: string): Promise<readonly Alarm[] | null> {
    const api = await this.parts.worker.api();
    const source = trainingOf(await api.rewardSources(null), run);
    if (source === undefined) return null;
    const set = { run, phase: source.phase, folder: source.folder, from: null, to: null };
    const alarms = await this.judge(set);
    await this.note(set, alarms);
    return alarms;
  }

  /** Takes up what another view asked for and shows. A part of a run says nothing about the whole. */
  async note(set: RolloutSet, alarms: readonly Alarm[]): Promise<void> {
    if (set.phase !== "training" || set.from !== null || set.to !== null) return;
    this.keep(set, alarms);
    await this.parts.memory.take(
      set.run,
      alarms.filter(isFiring).map(({ id }) => id),
    );
  }

  take(event: RunsEvent): void {
    if (event.kind !== "changed") return;
    for (const [run, { set }] of this.checked) if (concernsRun(event.ids, run)) this.judgeSoon(set);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.changed.dispose();
  }

  private async judge(set: RolloutSet): Promise<readonly Alarm[]> {
    const start = performance.now();
    const alarms = await (await this.parts.worker.api()).alarms({ set });
    this.tookMs = performance.now() - start;
    return alarms;
  }

  private keep(set: RolloutSet, alarms: readonly Alarm[]): void {
    const shown = (some: readonly Alarm[]) => JSON.stringify(some.filter(isFiring).map(({ id, step }) => [id, step]));
    const before = shown(this.checked.get(set.run)?.alarms ?? []);
    this.checked.set(set.run, { set, alarms });
    if (shown(alarms) !== before) this.changed.fire(set.run);
  }

  private judgeSoon(set: RolloutSet): void {
    const pending = this.timers.get(set.run);
    if (pending !== undefined) return;
    const wait = Math.max(quietMs, this.tookMs * judgingShare);
    const judge = () => {
      this.timers.delete(set.run);
      this.follow(set).catch((error: unknown) => this.parts.log.error("alarms could not be judged", String(error)));
    };
    this.timers.set(set.run, setTimeout(judge, wait));
  }

  /** Judges a run that has grown, and tells the person of what is new. */
  private async follow(set: RolloutSet): Promise<void> {
    const alarms = await this.judge(set);
    this.keep(set, alarms);
    const firing = alarms.filter(isFiring);
    const fresh = await this.parts.memory.take(
      set.run,
      firing.map(({ id }) => id),
    );
    const untold = firing.filter(({ id }) => fresh.includes(id));
    if (untold.length > 0) this.parts.tell(set.run, untold);
  }
}

import * as vscode from "vscode";
import { defaultTolerance } from "../../core/reward/auditRollout.js";
import type { AuditSummary } from "../../protocol/reward/auditApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import { entryLimits, type ListedAudit } from "./auditEntries.js";
import { AuditProblems } from "./auditProblems.js";
import { registerAuditActions } from "./registerAuditActions.js";
import { covers, setsOfRun } from "./auditScope.js";

/** What the audit of one set found. */
export interface AuditedScope {
  readonly set: RolloutSet;
  readonly summary: AuditSummary;
}

/** How long after a change audited rollouts are audited again. */
const waitMilliseconds = 1500;
/** Sets that are kept up to date; the oldest go first. The worker remembers more, so that nothing is audited in vain. */
const mostFollowed = 24;

/**
 * The audits that a person asked for, or switched on for all runs: kept up to date while files change, and listed in
 * Problems. An entry goes when its file is rewritten and heals.
 */
export class Audits implements vscode.Disposable {
  private readonly problems = new AuditProblems();
  private readonly actions = registerAuditActions();
  private followed: readonly RolloutSet[] = [];
  private found: readonly AuditedScope[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly worker: RunsWorker;
  private readonly settings: Settings;
  private readonly log: vscode.LogOutputChannel;

  constructor(worker: RunsWorker, settings: Settings, log: vscode.LogOutputChannel) {
    this.worker = worker;
    this.settings = settings;
    this.log = log;
  }

  /** What the last audits found. */
  get latest(): readonly AuditedScope[] {
    return this.found;
  }

  /** Audits sets, lists what differs, and follows them from now on. Rejects with "cancelled" after a cancel. */
  async run(sets: readonly RolloutSet[]): Promise<readonly AuditedScope[]> {
    const audited = await this.audit(sets);
    const others = this.followed.filter(old => !sets.some(set => covers(set, old)));
    const fresh = sets.filter(set => !others.some(old => covers(old, set)));
    this.followed = [...others, ...fresh].slice(-mostFollowed);
    this.keep(audited);
    await this.list();
    return audited;
  }

  take(event: RunsEvent): void {
    if (event.kind === "changed") this.again();
  }

  /** After files or settings changed. */
  again(): void {
    if (this.timer !== null || (this.followed.length === 0 && !this.settings.forAudit().isAutomatic)) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.refresh().catch((error: unknown) => this.log.warn("the audit was not brought up to date", String(error)));
    }, waitMilliseconds);
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.problems.dispose();
    this.actions.dispose();
  }

  private async refresh(): Promise<void> {
    if (this.settings.forAudit().isAutomatic) await this.followAll();
    this.keep(await this.audit(this.followed));
    await this.list();
  }

  private async followAll(): Promise<void> {
    const sources = await (await this.worker.api()).rewardSources(null);
    const runs = [...new Set(sources.map(({ run }) => run))];
    this.followed = runs.flatMap(run => setsOfRun(run, sources)).slice(0, mostFollowed);
  }

  /** A set whose rollouts are all gone has nothing to say any more. */
  private async audit(sets: readonly RolloutSet[]): Promise<readonly AuditedScope[]> {
    const api = await this.worker.api();
    const sources = new Set((await api.rewardSources(null)).map(({ run }) => run));
    const audited: AuditedScope[] = [];
    for (const set of sets.filter(({ run }) => sources.has(run)))
      audited.push({ set, summary: await api.audit({ set, strategy: null, tolerance: defaultTolerance }) });
    return audited;
  }

  private keep(audited: readonly AuditedScope[]): void {
    const others = this.found.filter(({ set }) => this.followed.includes(set));
    this.found = [...others.filter(old => !audited.some(({ set }) => covers(set, old.set))), ...audited];
  }

  private async list(): Promise<void> {
    if (!this.settings.forAudit().inProblems) {
      await this.problems.show([]);
      return;
    }
    const api = await this.worker.api();
    const listed: ListedAudit[] = [];
    for (const { set } of this.found.filter(({ summary }) => summary.differing > 0))
      listed.push(await api.auditProblems({ set, strategy: null, tolerance: defaultTolerance, ...entryLimits }));
    await this.problems.show(listed);
  }
}

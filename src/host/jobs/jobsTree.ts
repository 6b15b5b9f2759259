import * as vscode from "vscode";
import { localHost } from "../../core/launch/hostName.js";
import { isOver } from "../../core/launch/jobState.js";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { HostFailure, JobRef, JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import type { TreeFace } from "../tree/treeFace.js";
import { plainTooltip } from "../tree/plainTooltip.js";
import { hostFace, type HostSituation } from "./hostFace.js";
import { isSameJob } from "./isSameJob.js";
import { jobFace } from "./jobFace.js";
import type { JobMoment } from "./jobMoment.js";
import { jobNode, type JobNode } from "./jobNode.js";
import { leftFace } from "./leftFace.js";

interface FailedHost {
  readonly failure: HostFailure;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Stands for the tree itself among the ids. */
const root = "";

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** Hosts, their jobs, and what jobs left on them. Elements are ids, see `jobNode`. No network: what is shown is remembered. */
export class JobsTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly jobs: JobsService;
  private readonly namedHosts: () => readonly string[];
  /** Of hosts without jobs: the failure of a job's host stands in its jobs. */
  private readonly failed = new Map<string, FailedHost>();
  /** What VS Code was given last, so that it is told only what differs. */
  private readonly shown = new Map<string, string>();
  private readonly given = new Map<string, string>();

  /** `namedHosts`: those of the settings. */
  constructor(jobs: JobsService, namedHosts: () => readonly string[]) {
    this.jobs = jobs;
    this.namedHosts = namedHosts;
  }

  /** The jobs by host; a host is listed for its jobs, or because the settings name it. */
  hosts(): readonly HostSituation[] {
    const jobs = this.jobs.jobs();
    const names = [...new Set([...this.namedHosts(), ...jobs.map(({ host }) => host)])].sort();
    return names.map(host => {
      const own = jobs.filter(job => job.host === host).sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
      const silent = own.find(job => job.unreachableSince !== null && !isOver(job.state));
      const failed = this.failed.get(host);
      return {
        host,
        jobs: own,
        failure: silent?.failure ?? failed?.failure ?? null,
        unreachableSince: silent?.unreachableSince ?? failed?.since ?? null,
      };
    });
  }

  jobOf(ref: JobRef): JobView | null {
    return this.jobs.jobs().find(job => isSameJob(job, ref)) ?? null;
  }

  /** Remembers whether a host answered when a person asked it. */
  setFailure(host: string, failure: HostFailure | null): void {
    if (failure === null) this.failed.delete(host);
    else if (!this.failed.has(host)) this.failed.set(host, { failure, since: Date.now() });
    this.refresh();
  }

  getChildren(id: string = root): string[] {
    const children = this.childIds(id);
    this.given.set(id, JSON.stringify(children));
    return children;
  }

  getParent(id: string): string | undefined {
    const node = jobNode.read(id);
    switch (node?.kind) {
      case "job":
        return jobNode.id({ kind: "host", host: node.job.host });
      case "left":
        return jobNode.id({ kind: "job", job: node.job });
      case "leftFile":
        return jobNode.id({ kind: "left", job: node.job });
      case "host":
      case undefined:
        return undefined;
    }
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = jobNode.read(id);
    const face = node === null ? null : this.faceOf(node);
    if (node === null || face === null) return new vscode.TreeItem("");
    this.shown.set(id, this.signature(id) ?? "");
    const item = new vscode.TreeItem(face.label, this.foldOf(node));
    item.id = id;
    item.description = face.description;
    item.tooltip = plainTooltip(face.tooltip);
    const { id: icon, color } = face.icon;
    item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
    item.accessibilityInformation = { label: face.spoken };
    item.contextValue = this.contextOf(node);
    return item;
  }

  /** Tells VS Code which items, and which lists of items, are not what it was given. */
  refresh(): void {
    const lists = [...this.given].filter(([id, children]) => children !== JSON.stringify(this.childIds(id)));
    if (lists.some(([id]) => id === root)) {
      this.changed.fire(undefined);
      return;
    }
    const items = [...this.shown].filter(([id, face]) => face !== this.signature(id));
    const ids = [...new Set([...lists, ...items].map(([id]) => id))];
    for (const id of ids) if (this.signature(id) === null) this.forget(id);
    if (ids.length > 0) this.changed.fire(ids);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private signature(id: string): string | null {
    const node = jobNode.read(id);
    const face = node === null ? null : this.faceOf(node);
    return node === null || face === null ? null : JSON.stringify([face, this.childrenOf(node).length]);
  }

  private forget(id: string): void {
    this.shown.delete(id);
    this.given.delete(id);
  }

  private childIds(id: string): string[] {
    return this.childrenOf(id === root ? null : jobNode.read(id)).map(node => jobNode.id(node));
  }

  private childrenOf(node: JobNode | null): readonly JobNode[] {
    switch (node?.kind) {
      case undefined:
        return this.hosts().map(({ host }) => ({ kind: "host", host }));
      case "host":
        return this.situationOf(node.host).jobs.map(({ host, runId }) => ({ kind: "job", job: { host, runId } }));
      case "job":
        return (this.jobOf(node.job)?.leftOnHost.length ?? 0) === 0 ? [] : [{ kind: "left", job: node.job }];
      case "left":
        return (this.jobOf(node.job)?.leftOnHost ?? []).map(({ path }) => ({ kind: "leftFile", job: node.job, path }));
      case "leftFile":
        return [];
    }
  }

  private situationOf(host: string): HostSituation {
    const known = this.hosts().find(one => one.host === host);
    return known ?? { host, jobs: [], failure: null, unreachableSince: null };
  }

  private faceOf(node: JobNode): TreeFace | null {
    const moment: JobMoment = { t, now: Date.now(), language: vscode.env.language };
    if (node.kind === "host") return hostFace(this.situationOf(node.host), moment);
    const job = this.jobOf(node.job);
    if (job === null) return null;
    if (node.kind === "job") return jobFace(job, moment);
    if (node.kind === "left") return leftFace.all(job.leftOnHost, t);
    const file = job.leftOnHost.find(({ path }) => path === node.path);
    return file === undefined ? null : leftFace.one(file, job.runFolder, t);
  }

  private foldOf(node: JobNode): vscode.TreeItemCollapsibleState {
    if (this.childrenOf(node).length === 0) return None;
    return node.kind === "host" ? Expanded : Collapsed;
  }

  /** What menus go by: `host`, `host-local`, `job-going` or `job-over`, with what more can be done with it behind. */
  private contextOf(node: JobNode): string {
    if (node.kind === "host")
      return `host${node.host === localHost ? "-local" : ""}${this.namedHosts().includes(node.host) ? "-named" : ""}`;
    if (node.kind !== "job") return node.kind;
    const job = this.jobOf(node.job);
    if (job === null) return "job";
    return `job-${isOver(job.state) ? "over" : "going"}${job.localFolder === null ? "" : "-pulled"}`;
  }
}

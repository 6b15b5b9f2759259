import * as vscode from "vscode";
import type { RunsEvent } from "../../protocol/runsApi.js";
import type { RunNode, TreeNode } from "../../protocol/treeNode.js";
import type { ContextKeys } from "../contextKeys.js";
import type { ListState } from "../listState.js";
import type { RunsWorker } from "../runsWorker.js";
import { t } from "../t.js";
import { listMessage, type ListSituation } from "./listMessage.js";
import type { StatusWords } from "../jobs/statusWords.js";
import { ViewProgress } from "./viewProgress.js";
import { noticeSentence } from "./noticeSentence.js";

/** How long after a change the filtered rollouts are counted again. */
const countMilliseconds = 500;

/** What is told about the list as a whole: the line above the tree, the status bar item, the context keys. */
export class ListStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("loupe.status", vscode.StatusBarAlignment.Left, 10);
  private progress: ListSituation["progress"] = null;
  private counts: ListSituation["counts"] = null;
  /** What holds for the whole list until it is read anew, each sentence once. */
  private readonly notices = new Set<string>();
  private runs: readonly RunNode[] = [];
  /** While a job goes on the item is about it; null: none does. */
  private jobs: StatusWords | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly looking = new ViewProgress("loupe.runs");

  private readonly view: vscode.TreeView<string>;
  private readonly worker: RunsWorker;
  private readonly lists: ListState;
  private readonly keys: ContextKeys;
  private readonly log: vscode.LogOutputChannel;

  constructor(
    view: vscode.TreeView<string>,
    worker: RunsWorker,
    lists: ListState,
    keys: ContextKeys,
    log: vscode.LogOutputChannel,
  ) {
    this.view = view;
    this.worker = worker;
    this.lists = lists;
    this.keys = keys;
    this.log = log;
    this.item.name = t("Rollout Loupe");
    this.filtersChanged();
  }

  rootsRead(nodes: readonly TreeNode[]): void {
    this.runs = nodes.filter(node => node.kind === "run");
    this.show();
  }

  take(event: RunsEvent): void {
    switch (event.kind) {
      case "changed":
        this.countSoon();
        break;
      case "progress":
        if (event.reading && this.progress === null) this.notices.clear();
        this.progress = event.reading ? event : null;
        this.show();
        break;
      case "notice":
        this.notices.add(noticeSentence(event, t));
        this.log.warn(event.code, ...event.values);
        this.show();
        break;
      case "rewardProgress":
      case "ownOutput":
        break; // shown by whoever asked for the rewards
    }
  }

  /** `hasJobs`: whether this machine remembers any, which commands about jobs are offered by. */
  tellJobs(words: StatusWords | null, hasJobs: boolean): void {
    this.keys.set("loupe.hasJobs", hasJobs);
    if (JSON.stringify(words) === JSON.stringify(this.jobs)) return;
    this.jobs = words;
    this.showItem();
  }

  filtersChanged(): void {
    this.counts = null;
    this.show();
    this.countSoon();
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.looking.dispose();
    this.item.dispose();
  }

  private countSoon(): void {
    if (!this.lists.isFiltering || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.count().catch((error: unknown) =>
        this.log.error("the filtered rollouts could not be counted", String(error)),
      );
    }, countMilliseconds);
  }

  private async count(): Promise<void> {
    const { filters, where } = this.lists;
    if (!this.lists.isFiltering) return;
    const api = await this.worker.api();
    const counts = await api.filterCounts({ query: { ...this.lists.query } });
    // The filters may have changed while the worker counted.
    if (filters !== this.lists.filters || where !== this.lists.where) return;
    this.counts = counts;
    this.show();
    if (!counts.isComplete) this.countSoon();
  }

  private show(): void {
    const { filters, where, sort, isFiltering } = this.lists;
    const hasRuns = this.runs.length > 0;
    const { counts, progress } = this;
    const notice = [...this.notices].join(" ");
    this.keys.set("loupe.hasRuns", hasRuns);
    this.keys.set("loupe.reading", progress !== null);
    this.keys.set("loupe.hasFilters", isFiltering);
    this.keys.set("loupe.hasExpression", where !== "");
    this.keys.set("loupe.hasSort", sort !== "");
    this.looking.show(isFiltering && hasRuns && counts !== null && !counts.isComplete);
    const message = listMessage({ filters, hasExpression: where !== "", counts, progress, notice, hasRuns }, t);
    if ((this.view.message ?? "") !== message) this.view.message = message;
    this.showItem();
  }

  private showItem(): void {
    const { jobs } = this;
    if (this.runs.length === 0 && jobs === null) {
      this.item.hide();
      return;
    }
    const words = jobs?.text ?? this.runWords();
    const icon = this.progress !== null ? "$(loading~spin) " : jobs === null ? "" : "$(sync) ";
    this.item.text = `${icon}Loupe: ${words}`;
    const reading = this.progress === null ? "" : `, ${t("reading")}`;
    this.item.accessibilityInformation = { label: `Rollout Loupe, ${words}${reading}` };
    this.item.tooltip = [...(jobs?.tooltip ?? []), ...this.runs.map(tooltipLine)].join("\n");
    this.item.command = jobs === null ? "loupe.focusRuns" : "loupe.jobs.focus";
    this.item.show();
  }

  private runWords(): string {
    const steps = this.runs.map(run => run.latestStep).filter(step => step !== null);
    return steps.length === 0 ? runCount(this.runs.length) : t("step {0}", Math.max(...steps));
  }
}

const runCount = (runs: number) => (runs === 1 ? t("1 run") : t("{0} runs", runs));

function tooltipLine({ name, latestStep }: RunNode): string {
  return latestStep === null ? name : `${name}: ${t("step {0}", latestStep)}`;
}

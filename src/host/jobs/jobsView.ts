import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { JobRef } from "../../protocol/jobs/jobView.js";
import type { OpenTree } from "../openTree.js";
import { t } from "../t.js";
import { jobNode, type JobNode } from "./jobNode.js";
import type { JobsTree } from "./jobsTree.js";

/** How often ages ("17 h ago") are counted anew. */
const ageMilliseconds = 30_000;

/** The Jobs view of the side bar: what is selected in it, and whether somebody looks. */
export class JobsView implements vscode.Disposable {
  readonly view: vscode.TreeView<string>;
  private readonly tree: JobsTree;
  private readonly subscriptions: vscode.Disposable;
  private readonly looked = new vscode.EventEmitter<void>();
  /** Fires when another item is selected, or the view is shown or hidden. */
  readonly onDidChange = this.looked.event;

  constructor(tree: JobsTree, jobs: JobsService, trees: OpenTree) {
    this.tree = tree;
    this.view = trees("loupe.jobs", tree);
    const ages = setInterval(() => {
      if (this.view.visible) tree.refresh();
    }, ageMilliseconds);
    this.tellDamaged(jobs);
    const stop = jobs.onChange(() => {
      tree.refresh();
      this.tellDamaged(jobs);
    });
    this.subscriptions = vscode.Disposable.from(
      this.view.onDidChangeVisibility(() => this.looked.fire()),
      this.view.onDidChangeSelection(() => this.looked.fire()),
      new vscode.Disposable(() => {
        clearInterval(ages);
        stop();
      }),
    );
  }

  /** The selected item. */
  get selection(): JobNode | null {
    const [id] = this.view.selection;
    return id === undefined ? null : jobNode.read(id);
  }

  /** The job of the selected item. */
  get selectedJob(): JobRef | null {
    const node = this.selection;
    return node === null || node.kind === "host" ? null : node.job;
  }

  /** Shows a job and selects it. */
  async reveal(job: JobRef): Promise<void> {
    this.tree.refresh();
    await this.view.reveal(jobNode.id({ kind: "job", job }), { select: true, focus: false });
  }

  /** What is remembered of a job and cannot be read is said, and left where it is. */
  private tellDamaged(jobs: JobsService): void {
    const files = jobs.damaged().map(({ file }) => file);
    const message = files.length === 0 ? "" : t("What is remembered here cannot be read: {0}", files.join(", "));
    if ((this.view.message ?? "") !== message) this.view.message = message;
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.looked.dispose();
    this.view.dispose();
  }
}

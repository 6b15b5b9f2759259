import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { JobRef } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { isSameJob } from "./isSameJob.js";
import { LogTerminal } from "./logTerminal.js";
import type { Secrets } from "./secrets.js";

interface Parts {
  readonly jobs: JobsService;
  readonly secrets: Secrets;
  readonly log: vscode.LogOutputChannel;
}

/** Terminals that show logs, at most one a job. They need no folder, as tasks do. */
export class LogTerminals implements vscode.Disposable {
  private readonly parts: Parts;
  private open: { readonly job: JobRef; readonly terminal: vscode.Terminal }[] = [];
  private readonly closed: vscode.Disposable;

  constructor(parts: Parts) {
    this.parts = parts;
    this.closed = vscode.window.onDidCloseTerminal(terminal => {
      this.open = this.open.filter(one => one.terminal !== terminal);
    });
  }

  /** Whether somebody may be looking at a log. */
  get isOpen(): boolean {
    return this.open.length > 0;
  }

  /** Shows the log of a job. */
  show(job: JobRef): void {
    const known = this.open.find(one => isSameJob(one.job, job));
    const terminal = known?.terminal ?? this.create(job);
    terminal.show();
  }

  /** What attaches to a job; `endsWithJob` for tasks. */
  pty(job: JobRef, endsWithJob: boolean): vscode.Pseudoterminal {
    const { jobs, secrets, log } = this.parts;
    const onError = (error: unknown) => log.error("the log of a job could not be followed", String(error));
    return new LogTerminal({ jobs, job, secrets: () => secrets.values(), endsWithJob, onError });
  }

  /** Terminals end with the window that they are in; their jobs do not. */
  dispose(): void {
    this.closed.dispose();
    for (const { terminal } of this.open) terminal.dispose();
    this.open = [];
  }

  private create(job: JobRef): vscode.Terminal {
    const name = this.parts.jobs.jobs().find(one => isSameJob(one, job))?.name ?? job.runId;
    const terminal = vscode.window.createTerminal({
      name: `${clip(name, 40)} · ${job.host}`,
      pty: this.pty(job, false),
      iconPath: new vscode.ThemeIcon("output"),
      isTransient: true,
    });
    this.open.push({ job, terminal });
    return terminal;
  }
}

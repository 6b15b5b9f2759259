import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { jobTaskDefinition } from "./jobTaskDefinition.js";
import type { LogTerminals } from "./logTerminals.js";

/** As many jobs are offered as tasks. */
const most = 20;

/**
 * Tasks of type `loupe`: each attaches to a job, shows its log and ends as it does. A task never owns its job: ending the
 * task leaves the job alone, and running it twice shows the same log twice.
 */
export class JobTasks implements vscode.TaskProvider {
  private readonly jobs: JobsService;
  private readonly terminals: LogTerminals;

  constructor(jobs: JobsService, terminals: LogTerminals) {
    this.jobs = jobs;
    this.terminals = terminals;
  }

  /** Known jobs, the newest first. VS Code waits for this: nothing is asked of a host. */
  provideTasks(): vscode.Task[] {
    const newest = [...this.jobs.jobs()].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0)).slice(0, most);
    return newest.map(job => {
      const definition = { type: "loupe", run: job.runId, host: job.host };
      return this.taskOf(definition, vscode.TaskScope.Workspace, `${clip(job.name, 60)} (${job.host})`);
    });
  }

  /** Fills in a task of tasks.json. The definition stays the same object, or VS Code does not take it for the same task. */
  resolveTask(task: vscode.Task): vscode.Task | undefined {
    if (jobTaskDefinition(task.definition) === null) return undefined;
    return this.taskOf(task.definition, task.scope ?? vscode.TaskScope.Workspace, task.name);
  }

  private taskOf(
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    // Variables of the definition are known only when the task runs.
    const execution = new vscode.CustomExecution(resolved => Promise.resolve(this.attach(resolved)));
    const task = new vscode.Task(definition, scope, name, "loupe", execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated };
    return task;
  }

  private attach(resolved: vscode.TaskDefinition): vscode.Pseudoterminal {
    const wanted = jobTaskDefinition(resolved);
    const job = wanted === null ? null : this.jobNamed(wanted.run, wanted.host ?? null);
    return this.terminals.pty(job ?? { host: wanted?.host ?? "?", runId: wanted?.run ?? "?" }, true);
  }

  /** By its id, else the newest one of that name. */
  private jobNamed(run: string, host: string | null): JobView | null {
    const known = this.jobs.jobs().filter(job => host === null || job.host === host);
    const named = known.filter(({ name }) => name === run).sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
    return known.find(({ runId }) => runId === run) ?? named[0] ?? null;
  }
}

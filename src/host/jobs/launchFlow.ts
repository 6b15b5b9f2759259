import * as path from "node:path";
import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import { sortedFindings } from "../../core/launch/sortedFindings.js";
import type { JobsService, LaunchResult, Reached } from "../../node/jobs/jobsService.js";
import type { LaunchDraft } from "../../node/jobs/launchDraft.js";
import type { LaunchedFiles } from "../../node/launch/launchedFiles.js";
import type { HostFailure, JobRef, JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { askSecrets } from "./askSecrets.js";
import { confirmLaunch } from "./confirmLaunch.js";
import { findingSentence } from "./findingSentence.js";
import type { LaunchPreparation } from "./launchPreparation.js";
import { launchRefusals } from "./launchRefusals.js";
import { requireTrust } from "./requireTrust.js";
import type { Secrets } from "./secrets.js";
import { showHostFailure } from "./showHostFailure.js";

export interface LaunchFlowParts {
  readonly jobs: JobsService;
  readonly preparation: LaunchPreparation;
  readonly secrets: Secrets;
  readonly launched: LaunchedFiles;
  readonly log: vscode.LogOutputChannel;
  /** Shows a job that was launched. */
  readonly reveal: (job: JobRef) => Promise<void>;
  /** Remembers whether a host answered. */
  readonly answered: (host: string, failure: HostFailure | null) => void;
}

/** What a host is like, and what that means for a launch there, the worst first. */
export interface LookedAt {
  readonly report: HostReport;
  readonly findings: readonly Finding[];
}

/**
 * A launch from a window: configuration, findings, confirmation, start. Each step says in a sentence why it does not go
 * on. The form of a configuration and the commands go the same way.
 */
export class LaunchFlow {
  private readonly parts: LaunchFlowParts;
  /** Configurations that are on their way: a second click launches nothing. */
  private readonly running = new Set<string>();

  constructor(parts: LaunchFlowParts) {
    this.parts = parts;
  }

  /** Asks, launches and shows the job; null when it was not launched, of which the person knows why. */
  async launch(file: string, resume: JobView | null = null): Promise<JobRef | null> {
    if (!(await requireTrust()) || this.running.has(file)) return null;
    this.running.add(file);
    try {
      const draft = await this.draft(file, resume);
      if (draft === null || isElsewhere(draft, resume)) return null;
      const findings = await this.findings(draft);
      if (findings === null || this.isRefused(draft, findings)) return null;
      if (!(await confirmLaunch(draft, findings, resume))) return null;
      const values = await askSecrets(draft, this.parts.secrets);
      return values === null ? null : await this.start(draft, values);
    } finally {
      this.running.delete(file);
    }
  }

  /** One round trip: what a host is like, for this draft or at all. */
  async preflight(host: string, draft: LaunchDraft | null): Promise<Reached<HostReport>> {
    const { jobs, preparation, answered } = this.parts;
    const answer = await jobs.preflight(host, preparation.needs(draft));
    answered(host, answer.kind === "reached" ? null : answer.failure);
    return answer;
  }

  /** What a host, and Ray, Slurm or Docker there, say of a draft. */
  async look(draft: LaunchDraft): Promise<Reached<LookedAt>> {
    const { preparation, jobs } = this.parts;
    const answer = await this.preflight(draft.config.host, draft);
    if (answer.kind === "unreachable") return answer;
    const said = await jobs.schedulerFindings(draft.config);
    if (said.kind === "unreachable") return said;
    const findings = sortedFindings([...preparation.judge(answer.value, draft), ...said.value]);
    return { kind: "reached", value: { report: answer.value, findings } };
  }

  /** What a report says of a host, whatever is launched there. */
  judge(report: HostReport): readonly Finding[] {
    return this.parts.preparation.judge(report, null);
  }

  private async draft(file: string, resume: JobView | null): Promise<LaunchDraft | null> {
    const resumeFrom = resume?.runFolder ?? null;
    const options = { text: null, isCounted: true, resumeFrom, resumeStep: resume?.checkpoints.at(-1) ?? null };
    const read = await progress(t("Reading {0}", path.basename(file)), () =>
      this.parts.preparation.prepare(file, options),
    );
    if (read.kind === "draft") return read.draft;
    launchRefusals.issues(read.file, read.issues, this.parts.log);
    return null;
  }

  private isRefused(draft: LaunchDraft, findings: readonly Finding[]): boolean {
    const errors = findings.filter(({ level }) => level === "error");
    if (errors.length > 0) launchRefusals.errors(draft, errors, this.parts.log);
    return errors.length > 0;
  }

  /** Those of the draft and of its host, the worst first; null when the host cannot be asked. */
  private async findings(draft: LaunchDraft): Promise<readonly Finding[] | null> {
    const { host } = draft.config;
    const answer = await progress(t("Preflight of {0}", host), () => this.look(draft));
    if (answer.kind === "unreachable") {
      showHostFailure(host, answer.failure, this.parts.log);
      return null;
    }
    const found = sortedFindings([...draft.findings, ...answer.value.findings]);
    for (const finding of found) this.parts.log.info(finding.level, findingSentence(finding, t));
    return found;
  }

  private async start(draft: LaunchDraft, secrets: Readonly<Record<string, string>>): Promise<JobRef | null> {
    const { jobs, log, launched, reveal } = this.parts;
    const { name, host } = draft.config;
    const result = await progress(t("Launching {0} on {1}", name, host), () => jobs.launch(draft, secrets));
    if (result.kind !== "launched") {
      tellNotLaunched(result, draft, log);
      return null;
    }
    log.info("launched", { host: result.job.host, run: result.job.runId, isNew: result.isNew });
    launched.keep(draft.file, draft.plan.files);
    await reveal(result.job);
    return result.job;
  }
}

/** Checkpoints do not travel between hosts. Says so. */
function isElsewhere({ config }: LaunchDraft, resume: JobView | null): boolean {
  if (resume === null || resume.host === config.host) return false;
  void vscode.window.showErrorMessage(
    t(
      "The checkpoints of {0} are on {1}, and its configuration names {2}: mend its host.",
      config.name,
      resume.host,
      config.host,
    ),
  );
  return true;
}

function progress<T>(title: string, work: () => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => work()),
  );
}

function tellNotLaunched(
  result: Exclude<LaunchResult, { readonly kind: "launched" }>,
  draft: LaunchDraft,
  log: vscode.LogOutputChannel,
): void {
  const { host, name } = draft.config;
  if (result.kind === "unreachable") {
    showHostFailure(host, result.failure, log);
    return;
  }
  log.error(`${name} was not launched: ${result.reason}`, result.detail);
  const showLog = t("Show Log");
  vscode.window.showErrorMessage(reasonSentence(result.reason, name, host), showLog).then(
    chosen => {
      if (chosen === showLog) log.show();
    },
    (error: unknown) => log.error("a notification failed", String(error)),
  );
}

type Reason = Extract<LaunchResult, { readonly kind: "failed" }>["reason"];

function reasonSentence(reason: Reason, name: string, host: string): string {
  switch (reason) {
    case "no-space":
      return t("The disk of {0} is full, so that {1} was not launched: make room, or set loupe.runRoot.", host, name);
    case "not-started":
      return t("{0} took the launch of {1} and began nothing: the log says what it answered.", host, name);
    case "upload":
      return t("The files of {1} did not get to {0}: launch it again, what is there already is not lost.", host, name);
    case "scheduler":
      return t("The scheduler of {0} does not take {1}: the log says what it answered.", host, name);
  }
}

import * as vscode from "vscode";
import type { ListedOwnReward, OwnRewardOutcome } from "../../protocol/reward/ownRewardApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import { formatCount } from "../tree/formatCount.js";
import { problemSentence } from "../tree/problemSentence.js";
import { t } from "../t.js";
import type { StrategiesPanels } from "./strategiesPanels.js";
import { ownRewardSentence } from "./ownRewardSentence.js";
import type { OwnRewardTarget } from "./ownRewardTarget.js";

interface Parts {
  readonly worker: RunsWorker;
  readonly strategies: StrategiesPanels;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}

interface LastRun {
  readonly id: string;
  readonly target: OwnRewardTarget;
}

/**
 * Runs own reward code on the rollouts that a person chose, and again when they save its file. Nothing runs before they
 * asked for it once in this window, and nothing in an untrusted folder.
 */
export class OwnRewards implements vscode.Disposable {
  private readonly parts: Parts;
  private readonly saving: vscode.Disposable;
  /** By file: what a save runs again. */
  private readonly last = new Map<string, LastRun>();
  /** Files of loupe.json that the person agreed to run. */
  private readonly agreed = new Set<string>();

  constructor(parts: Parts) {
    this.parts = parts;
    this.saving = vscode.workspace.onDidSaveTextDocument(({ uri }) => this.saved(uri.fsPath));
  }

  /** Runs one; shows its rewards in the strategies view. Null when the person did not agree, or cancelled it. */
  async run({ reward, from }: ListedOwnReward, target: OwnRewardTarget): Promise<OwnRewardOutcome | null> {
    const asked = `${reward.interpreter} ${reward.file}`;
    // A run's folder may come from anywhere: what its loupe.json names is shown before it runs.
    if (
      from === "loupe.json" &&
      !this.agreed.has(asked) &&
      !(await agrees(reward.interpreter, reward.file, target.run))
    )
      return null;
    this.agreed.add(asked);
    this.last.set(reward.file, { id: reward.id, target });
    const outcome = await this.runWithProgress(reward.id, target);
    if (outcome !== null) this.show(outcome, true);
    return outcome;
  }

  /** What it prints goes to the log. */
  take(event: RunsEvent): void {
    if (event.kind !== "ownOutput") return;
    for (const line of event.text.split("\n")) if (line !== "") this.parts.log.info(`own code: ${line}`);
  }

  dispose(): void {
    this.saving.dispose();
  }

  private saved(file: string): void {
    const last = this.last.get(file);
    if (last === undefined || !vscode.workspace.isTrusted) return;
    this.runWithProgress(last.id, last.target).then(
      outcome => {
        if (outcome !== null) this.show(outcome, false);
      },
      (error: unknown) => this.parts.showFailure(t("The reward function could not be run."), error),
    );
  }

  /** Null when it was cancelled, or another run took its place. */
  private async runWithProgress(id: string, { rollouts }: OwnRewardTarget): Promise<OwnRewardOutcome | null> {
    const { worker } = this.parts;
    const options = { location: vscode.ProgressLocation.Notification, title: t("Running {0}", id), cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const api = await worker.api();
      const events = worker.onEvent(event => {
        if (event.kind === "rewardProgress")
          progress.report({ message: t("{0} of {1} rollouts", formatCount(event.done), formatCount(event.of)) });
      });
      const cancelling = token.onCancellationRequested(() => {
        api.cancelOwnReward(null).catch((error: unknown) => this.parts.log.error("own code not ended", String(error)));
      });
      try {
        return await api.runOwnReward({ id, rollouts });
      } catch (error) {
        if (error instanceof Error && error.message === "cancelled") return null;
        throw error;
      } finally {
        events.dispose();
        cancelling.dispose();
      }
    });
  }

  /** In the strategies view where it is open, or was asked for; and in a sentence. */
  private show(outcome: OwnRewardOutcome, opens: boolean): void {
    const { strategies } = this.parts;
    if (outcome.kind === "failed") {
      this.tell(outcome.file, outcome.line, problemSentence(outcome.problem, t));
      return;
    }
    if (opens) strategies.open(outcome.set, outcome.id);
    // The strategy and its figures are others now, and nothing on disk has changed that would tell.
    strategies.take({ kind: "changed", ids: [] });
    const sentence = ownRewardSentence(outcome, t);
    const problem = outcome.firstProblem?.score;
    if (problem === undefined) vscode.window.setStatusBarMessage(sentence, 10_000);
    else this.tell(outcome.file, problem.kind === "raised" ? problem.line : null, sentence);
  }

  /** Not waited for: a message may stay open for long. */
  private tell(file: string, line: number | null, sentence: string): void {
    const { log, showFailure } = this.parts;
    log.warn("own code", file, sentence);
    const [goTo, showLog] = [t("Open File"), t("Show Log")];
    const follow = async () => {
      const chosen = await vscode.window.showWarningMessage(sentence, goTo, showLog);
      if (chosen === showLog) log.show();
      if (chosen !== goTo) return;
      const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
      await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
    };
    follow().catch((error: unknown) => showFailure(t("The file could not be opened."), error));
  }
}

async function agrees(interpreter: string, file: string, run: string): Promise<boolean> {
  const yes = t("Run");
  const detail = t("The loupe.json of {0} names it. It runs with your rights, by {1}: {2}", run, interpreter, file);
  return (await vscode.window.showWarningMessage(t("Run this reward function?"), { modal: true, detail }, yes)) === yes;
}

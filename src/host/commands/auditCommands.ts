import * as vscode from "vscode";
import { auditItems, suspectItems, type AuditItem } from "../audit/auditItems.js";
import { auditScope, setsOfRun } from "../audit/auditScope.js";
import { auditSentence } from "../audit/auditSentence.js";
import type { AuditedScope, Audits } from "../audit/audits.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import { formatCount } from "../tree/formatCount.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker" | "lists" | "panels" | "log"> & {
  readonly audits: Audits;
};
type AuditCommand = "loupe.auditRewards" | "loupe.showDiffering" | "loupe.showAudit" | "loupe.showSuspectTargets";

/** Commands that set logged rewards beside recomputed ones. */
export function auditCommands(services: Services): CommandHandlers<AuditCommand> {
  const { audits, panels, lists, log } = services;
  const showDiffering = async () => {
    lists.setFilters(["differs"]);
    await vscode.commands.executeCommand("loupe.runs.focus");
  };
  const act = async ({ action }: AuditItem) => {
    if (action.kind === "rollout") await panels.open(action.ref, { call: null });
    if (action.kind === "differing") await showDiffering();
  };
  const pick = async (itemsOf: (audited: readonly AuditedScope[]) => readonly AuditItem[], nothing: string) => {
    const items = itemsOf(audits.latest);
    if (items.length === 0) {
      vscode.window.setStatusBarMessage(nothing, 6000);
      return;
    }
    const chosen = await vscode.window.showQuickPick(items, {
      title: t("What the audit found"),
      matchOnDescription: true,
    });
    if (chosen !== undefined) await act(chosen);
  };
  return {
    "loupe.auditRewards": async argument => {
      const sets = await setsFor(services, argument);
      const audited = sets === null ? null : await auditWithProgress(services, sets);
      if (audited !== null) tellResult(audited, log);
    },
    "loupe.showDiffering": showDiffering,
    "loupe.showAudit": () => pick(auditItems, t("Nothing was audited yet.")),
    "loupe.showSuspectTargets": () => pick(suspectItems, t("The audits so far found no suspect targets.")),
  };
}

/** The rollouts of the item named, of the selected one or the nearest above it that has some, else of a run that is picked. */
async function setsFor({ tree, runsView, worker }: Services, argument: unknown): Promise<readonly RolloutSet[] | null> {
  const sources = await (await worker.api()).rewardSources(null);
  let node = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
  while (node !== null) {
    const sets = auditScope(node, sources);
    if (sets.length > 0) return sets;
    node = node.parent === null ? null : await tree.nodeOf(node.parent);
  }
  return pickRun(sources);
}

async function pickRun(sources: readonly RolloutSource[]): Promise<readonly RolloutSet[] | null> {
  const runs = [...new Set(sources.map(({ run }) => run))];
  const [only] = runs;
  if (only === undefined) {
    vscode.window.setStatusBarMessage(t("There are no rollouts to audit."), 4000);
    return null;
  }
  if (runs.length === 1) return setsOfRun(only, sources);
  const items = runs.map(run => ({ label: run.replace(/^.*[/\\]/, ""), description: run, run }));
  const chosen = await vscode.window.showQuickPick(items, { title: t("Audit the rewards of which run?") });
  return chosen === undefined ? null : setsOfRun(chosen.run, sources);
}

/** Null when it was cancelled. */
async function auditWithProgress(
  { worker, audits }: Services,
  sets: readonly RolloutSet[],
): Promise<readonly AuditedScope[] | null> {
  const options = { location: vscode.ProgressLocation.Notification, title: t("Auditing rewards"), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const events = worker.onEvent(event => {
      if (event.kind === "rewardProgress")
        progress.report({ message: t("{0} of {1} rollouts read", formatCount(event.done), formatCount(event.of)) });
    });
    const cancelling = token.onCancellationRequested(() => {
      worker.api().then(
        api => api.cancelReward(null),
        () => undefined,
      );
    });
    try {
      return await audits.run(sets);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    } finally {
      events.dispose();
      cancelling.dispose();
    }
  });
}

/** One sentence with the ways on from it. Not waited for: a command ends when its work does. */
function tellResult(audited: readonly AuditedScope[], log: vscode.LogOutputChannel): void {
  const isDifferent = audited.some(({ summary }) => summary.differing > 0);
  const [differing, details] = [t("Show Differing Rollouts"), t("Show Audit")];
  const sentence = auditSentence(audited);
  const told = isDifferent
    ? vscode.window.showWarningMessage(sentence, differing, details)
    : vscode.window.showInformationMessage(sentence, details);
  const follow = async () => {
    const chosen = await told;
    if (chosen === differing) await vscode.commands.executeCommand("loupe.showDiffering");
    if (chosen === details) await vscode.commands.executeCommand("loupe.showAudit");
  };
  follow().catch((error: unknown) => log.error("the audit could not be shown", String(error)));
}

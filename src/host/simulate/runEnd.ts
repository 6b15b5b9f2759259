import { basename } from "node:path";
import * as vscode from "vscode";
import type { MiniatureRunResult } from "../../node/simulate/runMiniature.js";
import { runOfFolder } from "../jobs/runOfFolder.js";
import { t } from "../t.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { divergedAdvice } from "./divergedAdvice.js";
import type { MiniatureServices } from "./miniatureServices.js";

type Written = Extract<MiniatureRunResult, { readonly kind: "written" }>;

/** Why nothing was trained, as a sentence. */
function refusal(result: Exclude<MiniatureRunResult, Written>): string {
  switch (result.kind) {
    case "occupied":
      return t("{0} holds something else: choose another folder.", result.path);
    case "no-glyphs":
      return t("The extension is damaged: {0} is missing. Install it again.", basename(result.path));
    case "busy":
      return t("Another program (process {0}) writes the run in {1}: stop that one first.", result.pid, result.path);
    case "unreadable":
      return t("No checkpoint in {0} can be read by this version: choose another folder.", result.path);
    case "no-rate":
      return t("The strategy pays by how many of a question’s rollouts call: responses takes 2 or more.");
    case "diverged":
      return `${t("The miniature run {0} (simulated) has diverged at step {1}, which was not written.", basename(result.path), result.step)} ${divergedAdvice()}`;
    case "fewer-steps":
      return t("{0} has {1} steps already: ask for that many or more.", result.path, result.step);
    case "differs": {
      const names = result.differences.map(({ name, written, asked }) =>
        t("{0} is {1}, not {2}", name, written, asked),
      );
      return t("The run in {0} is another: {1}. Choose another folder.", result.path, names.join("; "));
    }
  }
}

async function offer(sentence: string, action: string, act: () => PromiseLike<unknown>): Promise<void> {
  if ((await vscode.window.showInformationMessage(sentence, action)) === action) await act();
}

async function tellWritten({ worker }: MiniatureServices, result: Written, found: number | null): Promise<void> {
  const { run, step, steps } = result;
  const name = basename(run);
  if (step < steps) {
    const sentence = t("The miniature run {0} (simulated) stopped at step {1} of {2}.", name, step, steps);
    await offer(sentence, t("Resume"), () => vscode.commands.executeCommand("loupe.resumeMiniatureRun", run));
    return;
  }
  const sentence =
    found === null
      ? t("The miniature run {0} (simulated) is over: {1} steps.", name, steps)
      : t(
          "The miniature run {0} (simulated) is over: {1} steps, wanted view found {2}.",
          name,
          steps,
          formatDecimal(found, 2),
        );
  await offer(sentence, t("Show Curves"), async () => {
    const node = await runOfFolder(worker, run);
    await vscode.commands.executeCommand("loupe.openStrategies", node?.id);
  });
}

/** How a run ended, in a sentence with what one may want next. */
export const runEnd = {
  tell(services: MiniatureServices, result: MiniatureRunResult, found: number | null): void {
    if (result.kind !== "written") {
      void vscode.window.showErrorMessage(refusal(result));
      return;
    }
    tellWritten(services, result, found).catch((error: unknown) =>
      services.log.error("a notification failed", String(error)),
    );
  },
} as const;

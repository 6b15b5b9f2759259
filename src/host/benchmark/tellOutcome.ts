import * as vscode from "vscode";
import { t } from "../t.js";
import type { BenchmarkServices } from "./benchmarkServices.js";

interface Offer {
  readonly label: string;
  readonly act: () => Thenable<unknown>;
}

/** Says how some work ended, with the ways on from it. Not waited for: a command ends when its work does. */
export function tellOutcome(
  { log, showFailure }: Pick<BenchmarkServices, "log" | "showFailure">,
  sentence: string,
  offers: readonly Offer[],
): void {
  const follow = async () => {
    const chosen = await vscode.window.showInformationMessage(sentence, ...offers.map(({ label }) => label));
    await offers.find(({ label }) => label === chosen)?.act();
  };
  log.info(sentence);
  follow().catch((error: unknown) => showFailure(t("The command could not be carried out."), error));
}

/** Says why some work was not done; null: it was stopped, which nobody has to be told. */
export function tellNotDone({ log }: Pick<BenchmarkServices, "log">, sentence: string | null): void {
  if (sentence === null) return;
  log.warn(sentence);
  void vscode.window.showWarningMessage(sentence);
}

import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { Strategy } from "../../core/reward/strategy.js";
import { comparisonExcess } from "../../core/simulate/miniature/comparisonBounds.js";
import { comparisonSuffix } from "../../core/simulate/miniature/comparisonSuffix.js";
import type { MiniatureComparison } from "../../core/simulate/miniature/miniatureComparison.js";
import { compareRuns, type AskedComparison, type ComparedRuns } from "../../node/simulate/compareRuns.js";
import { comparisonFile } from "../../node/simulate/comparisonFile.js";
import { runDisk } from "../../node/simulate/runDisk.js";
import { t } from "../t.js";
import { askParameter } from "./askParameter.js";
import { assumptionRows, type Assumptions } from "./assumptions.js";
import { comparisonViewType } from "./comparisonEditor.js";
import { divergedAdvice } from "./divergedAdvice.js";
import { freePath } from "./freePath.js";
import { miniatureFolder } from "./miniatureFolder.js";
import type { MiniatureServices } from "./miniatureServices.js";
import { optionsOf } from "./optionsOf.js";
import { pickDraft, type DraftRow } from "./pickDraft.js";
import { pickStrategies } from "./pickStrategies.js";
import { requireTrustToWrite } from "./requireTrustToWrite.js";

/** A screen takes five seeds, a statement twenty. */
const seedChoices = [5, 20, 10, 2] as const;

/** What will be compared. */
interface ComparisonDraft {
  readonly strategies: readonly Strategy[];
  readonly seeds: number;
  readonly steps: string;
  readonly assumptions: Assumptions;
  /** Where the result is written to; null: nothing is opened, so that it is asked for. */
  readonly file: string | null;
}

async function askSeeds(): Promise<number | null> {
  const details: Readonly<Record<number, string>> = {
    5: t("a screen: seconds"),
    20: t("a statement: a minute or so"),
  };
  const items = seedChoices.map(seeds => ({
    label: t("{0} seeds", seeds),
    ...(details[seeds] === undefined ? {} : { description: details[seeds] }),
    seeds,
  }));
  return (await vscode.window.showQuickPick(items, { title: t("Seeds"), ignoreFocusOut: true }))?.seeds ?? null;
}

/** Null: nothing is opened, so that the person's own folder is offered. */
async function askFile(file: string | null): Promise<string | null> {
  const target = await vscode.window.showSaveDialog({
    title: t("Where is the comparison written to?"),
    defaultUri: vscode.Uri.file(file ?? join(homedir(), `comparison${comparisonSuffix}`)),
    filters: { [t("Comparison of miniatures")]: [comparisonSuffix.slice(1)] },
  });
  if (target?.scheme !== "file") return null;
  const { fsPath } = target;
  return fsPath.endsWith(comparisonSuffix) ? fsPath : `${fsPath.replace(/\.json$/, "")}${comparisonSuffix}`;
}

function rowsOf(draft: ComparisonDraft): readonly DraftRow<ComparisonDraft>[] {
  return [
    {
      label: t("Seeds"),
      description: String(draft.seeds),
      change: async () => {
        const seeds = await askSeeds();
        return seeds === null ? null : { ...draft, seeds };
      },
    },
    {
      label: t("Steps"),
      description: draft.steps,
      change: async () => {
        const steps = await askParameter("steps", t("Steps"), draft.steps);
        return steps === null ? null : { ...draft, steps };
      },
    },
    {
      label: t("Written to"),
      description: draft.file ?? t("asked for at the start"),
      change: async () => {
        const file = await askFile(draft.file);
        return file === null ? null : { ...draft, file };
      },
    },
    ...assumptionRows(draft),
  ];
}

const listOf = (draft: ComparisonDraft) => ({
  title: t("Compare Strategies in Miniature (simulated)"),
  go: {
    label: `$(play) ${t("Compare {0} strategies", draft.strategies.length)}`,
    description: t("{0} seeds, {1} steps", draft.seeds, draft.steps),
    detail: t("{0} trainings. Nothing is claimed of a language model.", draft.strategies.length * draft.seeds),
  },
  rows: rowsOf(draft),
});

async function askDraft(services: MiniatureServices): Promise<ComparisonDraft | null> {
  const chosen = await pickStrategies(services);
  if (chosen === null) return null;
  const strategies = chosen.flatMap(({ strategy, spec }) => (strategy === null ? [] : [{ ...strategy, id: spec }]));
  const folder = miniatureFolder();
  const file = folder === null ? null : freePath(folder, "comparison", comparisonSuffix);
  return pickDraft({ strategies, seeds: 5, steps: "200", assumptions: {}, file }, listOf);
}

async function trained({ trainScript }: MiniatureServices, asked: AskedComparison): Promise<ComparedRuns> {
  const title = t("Comparing {0} strategies in miniature (simulated)", asked.strategies.length);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    const stopping = token.onCancellationRequested(() => stop.abort());
    const onProgress = (done: number, of: number) =>
      progress.report({ increment: 100 / of, message: t("{0} of {1} trainings", done, of) });
    try {
      return await compareRuns(asked, { script: trainScript, signal: stop.signal, onProgress });
    } finally {
      stopping.dispose();
    }
  });
}

/** Asks for another place until it can be written there; null: it was left. */
async function placeFor(file: string): Promise<string | null> {
  for (let place = file; ;) {
    const problem = await runDisk.makeFolder(dirname(place)).then(
      () => comparisonFile.problem(place),
      (error: unknown) => String(error),
    );
    if (problem === null) return place;
    const other = await askOther(t("A comparison cannot be written to {0}: {1}", place, problem), place);
    if (other === null) return null;
    place = other;
  }
}

async function askOther(sentence: string, file: string): Promise<string | null> {
  const action = t("Choose Another Place");
  return (await vscode.window.showErrorMessage(sentence, action)) === action ? askFile(file) : null;
}

async function write(file: string, comparison: MiniatureComparison): Promise<void> {
  for (let place: string | null = file; place !== null;) {
    const problem = await comparisonFile.write(place, comparison);
    if (problem === null) {
      await vscode.commands.executeCommand("vscode.openWith", vscode.Uri.file(place), comparisonViewType);
      return;
    }
    place = await askOther(t("The comparison could not be written to {0}: {1}", place, problem), place);
  }
}

async function take(services: MiniatureServices, result: ComparedRuns, file: string): Promise<void> {
  switch (result.kind) {
    case "compared":
      return write(file, result.comparison);
    case "stopped":
      void vscode.window.showInformationMessage(t("The comparison was stopped: nothing was written."));
      return;
    case "diverged": {
      const { strategy, seed, step } = result;
      void vscode.window.showErrorMessage(
        `${t("{0} has diverged under seed {1} at step {2}; nothing was written.", strategy, seed, step)} ${divergedAdvice()}`,
      );
      return;
    }
    case "crashed": {
      const { strategy, seed, error } = result;
      services.showFailure(t("{0} could not be trained under seed {1}.", strategy, seed), error);
    }
  }
}

/** Options of all seeds, each of which has pages of its own and may lack a kind of question; else why not. */
function optionsFor({ assumptions, steps, strategies }: ComparisonDraft, seeds: readonly number[]) {
  const all = seeds.map(seed => optionsOf({ ...assumptions, steps, seed: String(seed) }));
  const wrong = all.find(read => read.kind === "problem");
  const [first] = all;
  if (wrong !== undefined || first === undefined) return wrong ?? null;
  const excess = first.kind === "ok" ? comparisonExcess(strategies.length, first.options.steps) : null;
  if (excess === null) return first;
  const sentence =
    excess.code === "arms"
      ? t("A comparison takes {0} strategies at most.", excess.most)
      : t("A comparison of {0} strategies takes {1} steps at most.", strategies.length, excess.most);
  return { kind: "problem", sentence } as const;
}

/** Asks for strategies and the rest, trains them under the same seeds, and opens what came of it. */
export async function compareInMiniature(services: MiniatureServices): Promise<void> {
  if (!(await requireTrustToWrite())) return;
  const draft = await askDraft(services);
  if (draft === null) return;
  const seeds = Array.from({ length: draft.seeds }, (_, at) => at + 1);
  const read = optionsFor(draft, seeds);
  if (read === null) return;
  if (read.kind === "problem") {
    void vscode.window.showErrorMessage(read.sentence);
    return;
  }
  const asked = draft.file ?? (await askFile(null));
  const file = asked === null ? null : await placeFor(asked);
  if (file === null) return;
  services.log.info("strategies are compared in miniature", { file: basename(file), seeds: draft.seeds });
  await take(services, await trained(services, { strategies: draft.strategies, seeds, options: read.options }), file);
}

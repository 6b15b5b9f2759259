import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Strategy } from "../../core/reward/strategy.js";
import { t } from "../t.js";
import { askParameter } from "./askParameter.js";
import { assumptionRows, type Assumptions } from "./assumptions.js";
import { freePath } from "./freePath.js";
import { askFolder, miniatureFolder } from "./miniatureFolder.js";
import { miniaturePaces, type PaceName } from "./miniaturePaces.js";
import type { MiniatureServices } from "./miniatureServices.js";
import { optionsOf } from "./optionsOf.js";
import { pickDraft, type DraftRow } from "./pickDraft.js";
import { pickStrategy } from "./pickStrategies.js";
import { requireTrustToWrite } from "./requireTrustToWrite.js";
import { specSlug } from "./specSlug.js";
import { trainMiniature } from "./trainMiniature.js";

/** What will be trained; numbers as they were typed. */
interface RunDraft {
  readonly name: string;
  readonly strategy: Strategy;
  readonly seed: string;
  readonly steps: string;
  readonly pace: PaceName;
  /** Where the run's own folder is made; null: nothing is opened, so that it is asked for. */
  readonly parent: string | null;
  readonly assumptions: Assumptions;
}

const folderName = ({ strategy, seed }: RunDraft) => `${specSlug(strategy.id)}-seed-${seed}`;

/** The lowest seed whose run is not there yet: starting again gives another run. */
function freeSeed(strategy: Strategy, parent: string | null): string {
  let seed = 1;
  while (parent !== null && existsSync(join(parent, `${specSlug(strategy.id)}-seed-${String(seed)}`))) seed++;
  return String(seed);
}

function rowsOf(draft: RunDraft): readonly DraftRow<RunDraft>[] {
  const number = (name: "seed" | "steps", label: string): DraftRow<RunDraft> => ({
    label,
    description: draft[name],
    change: async () => {
      const typed = await askParameter(name, label, draft[name]);
      return typed === null ? null : { ...draft, [name]: typed };
    },
  });
  return [
    number("seed", t("Seed")),
    number("steps", t("Steps")),
    {
      label: t("Pace"),
      description: miniaturePaces.word(draft.pace),
      change: async () => {
        const pace = await miniaturePaces.ask(t("Pace"), draft.pace);
        return pace === null ? null : { ...draft, pace };
      },
    },
    {
      label: t("Folder"),
      description: draft.parent ?? t("asked for at the start"),
      change: async () => {
        const parent = await askFolder(t("Where is the run’s folder made?"));
        return parent === null ? null : { ...draft, parent };
      },
    },
    ...assumptionRows(draft),
  ];
}

const listOf = (draft: RunDraft) => ({
  title: t("Start Miniature Run (simulated)"),
  go: {
    label: `$(play) ${t("Start {0}", draft.name)}`,
    description: t("seed {0}, {1} steps, {2}", draft.seed, draft.steps, miniaturePaces.word(draft.pace)),
    detail: t("Closing the window stops it; what is written opens, and can be resumed."),
  },
  rows: rowsOf(draft),
});

/** Asks what to train; null: it was left. */
async function askDraft(services: MiniatureServices): Promise<RunDraft | null> {
  const chosen = await pickStrategy(services);
  const strategy = chosen?.strategy ?? null;
  if (chosen === null || strategy === null) return null;
  const { spec } = chosen;
  const parent = miniatureFolder();
  const first: RunDraft = {
    ...{ name: chosen.label, strategy: { ...strategy, id: spec }, seed: freeSeed(strategy, parent) },
    ...{ steps: "200", pace: "live", parent, assumptions: {} },
  };
  return pickDraft(first, listOf);
}

/** Asks for a strategy and the rest, then trains and writes the run. Resolves when the run is over or stopped. */
export async function startMiniatureRun(services: MiniatureServices): Promise<void> {
  if (!(await requireTrustToWrite())) return;
  const draft = await askDraft(services);
  if (draft === null) return;
  const { seed, steps, assumptions } = draft;
  const read = optionsOf({ ...assumptions, seed, steps });
  if (read.kind === "problem") {
    void vscode.window.showErrorMessage(read.sentence);
    return;
  }
  const parent = draft.parent ?? (await askFolder(t("Where is the run’s folder made?")));
  if (parent === null) return;
  const out = freePath(parent, folderName(draft));
  await trainMiniature(services, {
    out,
    strategy: draft.strategy,
    options: read.given,
    pace: miniaturePaces.of(draft.pace),
  });
}

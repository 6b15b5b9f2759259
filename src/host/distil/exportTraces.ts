import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { DistilManifest } from "../../core/distil/distilManifest.js";
import type { DistilOptions } from "../../core/distil/distilOptions.js";
import type { TracesExported } from "../../node/distil/exportTraces.js";
import { distilFindingStrings } from "../../protocol/evaluation/distilFindingStrings.js";
import { distilStrings } from "../../protocol/distil/distilStrings.js";
import { askFolderWithin } from "../askFolderWithin.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { isInside } from "../view/isInside.js";
import { workspaceRoots } from "../workspaceRoots.js";
import type { DistilViewServices } from "./distilViewServices.js";

interface Export {
  readonly folder: string;
  readonly options: DistilOptions;
  readonly next: string | null;
}

type Unfit = Extract<TracesExported, { kind: "nothing" }>["unfit"];

/** Kept traces that have no row, by what keeps them from it. */
const unfitWords = (unfit: Unfit): readonly string[] =>
  Object.entries(unfit).map(([code, count]) => {
    const known = `unfit_${code}`;
    const word = Object.entries(distilStrings).find(([key]) => key === known)?.[1] ?? code;
    return `${formatCount(count)}: ${vscode.l10n.t(word)}`;
  });

async function askFormat(): Promise<DistilManifest["to"] | null> {
  const items = [
    { label: "llamafactory", description: t("conversations with dataset_info.json"), to: "llamafactory" as const },
    { label: "jsonl", description: t("a row in each line"), to: "jsonl" as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: t("Export the kept traces for what?") }))?.to ?? null;
}

function askOut({ folder, options }: Export): Promise<string | null> {
  const parent = dirname(folder);
  const root = workspaceRoots().find(one => isInside(folder, one)) ?? parent;
  return askFolderWithin({
    title: t("Export Distilled Traces"),
    prompt: t("Folder of the rows, within {0}. An earlier export in it is replaced.", root),
    ...{ root, offered: join(parent, `${basename(folder)}-${options.method.toLowerCase()}`) },
  });
}

function notExported(result: Exclude<TracesExported, { kind: "exported" }>): string | null {
  switch (result.kind) {
    case "taken":
      return t("{0} has other files in it, {1} for one: choose another folder.", result.out, result.example);
    case "nothing":
      return t("No trace is left to be exported. {0}", unfitWords(result.unfit).join("; "));
    case "bad-run":
      return t("{0} is no run that goes on from rows.", result.path);
    case "none":
      return t("There is no evaluation any more.");
    case "no-dataset":
    case "unreadable":
    case "unwritable":
      return t("{0} cannot be read or written: {1}", result.path, result.reason);
    case "aborted":
      return null;
    default: {
      const never: never = result;
      return never;
    }
  }
}

function tell(
  services: DistilViewServices,
  { out, manifest: made, findings }: Extract<TracesExported, { kind: "exported" }>,
): void {
  const unfit = unfitWords(made.unfit);
  const parts = [
    t("{0} rows were written to {1}.", formatCount(made.rows), out),
    unfit.length === 0 ? "" : t("Kept, and left out: {0}.", unfit.join("; ")),
    made.tokens.doubtful === 0
      ? ""
      : t(
          "{0} rows may be longer than the cutoff, which the tokenizer alone knows.",
          formatCount(made.tokens.doubtful),
        ),
    ...findings.map(({ code, values }) => vscode.l10n.t(distilFindingStrings[code], ...values)),
  ];
  const file = vscode.Uri.file(join(out, "manifest.json"));
  tellOutcome(services, parts.filter(part => part !== "").join(" "), [
    { label: t("Show Manifest"), act: () => vscode.window.showTextDocument(file) },
  ]);
}

/** Asks how and where to, and writes the kept traces as rows of training data. */
export async function exportTraces(services: DistilViewServices, asked: Export): Promise<void> {
  const to = await askFormat();
  const out = to === null ? null : await askOut(asked);
  if (to === null || out === null) return;
  const version = productVersion(services.extension);
  const dataset = services.distilMemory.of(asked.folder);
  const result = await services.thread.withProgress(t("Exporting traces"), client =>
    client.exportTraces({ ...asked, dataset, to, out, version }),
  );
  if (result.kind === "exported") tell(services, result);
  else tellNotDone(services, notExported(result));
}

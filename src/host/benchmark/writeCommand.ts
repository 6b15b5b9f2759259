import * as vscode from "vscode";
import { writtenKinds, type WrittenKind } from "../../core/benchmark/written/writtenKinds.js";
import type { WriteResult } from "../../node/benchmark/write/writeTexts.js";
import { endpointUrl } from "../../node/endpoint/endpointUrl.js";
import { endpointStrings } from "../../protocol/endpoint/endpointStrings.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { askEndpoint } from "./askEndpoint.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { failureWords } from "./failureWords.js";
import { requireTrustForBenchmark } from "./requireTrustForBenchmark.js";
import { targetBenchmark } from "./targetBenchmark.js";
import { tellNotDone, tellOutcome } from "./tellOutcome.js";

interface Asked {
  readonly folder: string;
  readonly endpoint: string;
  readonly model: string;
  readonly key: string | null;
  readonly what: readonly WrittenKind[];
}

const kindWords = (): Readonly<Record<WrittenKind, string>> => ({
  captions: t("Captions of panels"),
  pairs: t("Questions and answers about panels"),
  texts: t("Texts of balloons that are not annotated"),
});

async function askKinds(): Promise<readonly WrittenKind[] | null> {
  const words = kindWords();
  const items = writtenKinds.map(kind => ({ label: words[kind], picked: true, written: kind }));
  const chosen = await vscode.window.showQuickPick(items, { title: t("What is to be written?"), canPickMany: true });
  return chosen === undefined || chosen.length === 0 ? null : chosen.map(({ written }) => written);
}

async function ask(services: BenchmarkServices, folder: string): Promise<Asked | null> {
  const title = t("Write Texts with a Model");
  const endpoint = await askEndpoint.url(title);
  const model = endpoint === null ? null : await askEndpoint.model(title);
  const what = model === null ? null : await askKinds();
  const key = endpoint === null || what === null ? null : await askEndpoint.key(services.endpointKeys, endpoint);
  if (endpoint === null || model === null || what === null || key === null) return null;
  return { folder, endpoint, model, what, key: key === "" ? null : key };
}

/** Says what would be sent where, and asks whether it may be. */
async function confirm({ endpoint, model, key }: Asked, requests: number): Promise<boolean> {
  const url = endpointUrl(endpoint);
  const isOpen = url.kind === "url" && url.isOpenToOthers && key !== null;
  const send = t("Send");
  const detail = [
    t("Each request holds a part of a page. What was written before by the same model and prompt is not asked again."),
    isOpen ? t("The key goes to this address unencrypted.") : "",
  ];
  const sentence = t(
    "Send {0} requests with an image each to {1} ({2})?",
    formatCount(requests),
    new URL(endpoint).host,
    model,
  );
  const options = { modal: true, detail: detail.filter(line => line !== "").join("\n\n") };
  return (await vscode.window.showWarningMessage(sentence, options, send)) === send;
}

type Written = Extract<WriteResult, { kind: "written" }>;

/** Why the endpoint failed last, with the way out and what it said; empty: it did not fail. */
function lastFailure({ endpoint }: Asked, { summary }: Written): string {
  if (summary.lastFailure === null) return "";
  const { code, message } = summary.lastFailure;
  const sentence = vscode.l10n.t(endpointStrings[code], new URL(endpoint).host);
  return message === "" ? sentence : `${sentence} (${message})`;
}

function tell(services: BenchmarkServices, asked: Asked, result: Written): void {
  const { folder } = asked;
  const counts = Object.values(result.summary.counts);
  const total = (key: "written" | "refused" | "damaged" | "failed") =>
    counts.reduce((sum, count) => sum + count[key], 0);
  const not = total("refused") + total("damaged") + total("failed");
  const done = t(
    "{0} texts were written; {1} requests.",
    formatCount(total("written")),
    formatCount(result.summary.requests),
  );
  const parts = [
    done,
    not === 0 ? "" : t("{0} brought nothing that can be used.", formatCount(not)),
    lastFailure(asked, result),
    result.stop === null || result.stop === "cancelled" ? "" : t("The run stopped early; it can be taken up again."),
  ];
  const build = {
    label: t("Build Questions"),
    act: () => vscode.commands.executeCommand("loupe.buildQuestions", { folder }),
  };
  tellOutcome(services, parts.filter(part => part !== "").join(" "), [build]);
}

/** Has a model behind an endpoint write captions, questions and balloon texts, after saying how much would be sent. */
export async function writeCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const folder = await targetBenchmark(services, argument);
  const asked = folder === null ? null : await ask(services, folder);
  if (asked === null) return;
  const work = (isDryRun: boolean) =>
    services.thread.withProgress(isDryRun ? t("Counting what would be asked") : t("A model writes texts"), client =>
      client.write({ ...asked, isDryRun }),
    );
  const planned = await work(true);
  if (planned.kind !== "planned") {
    if (planned.kind !== "written") tellNotDone(services, failureWords.write(planned, t));
    return;
  }
  const { requests } = planned.plan;
  if (requests === 0) tellOutcome(services, t("Everything that was asked for has been written before."), []);
  if (requests === 0 || !(await confirm(asked, requests))) return;
  const result = await work(false);
  services.folders.refresh();
  if (result.kind === "written") tell(services, asked, result);
  else if (result.kind !== "planned") tellNotDone(services, failureWords.write(result, t));
}

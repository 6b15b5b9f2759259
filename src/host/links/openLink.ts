import { basename } from "node:path";
import * as vscode from "vscode";
import type { ReadLink } from "../../core/link/readLink.js";
import type { RolloutLink } from "../../core/link/rolloutLink.js";
import type { FollowedLink } from "../../protocol/links/linkApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import { t } from "../t.js";
import { linkFaultSentence } from "../../protocol/links/linkFaultSentence.js";
import type { LinkServices } from "./linkServices.js";

/**
 * Opens what a link leads to, if that is a row of the opened folders; else one sentence says why not, with a way out. A
 * link opens no folder by itself.
 */
export async function openLink(read: ReadLink, services: LinkServices): Promise<void> {
  if (read.kind === "refused") {
    await vscode.window.showWarningMessage(linkFaultSentence(read.fault, t));
    return;
  }
  const { link } = read;
  const api = await services.worker.api();
  const followed = await vscode.window.withProgress(
    { location: { viewId: "loupe.runs" }, title: t("Looking for the link’s rollout") },
    () => api.followLink({ link }),
  );
  await land(followed, link, services);
}

async function land(followed: FollowedLink, link: RolloutLink, services: LinkServices): Promise<void> {
  switch (followed.kind) {
    case "found":
      await show(followed.ref, link.call, services);
      if (followed.isMoved) tellMoved(followed.ref, link);
      return;
    case "changed":
      await offerSimilar(changedSentence(followed.file), followed, services);
      return;
    case "unknown-place":
      await offerFolder(link, followed.similar, services);
      return;
  }
}

async function show(ref: RolloutRef, call: number | null, { panels, runsView }: LinkServices): Promise<void> {
  await panels.open(ref, { call, preserveFocus: false });
  await runsView.reveal(ref, call, true);
}

function tellMoved(ref: RolloutRef, link: RolloutLink): void {
  const place = `${link.path.at(-1) ?? ""} ${link.row}`;
  const sentence = t("The link’s rollout moved: it was {0} and is {1} now.", place, `${basename(ref.file)} ${ref.row}`);
  vscode.window.setStatusBarMessage(sentence, 8000);
}

const changedSentence = (file: string) =>
  t("The link’s rollout is no longer in {0}: the file was written again.", basename(file));

interface Offered {
  readonly ref: RolloutRef | null;
  readonly similar: RolloutRef | null;
}

async function offerSimilar(sentence: string, { ref, similar }: Offered, services: LinkServices): Promise<void> {
  const sameQuestion = t("Show the Same Question");
  const sameRow = t("Show What Is There Now");
  const offers = [...(similar === null ? [] : [sameQuestion]), ...(ref === null ? [] : [sameRow])];
  const chosen = await vscode.window.showWarningMessage(sentence, ...offers);
  const wanted = chosen === sameQuestion ? similar : chosen === sameRow ? ref : null;
  if (wanted !== null) await show(wanted, null, services);
}

async function offerFolder(link: RolloutLink, similar: RolloutRef | null, services: LinkServices): Promise<void> {
  const add = t("Add Run Folder…");
  const sameQuestion = t("Show the Same Question");
  const sentence = t(
    "No opened folder holds {0}: add the folder that it lies in, then open the link again.",
    link.path.join("/"),
  );
  const chosen = await vscode.window.showWarningMessage(sentence, add, ...(similar === null ? [] : [sameQuestion]));
  if (chosen === add) await vscode.commands.executeCommand("loupe.addRunFolder");
  else if (chosen === sameQuestion && similar !== null) await show(similar, null, services);
}

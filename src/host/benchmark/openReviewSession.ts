import * as vscode from "vscode";
import * as z from "zod";
import { reviewerName } from "../../node/benchmark/reviewerName.js";
import { ReviewSession } from "../../node/benchmark/reviewSession.js";
import { ReviewStore } from "../../node/benchmark/reviewStore.js";
import type { ReviewInit } from "../../protocol/review/reviewViewApi.js";
import { productVersion } from "../productVersion.js";
import { reviewerSetting } from "./reviewerSetting.js";
import type { ReviewServices } from "./reviewServices.js";

type OpenedReview =
  | { readonly kind: "open"; readonly session: ReviewSession }
  | { readonly kind: "closed"; readonly problem: NonNullable<ReviewInit["problem"]> };

const blindSetting = (folder: string): unknown =>
  vscode.workspace.getConfiguration("loupe.review", vscode.Uri.file(folder)).get("blind");

/** Reads a benchmark for the person who reviews it. Git is asked for a name in trusted folders only. */
export async function openReviewSession(folder: string, services: ReviewServices): Promise<OpenedReview> {
  const read = await ReviewStore.read(folder);
  if (read.kind === "missing") return { kind: "closed", problem: "no-questions" };
  if (read.kind === "unreadable") {
    services.log.error("a benchmark could not be read", read.file, read.reason);
    return { kind: "closed", problem: "unreadable" };
  }
  for (const { file, line, code, detail } of read.store.damaged)
    services.log.warn("a line of a benchmark was left out", `${file}:${String(line)}`, code, detail ?? "");
  const set = reviewerSetting(folder);
  const reviewer = vscode.workspace.isTrusted ? await reviewerName(set, folder) : set || "reviewer";
  const blind = z.boolean().catch(false).parse(blindSetting(folder));
  const toolVersion = productVersion(services.extension);
  return { kind: "open", session: new ReviewSession(read.store, { reviewer, blind, toolVersion }) };
}

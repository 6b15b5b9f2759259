import type { RunsEvent } from "../../protocol/runsApi.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";

type Notice = Extract<RunsEvent, { kind: "notice" }>;

const sentences: Readonly<Record<string, (t: Translate, values: readonly string[]) => string>> = {
  "watch-limit": t => t("The system has no file watches left: folders are looked at every few seconds instead."),
  "too-many-entries": (t, [folder]) =>
    t("Too many files in {0}: the search stopped (see the setting loupe.discovery.maxEntries).", folder ?? "?"),
  "root-unreadable": (t, [folder]) => t("The folder {0} cannot be read.", folder ?? "?"),
  "index-not-saved": (t, [folder]) =>
    t("The index cannot be saved in {0}: all is shown, and the next start reads the dumps again.", folder ?? "?"),
  "reader-crashed": (t, [reason]) =>
    t("A thread that reads rollouts for the reward views stopped and was started again: {0}", reason ?? "?"),
  "details-failed": (t, [reason]) => t("Rollouts could not be looked through: {0}", reason ?? "?"),
};

/** A notice of the worker in one sentence. A code without words is shown as it is. */
export function noticeSentence({ code, values }: Notice, t: Translate): string {
  const clipped = values.map(value => clip(value, 160));
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return sentence === undefined ? [code, ...clipped].join(" ") : sentence(t, clipped);
}

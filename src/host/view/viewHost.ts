import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { ViewHostApi, ViewInit } from "../../protocol/viewApi.js";
import type { ViewHostServices } from "./viewHostServices.js";

/** The panel, as far as its webview may reach it. */
export interface ServedPanel {
  readonly row: OpenedRow | null;
  readonly ref: RolloutRef | null;
  /** True for rows that this webview was given: it may still show one while the next is on its way. */
  hasShown(ref: RolloutRef): boolean;
  becameReady(): ViewInit;
  show(ref: RolloutRef): Promise<void>;
  walk(direction: 1 | -1, within: "group" | "list"): Promise<void>;
  setPinned(isPinned: boolean): void;
}

/**
 * What the webview may call; serve it with `viewHostSchemas`. The webview is not trusted: it shows text that a model wrote. Nothing
 * it sends becomes a path; a mapping of prefixes is taken only when it is the one that the shown row offers.
 */
export function viewHost(panel: ServedPanel, services: ViewHostServices): ViewHostApi {
  return {
    ready: () => Promise.resolve(panel.becameReady()),
    open: ({ ref }) => panel.show(ref),
    walk: ({ direction, within }) => panel.walk(direction, within),
    setPinned: ({ isPinned }) => {
      panel.setPinned(isPinned);
      return Promise.resolve();
    },
    reveal: async ({ call }) => {
      if (panel.ref !== null) await services.reveal(panel.ref, call);
    },
    focusChanged: ({ hasFocus, isInput }) => {
      services.setFocus(hasFocus, isInput);
      return Promise.resolve();
    },
    log: ({ level, message }) => {
      services.log[level]("view", message);
      return Promise.resolve();
    },
    ...rowCalls(panel, services),
    knownTags: () => services.knownTags(),
    audit: ({ strategy }) => (panel.ref === null ? Promise.resolve(null) : services.audit(panel.ref, strategy)),
    changeList: ({ what, how }) => {
      services.changeList(what, how);
      return Promise.resolve();
    },
    showDiffering: () => {
      if (panel.ref !== null) services.showDiffering(panel.ref);
      return Promise.resolve();
    },
    ...helpCalls(panel, services),
  };
}

/** The calls that name the row that a person sees. The webview does not choose rows: one that it was not given is refused. */
function rowCalls(panel: ServedPanel, services: ViewHostServices): Pick<ViewHostApi, "copyLink" | "remark"> {
  const isShown = (ref: RolloutRef) => {
    if (panel.hasShown(ref)) return true;
    services.log.warn("the view named a row that it was not given", ref.file, ref.row);
    return false;
  };
  return {
    copyLink: async ({ ref, call }) => {
      if (isShown(ref)) await services.copyLink(ref, call);
    },
    remark: ({ ref, change }) => (isShown(ref) ? services.remark(ref, change) : Promise.resolve(false)),
  };
}

/** The calls by which a person helps to read a row: its text, its space, its page. */
function helpCalls(
  panel: ServedPanel,
  services: ViewHostServices,
): Pick<ViewHostApi, "raw" | "openLine" | "setSpace" | "chooseSpace" | "addPrefix" | "addImageRoot" | "addDataset"> {
  const run = () => (panel.row?.kind === "rollout" ? panel.row.run.id : null);
  return {
    raw: () => (panel.ref === null ? Promise.resolve(null) : services.raw(panel.ref)),
    openLine: async () => {
      if (panel.ref !== null) await services.openLine(panel.ref);
    },
    setSpace: async ({ space }) => {
      const path = run();
      if (path !== null) await services.setSpace(path, space);
    },
    chooseSpace: () => {
      const path = run();
      if (path !== null) services.chooseSpace(path);
      return Promise.resolve();
    },
    addPrefix: ({ from, to }) => {
      const offered = offeredPrefix(panel.row);
      if (offered?.from === from && offered.to === to) services.addPrefix(from, to);
      else services.log.warn("the view asked for a mapping that was not offered", from, to);
      return Promise.resolve();
    },
    addImageRoot: () => {
      services.addImageRoot();
      return Promise.resolve();
    },
    addDataset: () => {
      services.addDataset();
      return Promise.resolve();
    },
  };
}

function offeredPrefix(row: OpenedRow | null): { readonly from: string; readonly to: string } | undefined {
  return row?.kind === "rollout" && row.page.kind === "blank" ? row.page.problem.offeredPrefix : undefined;
}

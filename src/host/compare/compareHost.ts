import * as vscode from "vscode";
import { tableText } from "../../core/reward/tableText.js";
import type { QuestionPanes } from "../../protocol/reward/compareApi.js";
import type { CompareHostApi, CompareInit, CompareScope } from "../../protocol/reward/compareViewApi.js";
import { t } from "../t.js";
import type { CompareServices } from "./compareServices.js";
import { copiedQuestions } from "./copiedQuestions.js";
import { pickSides } from "./pickSides.js";

/** The panel that the calls are for. */
interface ServedPanel {
  becameReady(): CompareInit;
  show(scope: CompareScope): void;
  /** The question with a URI for its page that the window may load. */
  forWindow(panes: QuestionPanes): Promise<QuestionPanes>;
}

type Computed = "sources" | "compare" | "compareQuestions" | "compareQuestion" | "questionCurve" | "heatMap" | "cancel";

/** The calls that the worker answers. It checks again that what is asked for is a set of rollouts it knows. */
function computed({ worker }: CompareServices, panel: ServedPanel): Pick<CompareHostApi, Computed> {
  return {
    sources: async () => (await worker.api()).rewardSources(null),
    compare: async params => (await worker.api()).compare(params),
    compareQuestions: async params => (await worker.api()).compareQuestions(params),
    compareQuestion: async params => {
      const panes = await (await worker.api()).compareQuestion(params);
      return panes === null ? null : panel.forWindow(panes);
    },
    questionCurve: async params => (await worker.api()).questionCurve(params),
    heatMap: async params => (await worker.api()).heatMap(params),
    cancel: async () => (await worker.api()).cancelReward(null),
  };
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(t("Copied."), 3000);
}

/** Asks the person something, who may take long: the call is over before. */
const begin = (ask: () => void) => () => {
  ask();
  return Promise.resolve();
};

/**
 * What the webview may call; serve it with `compareHostSchemas`. The webview is not trusted: a file that it names is
 * opened only by the worker, and only when it is one of the runs'.
 */
export function compareHost(services: CompareServices, panel: ServedPanel): CompareHostApi {
  const { worker, log, documents, showFailure } = services;
  const choose = async (chosen: CompareScope["sides"]) => {
    const scope = await pickSides(await (await worker.api()).rewardSources(null), chosen);
    if (scope !== undefined) panel.show(scope);
  };
  return {
    ...computed(services, panel),
    ready: () => Promise.resolve(panel.becameReady()),
    copyText: ({ text }) => copy(text),
    copyQuestions: async ({ format, ...query }) => {
      const api = await worker.api();
      const table = await copiedQuestions((offset, count) => api.compareQuestions({ ...query, offset, count }));
      await copy(tableText[format](table));
    },
    openRollout: ({ ref }) => services.openBeside(ref),
    diffResponses: ({ left, right }) => documents.diff("trajectory", left, right),
    chooseSides: ({ chosen }) => {
      choose(chosen).catch((error: unknown) => showFailure(t("The checkpoints could not be compared."), error));
      return Promise.resolve();
    },
    addDataset: begin(() => services.addDataset()),
    addImageRoot: begin(() => services.addImageRoot()),
    log: ({ level, message }) => {
      log[level]("compare", message);
      return Promise.resolve();
    },
  };
}

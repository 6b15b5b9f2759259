import "./compare/style.css";
import { render } from "preact";
import { compareStrings } from "../src/protocol/reward/compareStrings.js";
import type { CompareHostApi, CompareViewApi } from "../src/protocol/reward/compareViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { askForSides, watchSides } from "./compare/askForSides.js";
import { CompareApp } from "./compare/compareApp.js";
import { compareContext } from "./compare/compareContext.js";
import { compareModel } from "./compare/compareModel.js";
import { keepCompareState } from "./compare/keepCompareState.js";
import { showScope } from "./compare/showScope.js";
import { stageKeys } from "./compare/stageKeys.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { watchTheme } from "./metrics/watchTheme.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<CompareHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(init => {
    const model = compareModel(host, init);
    keepCompareState(model, getState(), setState);
    if (init.scope !== null) showScope(model, init.scope);
    return { model, changed: watchSides(model) };
  });
  // The host may ask early: the answer waits for the model.
  const api: CompareViewApi = {
    show: async ({ scope }) => showScope((await ready).model, scope),
    progress: async read => {
      (await ready).model.progress.value = read;
    },
    changed: async () => (await ready).changed(),
  };
  serve(port, api);
  const { model } = await ready;
  askForSides(model);
  stageKeys(model);
  watchTheme(() => model.theme.value++);
  render(
    <compareContext.Provider value={model}>
      <CompareApp />
    </compareContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(compareStrings.viewLost, [errorText(error)]);
});

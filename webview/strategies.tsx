import "./strategies/style.css";
import { render } from "preact";
import { rewardStrings } from "../src/protocol/reward/rewardStrings.js";
import type { StrategiesApi, StrategiesHostApi } from "../src/protocol/reward/strategiesViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { watchTheme } from "./metrics/watchTheme.js";
import { reportErrors } from "./reportErrors.js";
import { askAgain, watchRuns } from "./strategies/askAgain.js";
import { keepStrategiesState } from "./strategies/keepStrategiesState.js";
import { showScope } from "./strategies/showScope.js";
import { StrategiesApp } from "./strategies/strategiesApp.js";
import { strategiesContext } from "./strategies/strategiesContext.js";
import { strategiesModel } from "./strategies/strategiesModel.js";
import { strategiesTranslate } from "./strategies/strategiesTranslate.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<StrategiesHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(({ strings, scope }) => {
    const model = strategiesModel(host, strategiesTranslate(strings));
    keepStrategiesState(model, getState(), setState);
    if (scope !== null) showScope(model, scope);
    return { model, changed: watchRuns(model) };
  });
  // The host may ask early: the answer waits for the model.
  const api: StrategiesApi = {
    show: async ({ scope }) => showScope((await ready).model, scope),
    progress: async read => {
      (await ready).model.progress.value = read;
    },
    changed: async () => (await ready).changed(),
  };
  serve(port, api);
  const { model } = await ready;
  askAgain(model);
  watchTheme(() => model.theme.value++);
  render(
    <strategiesContext.Provider value={model}>
      <StrategiesApp />
    </strategiesContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(rewardStrings.viewLost, [errorText(error)]);
});

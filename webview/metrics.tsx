import "./metrics/style.css";
import { render } from "preact";
import type { MetricsApi, MetricsHostApi } from "../src/protocol/metricsApi.js";
import { metricsStrings } from "../src/protocol/metricsStrings.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { controls } from "./controls.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { keepMetricsState } from "./metrics/keepMetricsState.js";
import { MetricsApp } from "./metrics/metricsApp.js";
import { metricsContext } from "./metrics/metricsContext.js";
import { metricsModel, type MetricsModel } from "./metrics/metricsModel.js";
import { metricsTranslate } from "./metrics/metricsTranslate.js";
import { showView } from "./metrics/showView.js";
import { watchTheme } from "./metrics/watchTheme.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<MetricsHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  controls.register();
  const ready = host.ready(null).then(({ strings, view }) => {
    const model = metricsModel(host, metricsTranslate(strings));
    model.view.value = view;
    return model;
  });
  // The host may ask early: the answer waits for the model.
  const served = (model: Promise<MetricsModel>): MetricsApi => ({
    show: async ({ view }) => showView(await model, view),
  });
  serve(port, served(ready));
  const model = await ready;
  keepMetricsState(model, getState(), setState);
  watchTheme(() => model.theme.value++);
  render(
    <metricsContext.Provider value={model}>
      <MetricsApp />
    </metricsContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(metricsStrings.viewLost, [errorText(error)]);
});

import "./simulate/style.css";
import { render } from "preact";
import { connect, serve } from "../src/protocol/rpc.js";
import { miniatureStrings } from "../src/protocol/simulate/miniatureStrings.js";
import type { MiniatureApi, MiniatureHostApi } from "../src/protocol/simulate/miniatureViewApi.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { watchTheme } from "./metrics/watchTheme.js";
import { reportErrors } from "./reportErrors.js";
import { keepMiniatureState } from "./simulate/keepMiniatureState.js";
import { MiniatureApp } from "./simulate/miniatureApp.js";
import { miniatureContext } from "./simulate/miniatureContext.js";
import { miniatureModel } from "./simulate/miniatureModel.js";
import { miniatureTranslate } from "./simulate/miniatureTranslate.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<MiniatureHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(({ strings, shown }) => {
    const model = miniatureModel(host, miniatureTranslate(strings), shown);
    keepMiniatureState(model, getState(), setState);
    return model;
  });
  // The host may tell early that the file has changed: that waits for the model.
  const api: MiniatureApi = {
    show: async ({ shown }) => {
      (await ready).shown.value = shown;
    },
  };
  serve(port, api);
  const model = await ready;
  watchTheme(() => model.theme.value++);
  render(
    <miniatureContext.Provider value={model}>
      <MiniatureApp />
    </miniatureContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(miniatureStrings.viewLost, [errorText(error)]);
});

import "./launch/style.css";
import { render } from "preact";
import { launchStrings } from "../src/protocol/jobs/launchStrings.js";
import type { LaunchApi, LaunchHostApi } from "../src/protocol/jobs/launchViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { controls } from "./controls.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { LaunchApp } from "./launch/launchApp.js";
import { launchContext } from "./launch/launchContext.js";
import { launchModel, type LaunchModel } from "./launch/launchModel.js";
import { launchTranslate } from "./launch/launchTranslate.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port } = vscodeApi();
  const host = connect<LaunchHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  controls.register();
  const ready = host.ready(null).then(({ strings, form }) => launchModel(host, launchTranslate(strings), form));
  // The host may tell news early: they wait for the model.
  const served = (model: Promise<LaunchModel>): LaunchApi => ({
    show: async ({ form }) => void ((await model).form.value = form),
  });
  serve(port, served(ready));
  const model = await ready;
  render(
    <launchContext.Provider value={model}>
      <LaunchApp />
    </launchContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(launchStrings.viewLost, [errorText(error)]);
});

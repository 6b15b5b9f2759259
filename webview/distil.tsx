import "./distil/style.css";
import { render } from "preact";
import { distilStrings } from "../src/protocol/distil/distilStrings.js";
import {
  distilViewStateSchema,
  type DistilHostApi,
  type DistilInit,
  type DistilViewApi,
  type DistilViewState,
} from "../src/protocol/distil/distilViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { distilActions } from "./distil/distilActions.js";
import { DistilApp } from "./distil/distilApp.js";
import { distilContext } from "./distil/distilContext.js";
import { DistilModel } from "./distil/distilModel.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { rememberWhenQuiet } from "./rememberWhenQuiet.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

/** What VS Code kept of the view, if it is of the same folder. */
function takenUp(saved: unknown, { state }: DistilInit): DistilViewState {
  const kept = distilViewStateSchema.safeParse(saved).data;
  return kept?.folder === state.folder ? kept : state;
}

async function start(): Promise<void> {
  const { port, setState, getState } = vscodeApi();
  const host = connect<DistilHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(init => {
    const model = new DistilModel(host, init, takenUp(getState(), init));
    rememberWhenQuiet(() => model.remembered, setState);
    return model;
  });
  const api: DistilViewApi = {
    changed: async ({ canWrite }) => {
      const model = await ready;
      model.canWrite.value = canWrite;
      await model.reload();
    },
  };
  serve(port, api);
  const model = await ready;
  render(
    <distilContext.Provider value={model}>
      <DistilApp />
    </distilContext.Provider>,
    addRoot(),
  );
  await model.reload();
  await distilActions.listed(model);
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(distilStrings.viewLost, [errorText(error)]);
});

import "./style.css";
import { render } from "preact";
import { connect, serve } from "../src/protocol/rpc.js";
import { viewActions, type ViewApi, type ViewHostApi } from "../src/protocol/viewApi.js";
import { viewStrings } from "../src/protocol/viewStrings.js";
import { keepAudit } from "./audit/keepAudit.js";
import { controls } from "./controls.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { keepState } from "./keepState.js";
import { performAction } from "./performAction.js";
import { reportErrors } from "./reportErrors.js";
import { reportFocus } from "./reportFocus.js";
import { RolloutApp } from "./rolloutApp.js";
import { showRow } from "./showRow.js";
import { viewContext } from "./viewContext.js";
import { viewModel, type ViewModel } from "./viewModel.js";
import { vscodeApi } from "./vscodeApi.js";

/** What the host may ask of the view. It may ask early: the answers wait for the model. */
const viewApi = (model: Promise<ViewModel>): ViewApi => ({
  show: async ({ row, selectCall, found }) => showRow(await model, row, selectCall, found),
  act: async ({ action }) => {
    if (viewActions.includes(action)) performAction(await model, action);
  },
  listed: async ({ listed }) => {
    (await model).listed.value = listed;
  },
  pinned: async ({ isPinned }) => {
    (await model).isPinned.value = isPinned;
  },
});

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<ViewHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  controls.register();
  const ready = host.ready(null).then(init => viewModel(host, init));
  serve(port, viewApi(ready));
  const model = await ready;
  await showRow(model, model.init.row, null);
  keepState(model, getState(), setState);
  keepAudit(model);
  render(
    <viewContext.Provider value={model}>
      <RolloutApp />
    </viewContext.Provider>,
    addRoot(),
  );
  reportFocus(model);
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(viewStrings.viewLost, [errorText(error)]);
});

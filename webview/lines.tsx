import "./lines/style.css";
import { render } from "preact";
import { linesStrings } from "../src/protocol/lines/linesStrings.js";
import { linesViewStateSchema, type LinesHostApi, type LinesViewApi } from "../src/protocol/lines/linesViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { actOnRows } from "./lines/actOnRows.js";
import { LinesApp } from "./lines/linesApp.js";
import { linesContext } from "./lines/linesContext.js";
import { LinesModel } from "./lines/linesModel.js";
import { rememberWhenQuiet } from "./rememberWhenQuiet.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, setState, getState } = vscodeApi();
  const host = connect<LinesHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const saved = linesViewStateSchema.safeParse(getState()).data ?? null;
  const ready = host.ready(null).then(init => new LinesModel(host, init, saved));
  serve<LinesViewApi>(port, { act: async ({ action }) => actOnRows(await ready, action) });
  const model = await ready;
  rememberWhenQuiet(() => model.remembered, setState);
  render(
    <linesContext.Provider value={model}>
      <LinesApp />
    </linesContext.Provider>,
    addRoot(),
  );
  await model.follow();
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(linesStrings.viewLost, [errorText(error)]);
});

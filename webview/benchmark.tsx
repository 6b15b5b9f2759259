import "./benchmark/style.css";
import { render } from "preact";
import { benchmarkStrings } from "../src/protocol/benchmark/benchmarkStrings.js";
import type { BenchmarkApi, BenchmarkHostApi } from "../src/protocol/benchmark/benchmarkViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { BenchmarkApp } from "./benchmark/benchmarkApp.js";
import { benchmarkContext } from "./benchmark/benchmarkContext.js";
import { benchmarkModel } from "./benchmark/benchmarkModel.js";
import { benchmarkState } from "./benchmark/benchmarkState.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { rememberWhenQuiet } from "./rememberWhenQuiet.js";
import { reportErrors } from "./reportErrors.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, setState } = vscodeApi();
  const host = connect<BenchmarkHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(init => {
    const model = benchmarkModel(host, init);
    rememberWhenQuiet(() => benchmarkState(init.folder, model.shown.value), setState);
    return model;
  });
  // The host may tell news early: they wait for the model.
  const api: BenchmarkApi = {
    show: async ({ shown }) => {
      (await ready).shown.value = shown;
    },
  };
  serve(port, api);
  const model = await ready;
  render(
    <benchmarkContext.Provider value={model}>
      <BenchmarkApp />
    </benchmarkContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(benchmarkStrings.viewLost, [errorText(error)]);
});

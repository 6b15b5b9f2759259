import "./evaluation/style.css";
import { render } from "preact";
import { evaluationStrings } from "../src/protocol/evaluation/evaluationStrings.js";
import type { EvaluationApi, EvaluationHostApi } from "../src/protocol/evaluation/evaluationViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { EvaluationApp } from "./evaluation/evaluationApp.js";
import { evaluationContext } from "./evaluation/evaluationContext.js";
import { EvaluationModel } from "./evaluation/evaluationModel.js";
import { fillText } from "./fillText.js";
import { rememberWhenQuiet } from "./rememberWhenQuiet.js";
import { reportErrors } from "./reportErrors.js";
import { takeUpEvaluation } from "./evaluation/takeUpEvaluation.js";
import { vscodeApi } from "./vscodeApi.js";

async function start(): Promise<void> {
  const { port, setState, getState } = vscodeApi();
  const host = connect<EvaluationHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(init => {
    const model = new EvaluationModel(host, init, takeUpEvaluation(getState()) ?? init.state);
    rememberWhenQuiet(() => model.remembered, setState);
    return model;
  });
  const api: EvaluationApi = {
    changed: async ({ canWrite }) => {
      const model = await ready;
      model.canWrite.value = canWrite;
      await model.reload();
    },
  };
  serve(port, api);
  const model = await ready;
  await model.reload();
  render(
    <evaluationContext.Provider value={model}>
      <EvaluationApp />
    </evaluationContext.Provider>,
    addRoot(),
  );
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(evaluationStrings.viewLost, [errorText(error)]);
});

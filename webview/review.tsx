import "./review/style.css";
import { render } from "preact";
import { reviewStrings } from "../src/protocol/review/reviewStrings.js";
import type { ReviewHostApi, ReviewViewApi } from "../src/protocol/review/reviewViewApi.js";
import { connect, serve } from "../src/protocol/rpc.js";
import { addRoot } from "./addRoot.js";
import { errorText } from "./errorText.js";
import { fillText } from "./fillText.js";
import { reportErrors } from "./reportErrors.js";
import { keepReviewState } from "./review/keepReviewState.js";
import { measureNext } from "./review/measureNext.js";
import { ReviewApp } from "./review/reviewApp.js";
import { reviewContext } from "./review/reviewContext.js";
import { reviewKeys } from "./review/reviewKeys.js";
import { reviewModel, type ReviewModel } from "./review/reviewModel.js";
import { walkQueue } from "./review/walkQueue.js";
import { vscodeApi } from "./vscodeApi.js";

/** Entries that now stand otherwise; what is known of their questions is old. */
function takeEntries(model: ReviewModel, changed: Parameters<ReviewViewApi["changed"]>[0]["entries"]): void {
  const byId = new Map(changed.map(entry => [entry.id, entry]));
  for (const id of byId.keys()) model.known.delete(id);
  model.entries.value = model.entries.value?.map(entry => byId.get(entry.id) ?? entry) ?? null;
}

/** Asks for everything again, and stays at the question on show. */
async function reload(model: ReviewModel): Promise<void> {
  const init = await model.host.ready(null);
  model.init.value = init;
  model.offersMerge.value = init.offersMerge;
  await walkQueue.take(model, { ...model.filter.value }, model.entry.value?.id ?? null);
}

async function start(): Promise<void> {
  const { port, getState, setState } = vscodeApi();
  const host = connect<ReviewHostApi>(port);
  reportErrors(message => void host.log({ level: "error", message }).catch(() => undefined));
  const ready = host.ready(null).then(init => reviewModel(host, init));
  // The host may ask early: the answer waits for the model.
  const api: ReviewViewApi = {
    show: async ({ filter }) => walkQueue.take(await ready, filter, null),
    changed: async ({ entries }) => takeEntries(await ready, entries),
    reload: async () => reload(await ready),
  };
  serve(port, api);
  const model = await ready;
  const question = keepReviewState(model, getState(), setState);
  reviewKeys(model);
  measureNext(model);
  render(
    <reviewContext.Provider value={model}>
      <ReviewApp />
    </reviewContext.Provider>,
    addRoot(),
  );
  await walkQueue.take(model, { ...model.filter.value }, question);
}

start().catch((error: unknown) => {
  addRoot().textContent = fillText(reviewStrings.viewLost, [errorText(error)]);
});

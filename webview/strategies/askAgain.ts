import { effect } from "@preact/signals";
import { wholeOf, type StrategiesModel } from "./strategiesModel.js";

/** Milliseconds between two looks at runs that are being written. */
const pace = 2000;

/** Asks for whatever the choices need, in the order in which a person looks at it. */
export function askAgain(model: StrategiesModel): void {
  const { source, columns, specs, against, estimator, drawn, align } = model;
  model.sources.load("all");
  effect(() => model.list.load(source.value === null ? null : { run: source.value.run }));
  effect(() => {
    const chosen = columns.value;
    if (chosen?.kind !== "columns" || model.list.state.value.value === null) return;
    if (specs.value.length === 0) {
      model.table.load(null);
      return;
    }
    const shared = { against: against.value, estimator: estimator.value };
    model.table.load({ columns: [...chosen.columns], strategies: [...specs.value], ...shared });
  });
  // Curves read every step of a run, so they wait until the table stands.
  effect(() => {
    const sets = drawn.value.filter(({ steps }) => steps.length > 0).map(wholeOf);
    const [first] = sets;
    const { status } = model.table.state.value;
    if (status === "ready" || status === "failed") {
      model.curves.load(first === undefined ? null : { sets, align: align.value });
      model.alarms.load(first?.phase === "training" ? { set: first } : null);
    }
  });
  effect(() => {
    const first = source.value;
    if (model.pane.value !== "pays" || first === null || specs.value.length === 0) return;
    const step = first.steps[0] ?? null;
    const set = { ...wholeOf(first), from: step, to: step };
    model.foresight.load({ set, strategies: [...specs.value], estimator: estimator.value });
  });
}

/** Looks again at runs that changed on disk, at a pace; figures are asked for again when the rollouts on show are others. */
export function watchRuns(model: StrategiesModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = { keys: "", rollouts: "" };
  effect(() => {
    if (model.sources.state.value.status !== "ready") return;
    const drawn = model.drawn.value;
    const keys = JSON.stringify(drawn.map(({ run, phase, folder }) => [run, phase, folder]));
    const rollouts = drawn.map(one => one.rollouts).join();
    const hasGrown = keys === shown.keys && rollouts !== shown.rollouts;
    shown = { keys, rollouts };
    if (!hasGrown) return;
    for (const one of [model.table, model.curves, model.alarms]) if (one.state.peek().status !== "idle") one.again();
  });
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      model.sources.again();
      model.list.again();
    }, pace);
  };
}

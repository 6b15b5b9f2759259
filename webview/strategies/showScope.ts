import { batch } from "@preact/signals";
import type { StrategiesScope } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** Takes up the run, or the step of a run, that a person asked to see. */
export function showScope(model: StrategiesModel, { set, strategy }: StrategiesScope): void {
  const { run, phase, folder, from, to } = set;
  batch(() => {
    model.sourceKey.value = { run, phase, folder };
    model.columnsText.value =
      from === null ? null : from === to ? String(from) : `${String(from)}-${String(to ?? from)}`;
    // Suggested rows have it by themselves.
    const chosen = model.chosen.value;
    if (strategy !== undefined && chosen?.includes(strategy) === false)
      model.chosen.value = [...chosen.slice(-23), strategy];
    model.subject.value = null;
    model.pinned.value = null;
  });
}

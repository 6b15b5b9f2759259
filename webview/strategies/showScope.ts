import { batch } from "@preact/signals";
import type { StrategiesScope } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** Takes up the run, or the step of a run, that a person asked to see. */
export function showScope(model: StrategiesModel, { set }: StrategiesScope): void {
  const { run, phase, folder, from, to } = set;
  batch(() => {
    model.sourceKey.value = { run, phase, folder };
    model.columnsText.value =
      from === null ? null : from === to ? String(from) : `${String(from)}-${String(to ?? from)}`;
    model.subject.value = null;
    model.pinned.value = null;
  });
}

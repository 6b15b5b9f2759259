import type { RolloutRef } from "../../src/protocol/rolloutRef.js";
import type { PushedQuery } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategiesModel } from "./strategiesModel.js";

/** What one can do with a cell of the table and with a rollout behind it. */
export const cellActions = {
  list(model: StrategiesModel, query: PushedQuery): void {
    model.pane.value = "rollouts";
    model.subject.value = { kind: "pushed", query };
  },

  /** One rollout under the two strategies of a query, in the diff editor. */
  diff(model: StrategiesModel, { against, strategy, estimator }: PushedQuery, ref: RolloutRef): void {
    model.run(model.host.diff({ ref, before: against, after: strategy, estimator }));
  },

  /** The same for the rollout that was pushed farthest; without any flipped one, for the first of all. */
  diffFirst(model: StrategiesModel, query: PushedQuery): void {
    const first = async (which: PushedQuery["which"]) =>
      (await model.host.pushedRollouts({ ...query, which, offset: 0, count: 1 })).rows[0];
    const open = async () => {
      const row = (await first("flipped")) ?? (await first("all"));
      if (row !== undefined) cellActions.diff(model, query, row.ref);
    };
    model.run(open());
  },

  /** Pins a step in the curves, where they have it; pinning it again takes the pin away. */
  pinStep(model: StrategiesModel, step: number | null): void {
    const own = model.curves.state.peek().value?.curves.find(({ set, steps }) => set === 0 && steps.length > 0);
    const at = step === null ? -1 : (own?.steps.indexOf(step) ?? -1);
    const place = at < 0 ? (model.align.peek() === "step" ? step : null) : (own?.x[at] ?? null);
    if (place !== null) model.pinned.value = model.pinned.peek() === place ? null : place;
  },

  remove(model: StrategiesModel, spec: string): void {
    model.chosen.value = model.specs.peek().filter(one => one !== spec);
    if (model.against.peek() === spec) model.against.value = "logged";
  },
} as const;

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { EstimatorId } from "../../src/core/reward/estimatorId.js";
import type { Client } from "../../src/protocol/rpc.js";
import type { Alarm, RewardCurves } from "../../src/protocol/reward/curvesApi.js";
import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import type { SourceKey, StrategiesHostApi, StrategyChoices } from "../../src/protocol/reward/strategiesViewApi.js";
import type { Foresight, StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { errorText } from "../errorText.js";
import type { ListSubject } from "./listSubject.js";
import { Loader } from "./loader.js";
import { sameSource } from "./sameSource.js";
import { stepColumns, type StepColumns } from "./stepColumns.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";
import { suggestedStrategies } from "./suggestedStrategies.js";

type Host = Client<StrategiesHostApi>;
type Query<K extends keyof StrategiesHostApi> = Parameters<StrategiesHostApi[K]>[0];

/** What is chosen, and what is remembered. */
function choices() {
  return {
    sourceKey: signal<SourceKey | null>(null),
    /** As typed; null shows the suggested ones. */
    columnsText: signal<string | null>(null),
    /** Specs of the rows; null shows the suggested ones. */
    chosen: signal<readonly string[] | null>(null),
    against: signal("logged"),
    estimator: signal<EstimatorId>("grpo"),
    showsParts: signal(false),
    pane: signal<"rollouts" | "pays">("rollouts"),
    others: signal<readonly SourceKey[]>([]),
    charts: signal<readonly string[] | null>(null),
    tables: signal<readonly string[]>([]),
    align: signal<"step" | "last-phase">("step"),
    /** A place on the axis of the curves. */
    pinned: signal<number | null>(null),
  };
}

/** What the worker computes, asked for when its query changes. */
function loaders(host: Host) {
  return {
    sources: new Loader<"all", readonly RolloutSource[]>(() => host.sources(null)),
    list: new Loader<Query<"strategies">, StrategyChoices>(query => host.strategies(query)),
    table: new Loader<Query<"strategyTable">, StrategyTable>(query => host.strategyTable(query)),
    curves: new Loader<Query<"rewardCurves">, RewardCurves>(query => host.rewardCurves(query)),
    alarms: new Loader<Query<"alarms">, readonly Alarm[]>(query => host.alarms(query)),
    foresight: new Loader<Query<"foresee">, readonly Foresight[]>(query => host.foresee(query)),
  };
}

/** Everything the parts of the strategies view share. Signals; whoever reads one is drawn again when it changes. */
export type StrategiesModel = ReturnType<typeof choices> &
  ReturnType<typeof loaders> & {
    readonly host: Host;
    readonly t: StrategiesTranslate;
    /** The rollouts on show; null before there are any. */
    readonly source: ReadonlySignal<RolloutSource | null>;
    readonly columns: ReadonlySignal<StepColumns | null>;
    readonly specs: ReadonlySignal<readonly string[]>;
    /** Sources whose curves are drawn, the chosen one first. */
    readonly drawn: ReadonlySignal<readonly RolloutSource[]>;
    readonly subject: Signal<ListSubject | null>;
    /** The place under the pointer or the keys' cursor on the axis of the curves. */
    readonly hovered: Signal<number | null>;
    readonly progress: Signal<{ readonly done: number; readonly of: number } | null>;
    /** Rises with each change of VS Code's theme. */
    readonly theme: Signal<number>;
    /** Owns a promise: logs its failure. */
    run(work: Promise<unknown>): void;
  };

/** The whole of a source: every step. */
export const wholeOf = ({ run, phase, folder }: RolloutSource): RolloutSet => ({
  ...{ run, phase, folder },
  ...{ from: null, to: null },
});

/** The state of the view, empty until the host names the runs. */
export function strategiesModel(host: Host, t: StrategiesTranslate): StrategiesModel {
  const chosen = choices();
  const loads = loaders(host);
  const known = computed(() => loads.sources.state.value.value ?? []);
  const find = (key: SourceKey | null) => known.value.find(one => key !== null && sameSource(one, key)) ?? null;
  const source = computed(() => find(chosen.sourceKey.value) ?? known.value[0] ?? null);
  const list = computed(() => loads.list.state.value.value);
  return {
    ...{ ...chosen, ...loads, host, t, source },
    columns: computed(() =>
      source.value === null ? null : stepColumns.read(chosen.columnsText.value ?? "", source.value),
    ),
    specs: computed(() => chosen.chosen.value ?? (list.value === null ? [] : suggestedStrategies(list.value))),
    drawn: computed(() => {
      const first = source.value;
      const others = chosen.others.value.flatMap(key => find(key) ?? []);
      return first === null ? [] : [first, ...others.filter(one => !sameSource(one, first))];
    }),
    subject: signal<ListSubject | null>(null),
    hovered: signal<number | null>(null),
    progress: signal<{ readonly done: number; readonly of: number } | null>(null),
    theme: signal(0),
    run: work => {
      work
        .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
        .catch(() => undefined); // the channel is closed: nobody is left to be told
    },
  };
}

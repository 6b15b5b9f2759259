import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";
import { suggestedSeries } from "../../src/core/rollout/suggestedSeries.js";
import type { MetricsHostApi, MetricsView } from "../../src/protocol/metricsApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import type { MetricsTranslate } from "./metricsTranslate.js";
import { plotSteps } from "./plotSteps.js";
import type { StepRange } from "./stepRange.js";

/** Everything the parts of the curves share. Signals; whoever reads one is drawn again when it changes. */
export interface MetricsModel {
  readonly host: Client<MetricsHostApi>;
  readonly t: MetricsTranslate;
  readonly view: Signal<MetricsView | null>;
  readonly byName: ReadonlySignal<ReadonlyMap<string, MetricsSeries>>;
  /** What the person chose; null shows the suggested series. */
  readonly selected: Signal<readonly string[] | null>;
  /** Names of the series on show, in the order of the file. */
  readonly shown: ReadonlySignal<readonly string[]>;
  readonly filter: Signal<string>;
  /** Null shows all steps, those that are logged later too. */
  readonly zoom: Signal<StepRange | null>;
  /** Names of the series shown as tables. */
  readonly tables: Signal<readonly string[]>;
  readonly showsReplaced: Signal<boolean>;
  /** The step under the pointer or the keys' cursor. */
  readonly hoveredStep: Signal<number | null>;
  /** Rises with each change of VS Code's theme. */
  readonly theme: Signal<number>;
  /** Every step that has a place on the axis, ascending. */
  readonly axisSteps: ReadonlySignal<readonly number[]>;
  /** What the axis shows. */
  readonly range: ReadonlySignal<StepRange>;
  /** Owns a promise: logs its failure. */
  run(work: Promise<unknown>): void;
}

/** The names on show: those chosen, as far as the file has them; else the suggested ones. */
function shownNames(names: readonly string[], selected: readonly string[] | null): readonly string[] {
  const chosen = new Set(selected);
  const known = names.filter(name => chosen.has(name));
  return known.length === 0 && selected?.length !== 0 ? suggestedSeries(names) : known;
}

/** The state of the view, empty until a file is shown. */
export function metricsModel(host: Client<MetricsHostApi>, t: MetricsTranslate): MetricsModel {
  const view = signal<MetricsView | null>(null);
  const selected = signal<readonly string[] | null>(null);
  const showsReplaced = signal(false);
  const zoom = signal<StepRange | null>(null);
  const byName = computed(() => new Map(view.value?.curves.series.map(series => [series.name, series])));
  const axisSteps = computed(() => (view.value === null ? [] : plotSteps(view.value.curves, showsReplaced.value)));
  return {
    host,
    t,
    view,
    byName,
    selected,
    shown: computed(() => shownNames([...byName.value.keys()], selected.value)),
    filter: signal(""),
    zoom,
    tables: signal<readonly string[]>([]),
    showsReplaced,
    hoveredStep: signal<number | null>(null),
    theme: signal(0),
    axisSteps,
    range: computed(() => zoom.value ?? { min: axisSteps.value[0] ?? 0, max: axisSteps.value.at(-1) ?? 1 }),
    run: work => {
      work
        .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
        .catch(() => undefined); // the channel is closed: nobody is left to be told
    },
  };
}

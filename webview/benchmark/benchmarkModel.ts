import { signal, type Signal } from "@preact/signals";
import type {
  BenchmarkAction,
  BenchmarkHostApi,
  BenchmarkInit,
  ShownBenchmark,
} from "../../src/protocol/benchmark/benchmarkViewApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import { translate, type Translate } from "../translate.js";
import { benchmarkTranslate, type BenchmarkTranslate } from "./benchmarkTranslate.js";

/** Everything that the parts of a benchmark's view share. */
export interface BenchmarkModel {
  readonly host: Client<BenchmarkHostApi>;
  readonly t: BenchmarkTranslate;
  /** The texts of the page's stage. */
  readonly pageT: Translate;
  readonly shown: Signal<ShownBenchmark>;
  /** Tables of the statistics that are shown as tables in place of bars. */
  readonly tables: Signal<readonly string[]>;
  /** The panel that keys move. */
  readonly selectedPanel: Signal<string | null>;
  /** What happened last, for a screen reader. */
  readonly said: Signal<string>;
  readonly act: (action: BenchmarkAction) => void;
  /** Owns a promise: logs its failure. */
  readonly run: (work: Promise<unknown>) => void;
}

/** The state of one of the views of a benchmark. */
export function benchmarkModel(host: Client<BenchmarkHostApi>, init: BenchmarkInit): BenchmarkModel {
  const run = (work: Promise<unknown>) => {
    work
      .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
      .catch(() => undefined); // the channel is closed: nobody is left to be told
  };
  return {
    ...{ host, run, t: benchmarkTranslate(init.strings), pageT: translate(init.pageStrings) },
    shown: signal(init.shown),
    tables: signal<readonly string[]>([]),
    selectedPanel: signal<string | null>(null),
    said: signal(""),
    act: action => run(host.act({ action })),
  };
}

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { DistilOptions } from "../../src/core/distil/distilOptions.js";
import type {
  BlindReading,
  DistilHostApi,
  DistilInit,
  DistilProblem,
  DistilTab,
  DistilViewState,
  ListedTrace,
  ShownChanges,
  ShownDistil,
  ShownRow,
  ShownTrace,
  TraceList,
  TraceQuery,
} from "../../src/protocol/distil/distilViewApi.js";
import type { PageView } from "../../src/protocol/rolloutView.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import { Latest } from "../latest.js";
import type { Camera } from "../page/camera.js";
import { pageLoader, type PageLoader } from "../page/pageLoader.js";
import { translate, type Translate } from "../translate.js";
import { distilTranslate, type DistilTranslate } from "./distilTranslate.js";

/** What keys mean now: a number is a reason to reject, or one is typed in words. */
export type DistilMode = "look" | "reject" | "note";

/** The page's image as the loader takes it; null where there is none. */
function pageOf(trace: ShownTrace | null): PageView | null {
  if (trace === null) return null;
  const { uri, width, height, name } = trace.page;
  if (uri === null) return null;
  return { kind: "image", uri, width, height, orientation: 1, name };
}

/** Everything that the parts of the view of traces share. */
export class DistilModel {
  readonly t: DistilTranslate;
  readonly pageT: Translate;
  readonly host: Client<DistilHostApi>;
  readonly init: DistilInit;
  readonly loader: PageLoader;
  readonly canWrite: Signal<boolean>;
  readonly options: Signal<DistilOptions>;
  readonly base: Signal<DistilOptions>;
  readonly query: Signal<TraceQuery>;
  readonly tab: Signal<DistilTab>;
  readonly next: Signal<string | null>;
  /** The prediction that is selected. */
  readonly selected: Signal<string | null>;
  readonly overview = signal<ShownDistil | DistilProblem | null>(null);
  readonly list = signal<TraceList | null>(null);
  readonly changes = signal<ShownChanges | null>(null);
  readonly sample = signal<BlindReading | null>(null);
  readonly trace = signal<ShownTrace | null>(null);
  readonly row = signal<ShownRow | null>(null);
  readonly runs = signal<readonly { readonly path: string; readonly name: string }[]>([]);
  readonly showsRow = signal(false);
  readonly showsFilters = signal(false);
  readonly mode = signal<DistilMode>("look");
  /** Calls that are waited for. */
  readonly busy = signal(0);
  /** What happened last; a failure stays until the next thing happens. */
  readonly word = signal<{ readonly kind: "failed" | "told"; readonly text: string } | null>(null);
  readonly see = signal({ targets: true, zooms: true, marks: true });
  readonly camera = signal<Camera | null>(null);
  readonly selectedCall = signal<number | null>(null);
  /** The traces of the list that is on show. */
  readonly listed: ReadonlySignal<readonly ListedTrace[]>;
  /** When the trace came on the screen; `performance.now()`. */
  since = 0;
  private readonly latest = {
    ...{ overview: new Latest(), list: new Latest(), changes: new Latest(), sample: new Latest() },
    ...{ trace: new Latest(), row: new Latest() },
  };

  constructor(host: Client<DistilHostApi>, init: DistilInit, state: DistilViewState) {
    this.host = host;
    this.init = init;
    this.t = distilTranslate(init.strings);
    this.pageT = translate(init.pageStrings);
    this.loader = pageLoader(init);
    this.canWrite = signal(init.canWrite);
    this.options = signal(state.options);
    this.base = signal(state.base);
    this.query = signal(state.query);
    this.tab = signal(state.tab);
    this.next = signal(state.next);
    this.selected = signal(state.trace);
    this.listed = computed(() => {
      switch (this.tab.value) {
        case "traces":
          return this.list.value?.traces ?? [];
        case "changes":
          return this.changes.value?.traces ?? [];
        case "blind":
          return this.sample.value?.traces ?? [];
        case "counts":
          return [];
      }
    });
  }

  get isBlind(): boolean {
    return this.tab.value === "blind";
  }

  get remembered(): DistilViewState {
    const { folder } = this.init.state;
    return {
      ...{ folder, options: this.options.value, base: this.base.value, query: this.query.value, tab: this.tab.value },
      ...{ trace: this.selected.value, next: this.next.value },
    };
  }

  /** Owns a promise: says its failure, and logs it. */
  readonly run = (work: Promise<unknown>): void => {
    this.busy.value++;
    work
      .catch((error: unknown) => {
        const message = errorText(error);
        this.word.value = { kind: "failed", text: message };
        return this.host.log({ level: "error", message: message.slice(0, 2000) });
      })
      .catch(() => undefined) // the channel is closed: nobody is left to be told
      .finally(() => this.busy.value--);
  };

  /** Asks again for all that is on show. */
  async reload(): Promise<void> {
    const { options, base } = this;
    const asked = this.host.overview({ options: options.value, base: base.value });
    await Promise.all([this.latest.overview.take(asked, this.overview), this.loadList(), this.loadTrace()]);
  }

  /** What a list is of. Puts its first trace on show where the one on show is not in it. */
  async loadList(): Promise<void> {
    const { host, latest } = this;
    const [options, base] = [this.options.value, this.base.value];
    switch (this.tab.value) {
      case "traces":
        return latest.list.take(host.list({ options, query: this.query.value }), this.list);
      case "changes":
        return latest.changes.take(host.changes({ options, base }), this.changes);
      case "blind":
        return latest.sample.take(host.sample({ options }), this.sample);
      case "counts":
        return Promise.resolve();
    }
  }

  async loadTrace(): Promise<void> {
    const [prediction, options] = [this.selected.value, this.options.value];
    const asked =
      prediction === null ? Promise.resolve(null) : this.host.trace({ options, prediction, isBlind: this.isBlind });
    const before = this.trace.value;
    await this.latest.trace.take<ShownTrace | null>(asked, this.trace);
    const now = this.trace.value;
    if (now?.prediction !== before?.prediction) this.since = performance.now();
    if (now?.page.uri !== before?.page.uri) this.camera.value = null;
    const page = pageOf(now);
    this.loader.show(page);
    await Promise.all([this.loader.prepare(page), this.loadRow()]);
  }

  async loadRow(): Promise<void> {
    const trace = this.trace.value;
    const isAsked = this.showsRow.value && trace !== null && trace.verdict !== null;
    const params = { options: this.options.value, prediction: trace?.prediction ?? "", next: this.next.value };
    const asked = isAsked ? this.host.row(params) : Promise.resolve(null);
    await this.latest.row.take<ShownRow | null>(asked, this.row);
  }
}

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Box } from "../src/core/page/box.js";
import type { Size } from "../src/core/page/size.js";
import type { Client } from "../src/protocol/rpc.js";
import type { RolloutAuditView } from "../src/protocol/reward/rolloutAuditView.js";
import type { FoundText } from "../src/protocol/foundText.js";
import type { OpenedRow, RolloutView } from "../src/protocol/rolloutView.js";
import type { ListedBy, ViewHostApi, ViewInit, ViewState } from "../src/protocol/viewApi.js";
import { errorText } from "./errorText.js";
import type { Camera } from "./page/camera.js";
import { drawnBoxes, type DrawnBox } from "./page/drawnBoxes.js";
import { fitCamera } from "./page/fitCamera.js";
import { pageBounds } from "./page/pageBounds.js";
import { pageLoader, type PageLoader } from "./page/pageLoader.js";
import { translate, type Translate } from "./translate.js";

/** CSS pixels around a fitted page: a tag's height and a little more. */
const fitMargin = 20;

/** What covers the trajectory for a while. */
export type Overlay = "none" | "keys" | "raw";

/** Everything the parts of the view share. Signals; whoever reads one is drawn again when it changes. */
export interface ViewModel {
  readonly host: Client<ViewHostApi>;
  readonly init: ViewInit;
  readonly t: Translate;
  readonly loader: PageLoader;
  readonly row: Signal<OpenedRow | null>;
  readonly rollout: ReadonlySignal<RolloutView | null>;
  readonly isPinned: Signal<boolean>;
  /** What lists are filtered and sorted by; null until the host told. */
  readonly listed: Signal<ListedBy | null>;
  /** Null: the page is fitted, and stays so when the stage changes its size. */
  readonly camera: Signal<Camera | null>;
  readonly shown: Signal<ViewState["shown"]>;
  /** Zoom calls, counted from 0 among the rollout's zoom calls. */
  readonly selectedCall: Signal<number | null>;
  readonly hoveredCall: Signal<number | null>;
  readonly overlay: Signal<Overlay>;
  /** The match of a search that the row was opened at; texts that hold it are not folded. */
  readonly found: Signal<FoundText | null>;
  /** What was remembered from before a reload, until its rollout is there. */
  readonly remembered: Signal<ViewState | null>;
  /** The audit of the shown rollout; of the one before while it is made. Null before the first. */
  readonly audit: Signal<RolloutAuditView | null>;
  /** True until the audit of the shown rollout is there, or is known to be none. */
  readonly isAuditing: Signal<boolean>;
  /** Why there is no audit of the shown rollout. */
  readonly auditFailure: Signal<string | null>;
  /** The strategy chosen to audit by; null: the one that the log follows. */
  readonly auditBy: Signal<string | null>;
  /** How many answers the view waits for. */
  readonly busy: Signal<number>;
  /** The stage's size in CSS pixels. */
  readonly stage: Signal<Size>;
  readonly pageSize: ReadonlySignal<Size>;
  readonly boxes: ReadonlySignal<readonly DrawnBox[]>;
  /** Those whose kind is switched on. */
  readonly visibleBoxes: ReadonlySignal<readonly DrawnBox[]>;
  readonly bounds: ReadonlySignal<Box>;
  /** The camera in use: the person's own, or the one that fits the page. */
  readonly view: ReadonlySignal<Camera>;
  /** Owns a promise: counts it as busy, and logs its failure. */
  run(work: Promise<unknown>): void;
}

/** Which switch shows which boxes. */
const switches = { target: "targets", executed: "executed", requested: "requested" } as const;

const sizeOfNothing: Size = { width: 1, height: 1 };

/** The page and where the stage looks at it. */
function pageSignals(rollout: ReadonlySignal<RolloutView | null>) {
  const camera = signal<Camera | null>(null);
  const stage = signal<Size>({ width: 0, height: 0 });
  const shown = signal<ViewState["shown"]>({ targets: true, executed: true, requested: true, marks: true });
  const pageSize = computed<Size>(() => rollout.value?.page ?? sizeOfNothing);
  const boxes = computed(() => (rollout.value === null ? [] : drawnBoxes(rollout.value)));
  const visibleBoxes = computed(() => boxes.value.filter(({ kind }) => shown.value[switches[kind]]));
  const allBoxes = computed(() => boxes.value.map(({ box }) => box));
  const bounds = computed(() => pageBounds(pageSize.value, allBoxes.value));
  const view = computed(() => camera.value ?? fitCamera(bounds.value, stage.value, fitMargin));
  return { camera, stage, shown, pageSize, boxes, visibleBoxes, bounds, view };
}

/** The state of one view, empty until a row is shown. */
export function viewModel(host: Client<ViewHostApi>, init: ViewInit): ViewModel {
  const row = signal<OpenedRow | null>(null);
  const rollout = computed(() => (row.value?.kind === "rollout" ? row.value : null));
  const busy = signal(0);
  const run = (work: Promise<unknown>) => {
    busy.value = busy.peek() + 1; // effects run work too, and must not hang on this count
    work
      .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
      .catch(() => undefined) // the channel is closed: nobody is left to be told
      .finally(() => (busy.value -= 1));
  };
  return {
    host,
    init,
    t: translate(init.strings),
    loader: pageLoader(init),
    row,
    rollout,
    isPinned: signal(init.isPinned),
    listed: signal<ListedBy | null>(null),
    selectedCall: signal<number | null>(null),
    hoveredCall: signal<number | null>(null),
    overlay: signal<Overlay>("none"),
    found: signal<FoundText | null>(null),
    remembered: signal<ViewState | null>(null),
    audit: signal<RolloutAuditView | null>(null),
    isAuditing: signal(false),
    auditFailure: signal<string | null>(null),
    auditBy: signal<string | null>(null),
    busy,
    ...pageSignals(rollout),
    run,
  };
}

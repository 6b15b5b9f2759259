import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import type { ComparisonAlign } from "../../src/core/simulate/miniature/miniatureComparison.js";
import type { Client } from "../../src/protocol/rpc.js";
import type { MiniatureHostApi, ShownMiniature } from "../../src/protocol/simulate/miniatureViewApi.js";
import { errorText } from "../errorText.js";
import type { MiniatureTranslate } from "./miniatureTranslate.js";
import { shownFigures } from "./shownFigures.js";

type Host = Client<MiniatureHostApi>;

/** What is chosen, and what is remembered. */
function choices() {
  return {
    /** Null shows the suggested ones. */
    figures: signal<readonly ComparedFigure[] | null>(null),
    tables: signal<readonly ComparedFigure[]>([]),
    align: signal<ComparisonAlign>("step"),
    /** A place on the axis of the curves. */
    pinned: signal<number | null>(null),
    pairFigure: signal<ComparedFigure>("found"),
    /** The spec of an arm; null lists all pairs. */
    pairArm: signal<string | null>(null),
  };
}

function owner(host: Host) {
  return (work: Promise<unknown>) => {
    work
      .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
      .catch(() => undefined); // the channel is closed: nobody is left to be told
  };
}

/** The state of the view of one file. Signals; whoever reads one is drawn again when it changes. */
export function miniatureModel(host: Host, t: MiniatureTranslate, first: ShownMiniature) {
  const chosen = choices();
  const drawn: ReadonlySignal<readonly ComparedFigure[]> = computed(() => shownFigures(chosen.figures.value));
  return {
    ...chosen,
    host,
    t,
    shown: signal<ShownMiniature>(first),
    drawn,
    /** The place under the pointer or the keys' cursor on the axis of the curves. */
    hovered: signal<number | null>(null),
    /** Rises with each change of VS Code's theme. */
    theme: signal(0),
    /** Owns a promise: logs its failure. */
    run: owner(host),
  };
}
export type MiniatureModel = ReturnType<typeof miniatureModel>;

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Client } from "../../src/protocol/rpc.js";
import type {
  ComparedQuestion,
  Comparison,
  QuestionPanes,
  SideHeatMaps,
} from "../../src/protocol/reward/compareApi.js";
import type {
  CompareHostApi,
  CompareInit,
  CompareScope,
  CompareState,
  QuestionsQuery,
} from "../../src/protocol/reward/compareViewApi.js";
import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import { errorText } from "../errorText.js";
import { pageLoader } from "../page/pageLoader.js";
import { Loader } from "../strategies/loader.js";
import type { RemoteRows } from "../strategies/remoteRows.js";
import { translate } from "../translate.js";
import { compareTranslate, type CompareTranslate } from "./compareTranslate.js";
import { loadQuestionCurves, type QuestionCurves } from "./questionCurves.js";
import { sharedStage, type SharedStage } from "./sharedStage.js";
import { sideName } from "./sideName.js";
import { sideSets, type FilmSides } from "./sideSets.js";

type Host = Client<CompareHostApi>;
type Query<K extends keyof CompareHostApi> = Parameters<CompareHostApi[K]>[0];

/** One question on the sides that it was asked for. */
export interface LoadedPanes extends FilmSides {
  readonly panes: QuestionPanes | null;
}

/** Heat maps of the two sides, the left one first: of right answers, and of all others that are known. */
export interface LoadedHeat {
  readonly correct: SideHeatMaps;
  readonly wrong: SideHeatMaps;
}

export interface HeatQuery {
  readonly left: RolloutSet;
  readonly right: RolloutSet;
  readonly over: Query<"heatMap">["over"];
}

const heatColumns = 24;

/** What is chosen, and what is remembered. */
function choices() {
  return {
    /** Sides as they were chosen, and the two that are looked at. */
    scope: signal<CompareScope | null>(null),
    question: signal<string | null>(null),
    /** Where the question was picked in the list; null when it was not picked there. */
    position: signal<number | null>(null),
    taskKind: signal<string | null>(null),
    cell: signal<QuestionsQuery["cell"]>(null),
    sort: signal<QuestionsQuery["sort"]>("reward"),
    tab: signal<CompareState["tab"]>("question"),
    over: signal<CompareState["over"]>("all"),
  };
}

/** What the worker computes, asked for when its query changes. */
function loaders(host: Host) {
  return {
    sources: new Loader<"all", readonly RolloutSource[]>(() => host.sources(null)),
    comparison: new Loader<Query<"compare">, Comparison>(query => host.compare(query)),
    panes: new Loader<FilmSides & { readonly question: string }, LoadedPanes>(async ({ question, ...film }) => ({
      ...film,
      panes: await host.compareQuestion({ sides: [...film.sides], question }),
    })),
    curves: new Loader<Query<"compareQuestion">, QuestionCurves>(query => loadQuestionCurves(host, query)),
    heat: new Loader<HeatQuery, LoadedHeat>(async ({ left, right, over }) => {
      const ask = (outcome: "correct" | "wrong") =>
        host.heatMap({ sides: [left, right], over, outcome, columns: heatColumns });
      return { correct: await ask("correct"), wrong: await ask("wrong") };
    }),
  };
}

/** Everything the parts of the compare view share. Signals; whoever reads one is drawn again when it changes. */
export type CompareModel = ReturnType<typeof choices> &
  ReturnType<typeof loaders> &
  SharedStage & {
    readonly host: Host;
    readonly t: CompareTranslate;
    /** The sides that are compared now; null before any are chosen. */
    readonly film: ReadonlySignal<FilmSides | null>;
    /** The rows of the list of questions, of the query that they answer. */
    readonly rows: Signal<{ readonly query: QuestionsQuery; readonly rows: RemoteRows<ComparedQuestion> } | null>;
    readonly progress: Signal<{ readonly done: number; readonly of: number } | null>;
    /** Rises with each change of VS Code's theme. */
    readonly theme: Signal<number>;
    /** What a set is called among the sides. */
    readonly nameOf: (set: RolloutSet) => string;
    /** Owns a promise: logs its failure. */
    readonly run: (work: Promise<unknown>) => void;
  };

/** The state of the view, empty until something is to be compared. */
export function compareModel(host: Host, init: CompareInit): CompareModel {
  const t = compareTranslate(init.strings);
  const chosen = choices();
  const loads = loaders(host);
  const film = computed(() => {
    const scope = chosen.scope.value;
    return scope === null ? null : sideSets.film(scope.sides, scope.left, scope.right);
  });
  const loader = pageLoader(init);
  return {
    ...{ ...chosen, ...loads, host, t, film },
    ...sharedStage({ t: translate(init.pageStrings), loader, loaded: computed(() => loads.panes.state.value.value) }),
    rows: signal<{ query: QuestionsQuery; rows: RemoteRows<ComparedQuestion> } | null>(null),
    progress: signal<{ readonly done: number; readonly of: number } | null>(null),
    theme: signal(0),
    nameOf: set => sideName(set, film.value?.sides ?? [set], loads.sources.state.value.value ?? [], t),
    run: work => {
      work
        .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
        .catch(() => undefined); // the channel is closed: nobody is left to be told
    },
  };
}

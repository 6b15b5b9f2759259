import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import type { DistilOptions } from "../../../core/distil/distilOptions.js";
import { type NearestHeldOut, nearestHeldOut } from "../../../core/distil/nearestHeldOut.js";
import type {
  BlindReading,
  DistilProblem,
  ShownChanges,
  ShownDistil,
  ShownRow,
  ShownTrace,
  TraceList,
  TraceQuery,
} from "../../../protocol/distil/distilViewApi.js";
import { RecentlyMade } from "../../benchmark/recentlyMade.js";
import { recordFiles } from "../../benchmark/recordFiles.js";
import { appendDecisions } from "../../evaluation/appendDecisions.js";
import { readNextRun } from "../nextRun.js";
import { RowMaker } from "../rowMaker.js";
import { studentOf } from "../studentOf.js";
import { blindReading, changesOf, overviewOf, tracesOf } from "./listedTraces.js";
import { shownTrace } from "./shownTrace.js";
import { DistilState } from "./distilState.js";
import { StoredDistil } from "./storedDistil.js";
import { traceDecision, type TraceDeciding } from "./traceDecision.js";

/** Which traces, as whom, and under which setting of the filters. */
interface Asked {
  readonly folder: string;
  /** Where the benchmark is now; null: where it was. */
  readonly dataset: string | null;
  readonly options: DistilOptions;
  readonly reviewer: string;
}

/** What the window asks of stored traces. Every answer is of the files as they are. */
export type DistilDeskApi = {
  distilOverview(params: Asked & { readonly base: DistilOptions }): Promise<ShownDistil | DistilProblem>;
  distilList(params: Asked & { readonly query: TraceQuery }): Promise<TraceList>;
  distilChanges(params: Asked & { readonly base: DistilOptions }): Promise<ShownChanges>;
  distilSample(params: Asked): Promise<BlindReading>;
  distilTrace(params: Asked & { readonly prediction: string; readonly isBlind: boolean }): Promise<ShownTrace | null>;
  /** `next`: the file of the run that goes on from the rows; null: none. */
  distilRow(params: Asked & { readonly prediction: string; readonly next: string | null }): Promise<ShownRow>;
  /** False: there is no such trace, or nothing to be taken back. */
  distilDecide(params: Pick<Asked, "folder" | "dataset"> & { readonly deciding: TraceDeciding }): Promise<boolean>;
};

const nothing = {
  list: { total: 0, byReason: {}, traces: [] },
  changes: { gained: 0, lost: 0, moved: 0, same: 0, traces: [] },
  sample: { traces: [], decided: 0, read: [] },
} as const;

/** Evaluations whose traces are kept in memory: their texts are large. */
const mostKnown = 2;

/** Traces that were read once are read again only where their files are others. */
export class DistilDesk implements DistilDeskApi {
  readonly #known = new RecentlyMade<StoredDistil>(mostKnown);
  /** By the questions that they look through, which no decision changes. */
  readonly #nearest = new WeakMap<readonly QuestionRecord[], NearestHeldOut>();

  async distilOverview({ folder, dataset, options, base }: Parameters<DistilDeskApi["distilOverview"]>[0]) {
    const look = await this.#stored(folder, dataset).state();
    if (look instanceof DistilState) return overviewOf(look, options, base);
    const [path, reason] = "path" in look ? [look.path, look.reason] : [folder, ""];
    return { kind: "problem", code: look.kind === "aborted" ? "none" : look.kind, path, reason } as const;
  }

  async distilList({ query, ...asked }: Parameters<DistilDeskApi["distilList"]>[0]): Promise<TraceList> {
    const state = await this.#stateOf(asked);
    return state === null ? nothing.list : tracesOf(state, asked.options, query, asked.reviewer);
  }

  async distilChanges({ base, ...asked }: Parameters<DistilDeskApi["distilChanges"]>[0]): Promise<ShownChanges> {
    const state = await this.#stateOf(asked);
    return state === null ? nothing.changes : changesOf(state, asked.options, base, asked.reviewer);
  }

  async distilSample(asked: Asked): Promise<BlindReading> {
    const state = await this.#stateOf(asked);
    return state === null ? nothing.sample : blindReading(state, asked.options, asked.reviewer);
  }

  async distilTrace({ prediction, isBlind, ...asked }: Parameters<DistilDeskApi["distilTrace"]>[0]) {
    const state = await this.#stateOf(asked);
    if (state === null) return null;
    const { options, reviewer } = asked;
    const fileOf = recordFiles(state.source.dataset);
    return shownTrace(state, prediction, { options, reviewer, isBlind, nearest: this.#nearestIn(state), fileOf });
  }

  async distilRow({ prediction, next, ...asked }: Parameters<DistilDeskApi["distilRow"]>[0]): Promise<ShownRow> {
    const state = await this.#stateOf(asked);
    const trace = state?.judged(asked.options).find(one => one.prediction.id === prediction);
    if (state === null || trace?.kept !== true) return { kind: "dropped" };
    const run = next === null ? null : await readNextRun(next);
    if (run !== null && run.kind !== "run") return { kind: "bad-run", path: next ?? "" };
    const { source } = state;
    const student = studentOf({ method: asked.options.method }, source.run, run?.run ?? null);
    const made = await new RowMaker({ source, student }).make(trace);
    return made.kind === "unfit"
      ? { kind: "unfit", code: made.code }
      : { kind: "row", text: JSON.stringify(made.row), tokens: made.tokens };
  }

  async distilDecide({ folder, dataset, deciding }: Parameters<DistilDeskApi["distilDecide"]>[0]): Promise<boolean> {
    const state = await this.#stateOf({ folder, dataset });
    const line = state === null ? null : traceDecision(state, deciding);
    if (line === null) return false;
    await appendDecisions(folder, "traceReviews", [line]);
    return true;
  }

  async #stateOf({ folder, dataset }: Pick<Asked, "folder" | "dataset">): Promise<DistilState | null> {
    const look = await this.#stored(folder, dataset).state();
    return look instanceof DistilState ? look : null;
  }

  #stored(folder: string, dataset: string | null): StoredDistil {
    return this.#known.get(`${folder}\n${dataset ?? ""}`, () => new StoredDistil(folder, dataset));
  }

  #nearestIn({ source: { benchmark } }: DistilState): NearestHeldOut {
    const nearest = this.#nearest.get(benchmark) ?? nearestHeldOut(benchmark);
    this.#nearest.set(benchmark, nearest);
    return nearest;
  }
}

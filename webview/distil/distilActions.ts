import type { DistilOptions } from "../../src/core/distil/distilOptions.js";
import { traceRejectReasons } from "../../src/core/distil/traceRejectReasons.js";
import type { DistilTab, ListedTrace, OwnDecision, TraceQuery } from "../../src/protocol/distil/distilViewApi.js";
import { errorText } from "../errorText.js";
import { fitCamera } from "../page/fitCamera.js";
import { unionOf } from "../page/unionOf.js";
import { zoomToCall } from "../page/zoomToCall.js";
import type { DistilModel } from "./distilModel.js";
import { distilStage } from "./distilStage.js";

/** After a trace came, decisions are not taken for so long: a key that was held or hit twice decides nothing unread. */
const deadMilliseconds = 250;
/** CSS pixels around targets that are zoomed to. */
const zoomMargin = 48;

/** What this person decided since the view was opened, the last one at the end: taking back goes back along it. */
const decided = new WeakMap<DistilModel, string[]>();

function trailOf(model: DistilModel): string[] {
  const trail = decided.get(model) ?? [];
  decided.set(model, trail);
  return trail;
}

function setOwn(model: DistilModel, prediction: string, own: OwnDecision | null): void {
  const changed = <Trace extends ListedTrace>(one: Trace): Trace =>
    one.prediction === prediction ? { ...one, own } : one;
  const { list, changes, sample } = model;
  if (list.value !== null) list.value = { ...list.value, traces: list.value.traces.map(changed) };
  if (changes.value !== null) changes.value = { ...changes.value, traces: changes.value.traces.map(changed) };
  if (sample.value !== null) sample.value = { ...sample.value, traces: sample.value.traces.map(changed) };
}

async function send(
  model: DistilModel,
  prediction: string,
  decision: OwnDecision | "undo",
  reason: string | null,
  isBlind: boolean,
): Promise<void> {
  const seconds = Math.max(0, (performance.now() - model.since) / 1000);
  const { t, word, host } = model;
  try {
    const isDone = await host.decide({ prediction, decision, reason, isBlind, seconds });
    if (!isDone) word.value = { kind: "told", text: t("nothingToUndo") };
    else if (decision === "undo") word.value = { kind: "told", text: t("tookBack", prediction) };
    else word.value = { kind: "told", text: t("decided", prediction, t(`decision_${decision}`)) };
  } catch (error) {
    word.value = { kind: "failed", text: t("notSaved", errorText(error)) };
  }
  await model.reload();
}

function decide(model: DistilModel, decision: OwnDecision, reason: string | null): void {
  const trace = model.trace.value;
  model.mode.value = "look";
  if (trace === null) return;
  // The one that was selected since is not here yet.
  if (trace.prediction !== model.selected.value) return;
  if (!model.canWrite.value) {
    model.word.value = { kind: "failed", text: model.t("restricted") };
    return;
  }
  if (performance.now() - model.since < deadMilliseconds) return;
  const isBlind = trace.verdict === null;
  trailOf(model).push(trace.prediction);
  const work = send(model, trace.prediction, decision, reason, isBlind);
  setOwn(model, trace.prediction, decision);
  distilActions.step(model, 1);
  model.run(work);
}

/** What keys and buttons do. */
export const distilActions = {
  accept: (model: DistilModel) => decide(model, "accept", null),

  /** Asks for a reason; asked once more, there is none. */
  reject(model: DistilModel): void {
    if (model.trace.value === null) return;
    if (!model.canWrite.value) model.word.value = { kind: "failed", text: model.t("restricted") };
    else if (model.mode.value === "reject") decide(model, "reject", null);
    else model.mode.value = "reject";
  },

  /** Rejects by the reason of a number key, from 1. The last one asks for words first. */
  rejectBy(model: DistilModel, number: number): void {
    const reason = traceRejectReasons[number - 1];
    if (reason === undefined) return;
    if (reason === "other") model.mode.value = "note";
    else decide(model, "reject", reason);
  },

  rejectWith: (model: DistilModel, note: string) => decide(model, "reject", note.trim() === "" ? null : note.trim()),

  /** What this person said of the trace on show, else what they said last. */
  undo(model: DistilModel): void {
    model.mode.value = "look";
    if (!model.canWrite.value) {
      model.word.value = { kind: "failed", text: model.t("restricted") };
      return;
    }
    const trail = trailOf(model);
    const shown = model.trace.value;
    const prediction = shown !== null && shown.own !== null ? shown.prediction : (trail.at(-1) ?? null);
    if (prediction === null) {
      model.word.value = { kind: "told", text: model.t("nothingToUndo") };
      return;
    }
    const at = trail.lastIndexOf(prediction);
    if (at !== -1) trail.splice(at, 1);
    setOwn(model, prediction, null);
    const work = send(model, prediction, "undo", null, false);
    distilActions.select(model, prediction);
    model.run(work);
  },

  select(model: DistilModel, prediction: string | null): void {
    if (prediction === model.selected.value) return;
    model.mode.value = "look";
    model.selected.value = prediction;
    model.selectedCall.value = null;
    model.run(model.loadTrace());
  },

  /** The next trace of the list, or the one before. */
  step(model: DistilModel, by: 1 | -1): void {
    const traces = model.listed.value;
    const at = traces.findIndex(({ prediction }) => prediction === model.selected.value);
    const next = traces[Math.max(0, Math.min(traces.length - 1, at + by))];
    if (next !== undefined) distilActions.select(model, next.prediction);
  },

  /** Lists other traces, and shows the first of them. */
  list(model: DistilModel, query: TraceQuery): void {
    model.query.value = query;
    model.tab.value = "traces";
    model.run(distilActions.listed(model));
  },

  show(model: DistilModel, tab: DistilTab): void {
    if (tab === model.tab.value) return;
    model.tab.value = tab;
    // What is hidden in one part may be on show in the other.
    model.trace.value = null;
    model.run(distilActions.listed(model));
  },

  /** Takes the list anew; a trace that is not in it gives way to the first. */
  async listed(model: DistilModel): Promise<void> {
    await model.loadList();
    const traces = model.listed.value;
    const isThere = traces.some(({ prediction }) => prediction === model.selected.value);
    if (!isThere && model.tab.value !== "counts") {
      const first = model.isBlind ? (traces.find(({ own }) => own === null) ?? traces[0]) : traces[0];
      model.selected.value = first?.prediction ?? null;
      model.selectedCall.value = null;
    }
    await model.loadTrace();
  },

  setOptions(model: DistilModel, changes: Partial<DistilOptions>): void {
    model.options.value = { ...model.options.value, ...changes };
    model.run(model.reload());
  },

  /** What the present settings change is told against themselves from now on. */
  setBase(model: DistilModel, base: DistilOptions): void {
    model.base.value = base;
    model.run(model.reload());
  },

  setNext(model: DistilModel, next: string | null): void {
    model.next.value = next;
    model.run(model.loadRow());
  },

  showRow(model: DistilModel, isShown: boolean): void {
    if (model.showsRow.value === isShown) return;
    model.showsRow.value = isShown;
    model.run(model.loadRow());
  },

  toggle({ see }: DistilModel, what: "targets" | "zooms" | "marks"): void {
    see.value = { ...see.value, [what]: !see.value[what] };
  },

  openOnPage(model: DistilModel): void {
    const prediction = model.selected.value;
    if (prediction !== null) model.run(model.host.openOnPage({ prediction }));
  },

  exportRows(model: DistilModel): void {
    model.run(model.host.exportRows({ options: model.options.value, next: model.next.value }));
  },

  /** The selected zoom, or all targets, as large as the stage allows; or the whole page again. */
  zoom(model: DistilModel): void {
    const stage = distilStage.of(model);
    const targets = stage.boxes.value.filter(({ kind }) => kind === "target");
    const whole = unionOf(targets.map(({ box }) => box));
    if (model.camera.value !== null) model.camera.value = null;
    else if (model.selectedCall.value !== null) zoomToCall(stage, model.selectedCall.value);
    else if (whole !== null) model.camera.value = fitCamera(whole, stage.stage.value, zoomMargin);
  },
} as const;

import { computed, effect } from "@preact/signals";
import type { ComparedQuestion } from "../../src/protocol/reward/compareApi.js";
import type { QuestionsQuery } from "../../src/protocol/reward/compareViewApi.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import { RemoteRows } from "../strategies/remoteRows.js";
import { compareActions } from "./compareActions.js";
import type { CompareModel } from "./compareModel.js";
import { sideSets } from "./sideSets.js";

/** Milliseconds between two looks at runs that are being written. */
const pace = 2000;

/** A set of every step of the same source. */
const wholeOf = (set: RolloutSet): RolloutSet => ({ ...set, from: null, to: null });

/** The query of the list, in the terms of what was compared last. */
function queryOf({ comparison, film, taskKind, cell, sort }: CompareModel): QuestionsQuery | null {
  const { value, status } = comparison.state.value;
  const sides = film.value;
  if (sides === null || value === null || status !== "ready") return null;
  const { left, right } = sides;
  return { sides: [...sides.sides], left, right, cell: cell.value, taskKind: taskKind.value, sort: sort.value };
}

function keepRows(model: CompareModel): void {
  effect(() => {
    const query = queryOf(model);
    if (query === null || JSON.stringify(model.rows.peek()?.query) === JSON.stringify(query)) return;
    const fetch = (offset: number, count: number) => model.host.compareQuestions({ ...query, offset, count });
    const rows = new RemoteRows<ComparedQuestion>(fetch, compareActions.looked);
    model.rows.value = { query, rows };
    model.position.value = null;
  });
  // The first question of the first list, when none is chosen.
  effect(() => {
    const first = model.rows.value?.rows.at(0);
    if (first === undefined || model.question.peek() !== null) return;
    model.question.value = first.key;
    model.position.value = 0;
  });
}

/** Unpaired sides have no pairs to list: then those that one side alone has come first. */
function keepSort({ comparison, sort, cell }: CompareModel): void {
  let shown = "";
  effect(() => {
    const reason = comparison.state.value.value?.unpairedReason;
    if (reason === undefined || String(reason) === shown) return;
    shown = String(reason);
    if (reason === null) {
      if (sort.peek() === "unpaired") sort.value = "reward";
    } else {
      sort.value = "unpaired";
      cell.value = null;
    }
  });
}

/** Asks for whatever the choices need, in the order in which a person looks at it. */
export function askForSides(model: CompareModel): void {
  const { sources, comparison, panes, curves, heat, film, question } = model;
  sources.load("all");
  // After a reload of the window the view is there before its runs are read: nothing is said of sides that may still come.
  const areRunsKnown = computed(() => (sources.state.value.value?.length ?? 0) > 0);
  effect(() => {
    const sides = areRunsKnown.value ? film.value : null;
    comparison.load(sides === null ? null : { ...sides, sides: [...sides.sides] });
  });
  keepSort(model);
  keepRows(model);
  effect(() => {
    const [sides, asked] = [areRunsKnown.value ? film.value : null, question.value];
    panes.load(sides === null || asked === null ? null : { ...sides, question: asked });
  });
  // Curves read every step of a run, so they wait until the question stands.
  effect(() => {
    const [sides, asked, { status }] = [film.value, question.value, panes.state.value];
    const [right, left] = [sides?.sides[sides.right], sides?.sides[sides.left]];
    const isAsked = asked !== null && left !== undefined && right !== undefined;
    if (!isAsked) curves.load(null);
    else if (status === "ready") {
      const wholes = [wholeOf(right), ...(sideSets.isSameSource(left, right) ? [] : [wholeOf(left)])];
      curves.load({ sides: wholes, question: asked });
    }
  });
  effect(() => {
    const [sides, asked, over] = [film.value, question.value, model.over.value];
    const [right, left] = [sides?.sides[sides.right], sides?.sides[sides.left]];
    if (model.tab.value !== "heat" || left === undefined || right === undefined) return;
    if (over === "all") heat.load({ left, right, over: { kind: "all" } });
    else if (asked !== null) heat.load({ left, right, over: { kind: over, question: asked } });
  });
  keepPage(model);
}

/** Decodes the page of the question and puts it on show; a page that was moved on is fitted again. */
function keepPage({ panes, loader, camera }: CompareModel): void {
  let shown: string | null = null;
  effect(() => {
    const page = panes.state.value.value?.panes?.page ?? null;
    const uri = page?.kind === "image" ? page.uri : null;
    void loader.prepare(page);
    loader.show(page);
    if (shown !== null && shown !== uri) camera.value = null;
    shown = uri;
  });
}

/** Looks again at runs that changed on disk, at a pace; what is on show is asked for again when its rollouts are others. */
export function watchSides(model: CompareModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let counts = "";
  effect(() => {
    const sources = model.sources.state.value.value;
    const sides = model.film.peek()?.sides ?? [];
    if (sources === null) return;
    const next = sides.map(set => sideSets.sourceOf(set, sources)?.rollouts ?? 0).join();
    if (counts !== "" && counts !== next)
      for (const one of [model.comparison, model.panes, model.curves])
        if (one.state.peek().status !== "idle") one.again();
    counts = next;
  });
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      model.sources.again();
    }, pace);
  };
}

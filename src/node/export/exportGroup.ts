import type { EstimatorId } from "../../core/reward/estimatorId.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { parseStrategySpec } from "../../core/reward/strategySpec.js";
import type { ExportStringKey } from "../../protocol/exportStrings.js";
import { exportStrings } from "../../protocol/exportStrings.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow, RolloutView } from "../../protocol/rolloutView.js";
import type { ListedStrategy } from "../../protocol/reward/strategyList.js";
import type { WhatIfApi } from "../../protocol/reward/whatIfApi.js";
import { NoSuchStrategy } from "../reward/noSuchStrategy.js";
import { readNodeId } from "../runs/nodeId.js";
import { embeddedPage } from "./embeddedPage.js";
import type { ExportedRollout, ExportText } from "./exportedGroup.js";
import { groupHtml } from "./groupHtml.js";

/** A group may have a thousand rollouts; a file for a bug report has so many. */
const mostRollouts = 64;
/** As many as a breakdown takes at once. */
const mostStrategies = 4;

export interface ExportParts {
  open(ref: RolloutRef): Promise<OpenedRow>;
  /** A rollout of the group that is known already. */
  member(ref: RolloutRef, group: RolloutView["group"]): Promise<OpenedRow>;
  readonly whatIf: Pick<WhatIfApi, "breakdown" | "strategies">;
  /** Whether pages are shown as their EXIF orientation turns them. */
  readonly isTurned: boolean;
}

export interface ExportQuery {
  readonly ref: RolloutRef;
  /** Ids, or `ID@key=value`; null: the logged rule and the paper's. */
  readonly strategies: readonly string[] | null;
  readonly estimator: EstimatorId;
  readonly version: string;
  /** Texts in another language, by key. */
  readonly strings?: Readonly<Record<string, string>>;
}

/** The rule that the log follows, own code that has run, then those that the paper compares. */
async function usualStrategies(run: string, { whatIf }: ExportParts) {
  const { strategies, asLogged } = await whatIf.strategies({ run });
  const own = strategies.filter(({ from }) => from === "own-code").map(({ spec }) => spec);
  const first = [...(asLogged === null ? [] : [asLogged]), ...own, "rarl", "deepeyes", "vanilla"];
  return { listed: strategies, specs: [...new Set(first)].slice(0, mostStrategies) };
}

const runOf = ({ run }: RolloutView): string => {
  const id = readNodeId(run.id);
  return id?.[0] === "run" ? id[1] : run.id;
};

const textOf =
  (strings: Readonly<Record<string, string>>): ExportText =>
  (key: ExportStringKey, ...values) =>
    (strings[key] ?? exportStrings[key]).replace(/\{(\d)\}/g, (_, index: string) =>
      String(values[Number(index)] ?? ""),
    );

async function exportedRollouts(view: RolloutView, specs: readonly string[], query: ExportQuery, parts: ExportParts) {
  const rollouts: ExportedRollout[] = [];
  for (const { ref, number } of view.group.members.slice(0, mostRollouts)) {
    const opened = await parts.member(ref, view.group);
    const { estimator } = query;
    const breakdown =
      opened.kind === "rollout" ? await parts.whatIf.breakdown({ ref, strategies: [...specs], estimator }) : null;
    rollouts.push({ number, row: ref.row, opened, breakdown });
  }
  return rollouts;
}

function strategiesOf(specs: readonly string[], listed: readonly ListedStrategy[]): readonly Strategy[] {
  const known = listed.map(({ strategy }) => strategy);
  return specs.map(spec => {
    const read = parseStrategySpec(spec, known);
    if (read.kind === "problem") throw new NoSuchStrategy(spec);
    return read.strategy;
  });
}

/**
 * The group of a rollout as one HTML file, or why its row cannot be shown. Throws a `NoSuchStrategy` for a strategy that
 * nobody wrote.
 */
export async function exportGroup(
  query: ExportQuery,
  parts: ExportParts,
): Promise<{ readonly kind: "html"; readonly html: string } | Exclude<OpenedRow, RolloutView>> {
  const view = await parts.open(query.ref);
  if (view.kind !== "rollout") return view;
  const { listed, specs: usual } = await usualStrategies(runOf(view), parts);
  const specs = (query.strategies ?? usual).slice(0, mostStrategies);
  const rollouts = await exportedRollouts(view, specs, query, parts);
  const { page } = view;
  const embedded =
    page.kind === "image" ? await embeddedPage({ ...page, path: page.uri, isTurned: parts.isTurned }) : null;
  const { estimator, version } = query;
  const left = view.group.members.length - rollouts.length;
  const strategies = strategiesOf(specs, listed);
  const exported = { version, view, rollouts, left, page: embedded, strategies, estimator };
  return { kind: "html", html: groupHtml(exported, textOf(query.strings ?? {})) };
}
